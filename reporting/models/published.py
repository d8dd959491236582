"""What the public reads: copies, stored apart from the records. Public pages read these tables and nothing else."""

from django.db import models

from core.calendar.financial_years import validate_year
from core.db.tenancy import ScopedManager, TenantModel
from core.formatting import sentences
from core.history.tracking import tracked


class PublishedQuerySet(models.QuerySet):
    def of(self, slug):
        """Those of one partnership, by the name in its address."""
        return self.filter(partnership__slug=slug)


class PublishedManager(models.Manager.from_queryset(PublishedQuerySet)):
    """What anybody may read, with no scope open."""


class PublishedEditionQuerySet(PublishedQuerySet):
    def for_list(self):
        """Without what only the report's own page shows."""
        return self.defer("snapshot", "charts")

    def of_year(self, year):
        return self.filter(year=str(year))

    def to_read(self):
        """The report of each year as the public reads it now."""
        return self.filter(is_superseded=False, taken_down_on=None)


class PublishedEditionManager(models.Manager.from_queryset(PublishedEditionQuerySet)):
    """What anybody may read, with no scope open."""


@tracked(exclude=["charts"])
class PublishedEdition(TenantModel):
    """The public's copy of an edition. One that was taken down keeps its place, without what it said.

    `partners` names the statutory partners on the day of its publication, for the public page of a partnership that has
    published no page about itself.
    """

    readable_also = "true"

    year = models.CharField(max_length=7, validators=[validate_year])
    title = models.CharField(max_length=200)
    number = models.PositiveSmallIntegerField()
    snapshot = models.TextField(blank=True)
    charts = models.JSONField(default=dict, blank=True)
    sha256 = models.CharField(max_length=64)
    pdf_path = models.CharField(max_length=200)
    pdf_size = models.PositiveIntegerField()
    pdf_sha256 = models.CharField(max_length=64, default="")
    tables_path = models.CharField(max_length=200)
    tables_size = models.PositiveIntegerField()
    tables_sha256 = models.CharField(max_length=64, default="")
    published_on = models.DateField()
    partners = models.JSONField(default=list, blank=True)
    is_superseded = models.BooleanField(default=False)
    taken_down_on = models.DateField(null=True, blank=True)
    replacement = models.TextField(blank=True)

    objects = ScopedManager.from_queryset(PublishedEditionQuerySet)()
    public = PublishedEditionManager()

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "year", "number"], name="reporting_publishededition_once")
        ]
        default_manager_name = "objects"

    def __str__(self):
        return sentences.titled(self.title, self.year)

    def get_absolute_url(self):
        return self.url_of("public:report", self.year)


@tracked
class PublishedProfile(TenantModel):
    """A partnership's public page as it was published: who it is, its partners and its structure on that day.

    The newest one is shown while it `is_current`; none is where the page was withdrawn.
    """

    readable_also = "true"

    number = models.PositiveIntegerField()
    snapshot = models.TextField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(auto_now_add=True)
    is_current = models.BooleanField(default=True)

    objects = ScopedManager.from_queryset(PublishedQuerySet)()
    public = PublishedManager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="reporting_publishedprofile_once"),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=models.Q(is_current=True),
                name="reporting_publishedprofile_one_current",
            ),
        ]
        default_manager_name = "objects"

    def __str__(self):
        return f"Public page, version {self.number}"


class TakingDownQuerySet(models.QuerySet):
    def waiting(self):
        """Asked for, and not yet confirmed or dropped."""
        return self.filter(decided_at=None)


@tracked
class TakingDown(TenantModel):
    """That a published edition was to be taken down: one person asks with a reason, another one decides."""

    published = models.ForeignKey(PublishedEdition, on_delete=models.PROTECT, related_name="takings_down")
    reason = models.TextField()
    replacement = models.TextField()
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    is_confirmed = models.BooleanField(default=False)
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager.from_queryset(TakingDownQuerySet)()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "published"],
                condition=models.Q(decided_at=None),
                name="reporting_takingdown_one_waiting",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("asked_by")),
                name="reporting_takingdown_two_people",
            ),
        ]

    def __str__(self):
        return f"Taking down {self.published}"


class SentCopyQuerySet(models.QuerySet):
    def not_withdrawn(self):
        """Those that nobody has taken back as noted by mistake."""
        return self.filter(taken_back_at=None)


@tracked
class SentCopy(TenantModel):
    """That a copy of a published report went to somebody to whom the guidance sends one (`catalogue/copies.csv`), and
    what shows it."""

    published = models.ForeignKey(PublishedEdition, on_delete=models.PROTECT, related_name="sent_copies")
    code = models.CharField(max_length=30)
    sent_on = models.DateField()
    proof = models.CharField(max_length=300, blank=True)
    noted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)
    taken_back_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    objects = ScopedManager.from_queryset(SentCopyQuerySet)()

    class Meta:
        ordering = ["sent_on", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "published", "code"],
                condition=models.Q(taken_back_at=None),
                name="reporting_sentcopy_one_standing",
            )
        ]

    def __str__(self):
        return f"Copy of {self.published}, {self.code}"
