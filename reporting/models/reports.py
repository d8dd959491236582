from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.permissions import ObjectPermission
from core.calendar.financial_years import FinancialYear, validate_year
from core.db.tenancy import ScopedManager, TenantModel
from core.formatting import sentences
from core.history.tracking import tracked
from core.reports.sources import Chooser, sources
from reporting.models.editions import Edition


class ReportQuerySet(models.QuerySet):
    def for_year(self, year):
        return self.filter(year=str(year))

    def with_template(self):
        """With the outline that each began as, without the sections of that."""
        return self.select_related("template").defer("template__sections")

    def for_own_pages(self):
        return self.with_template().select_related("partnership")

    def for_list_page(self, *, drafts: bool = True):
        """Reports with the number and state of the latest edition that the reader may see, and whether there were any.

        What was dropped is none, nor for those who see drafts what it had taken the place of before."""
        own = Edition.objects.filter(report=models.OuterRef("pk"))
        gone = [Edition.State.DROPPED, *([Edition.State.SUPERSEDED] if drafts else [])]
        latest = own.seen(drafts=drafts).exclude(state__in=gone).order_by("-number")
        return self.with_template().annotate(
            was_compiled=models.Exists(own),
            edition_number=models.Subquery(latest.values("number")[:1]),
            edition_state=models.Subquery(latest.values("state")[:1]),
            edition_lacking=models.Subquery(latest.values("lacking")[:1]),
        )


@tracked
class Report(TenantModel):
    """A partnership's account of one year: an outline of sections that compiles into editions.

    `reporting.services.reports` removes one in which nothing was ever written.
    """

    deletable = True

    year = models.CharField(max_length=7, validators=[validate_year])
    template = models.ForeignKey("reporting.ReportTemplate", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=300, blank=True)

    objects = ScopedManager.from_queryset(ReportQuerySet)()

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["partnership", "year"], name="reporting_report_once")]

    def __str__(self):
        return sentences.titled(self.title, self.year)

    def get_absolute_url(self):
        return self.url_of("reporting:outline", self.year)

    @property
    def financial_year(self):
        return FinancialYear.parse(self.year)


class SectionQuerySet(models.QuerySet):
    def kept(self):
        """Sections that go into the report."""
        return self.filter(left_out_reason="")

    def for_outline(self):
        """Sections without their texts, which are long; `has_text` says whether there is one."""
        has_text = models.ExpressionWrapper(~models.Q(text=""), output_field=models.BooleanField())
        return self.select_related("author").defer("text", "guidance").annotate(has_text=has_text)

    def unfinished(self):
        """Kept sections that are not accepted, the most urgent first."""
        left = self.kept().exclude(state="accepted").select_related("report", "author")
        return left.order_by(models.F("due_on").asc(nulls_last=True), "position")

    def for_author(self, user):
        """Sections that a person was asked to write, the most urgent first."""
        asked = SectionPermission.objects.current().filter(user=user)
        return self.kept().filter(pk__in=asked.values("content_object")).select_related("report").order_by("due_on")


@tracked
class Section(TenantModel):
    """A part of a report: what somebody writes, or what the records say, or a lead-in and then the records.

    `reporting.services.sections` moves the state; nothing else does.
    """

    deletable = True

    class Kind(models.TextChoices):
        NARRATIVE = "narrative", "Narrative"
        LIVE = "live", "From the records"

    class State(models.TextChoices):
        NOT_STARTED = "not_started", "Not started"
        WRITING = "writing", "Writing"
        SUBMITTED = "submitted", "Submitted"
        RETURNED = "returned", "Returned"
        ACCEPTED = "accepted", "Accepted"

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="sections")
    key = models.SlugField(max_length=60)
    position = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind)
    source = models.CharField(max_length=40, blank=True)
    options = models.JSONField(default=dict, blank=True)
    guidance = models.TextField(blank=True)
    covers = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    text = models.TextField(blank=True)
    author = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.NOT_STARTED)
    return_reason = models.TextField(blank=True)
    left_out_reason = models.TextField(blank=True)
    is_own = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager.from_queryset(SectionQuerySet)()

    class Meta:
        ordering = ["report", "position"]
        permissions = [("write_section", "Can write this section")]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "report", "key"], name="reporting_section_once"),
            models.UniqueConstraint(
                fields=["partnership", "report", "position"],
                name="reporting_section_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=models.Q(level__in=[1, 2]), name="reporting_section_level_1_or_2"),
            models.CheckConstraint(
                condition=models.Q(kind="narrative", source="") | (models.Q(kind="live") & ~models.Q(source="")),
                name="reporting_section_live_has_source",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return self.url_of("reporting:section", self.report.year, self.key)

    @property
    def is_ready(self):
        """Whether nobody has to do anything more about it; `readiness` knows whether there is something in it."""
        return self.state == self.State.ACCEPTED or (self.kind == self.Kind.LIVE and not self.author_id)

    @property
    def standing(self) -> str:
        """Its state and text in short: a page keeps it to see whether either has changed since it was opened."""
        return self.standing_as_of(self.version)

    def standing_as_of(self, version) -> str:
        """The same for a version of the text that somebody has read."""
        return f"{self.state}/{version}"

    @property
    def chooser(self) -> Chooser | None:
        """How to choose what it shows; None where somebody writes all of it or its source leaves no choice."""
        source = sources().get(self.source)
        return source.chooser if source else None


@tracked
class SectionPermission(ObjectPermission):
    """That one person may write one section. Granted and read through `accounts.permissions` only."""

    content_object = models.ForeignKey(Section, on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "user", "permission", "content_object"],
                name="reporting_sectionpermission_once",
            )
        ]
