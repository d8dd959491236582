import pgtrigger
from django.db import models

from core.history import tracked
from core.tenancy import ScopedManager, TenantModel
from core.years import validate_year


class EditionQuerySet(models.QuerySet):
    def for_list(self):
        """Editions without their snapshots, which are long."""
        return self.select_related("pdf").defer("snapshot", "charts")

    def for_page(self):
        return self.select_related(
            "report__partnership", "report__template", "html", "pdf", "tables", "compiled_by"
        ).prefetch_related("signatures__agency", "signatures__signed_by")


CONTENT = ["report", "number", "job", "snapshot", "charts", "sha256", "html", "pdf", "tables", "pages"]


@tracked(exclude=["snapshot", "charts"])
class Edition(TenantModel):
    """A compiled report: a snapshot of every figure, and the HTML, PDF and CSV made from it alone.

    Only its state moves on; the database refuses a change of anything else. `charts` holds the drawn pictures by their
    fingerprint (`core.charts`), so that a page need not draw them.
    """

    class State(models.TextChoices):
        COMPILED = "compiled", "Compiled"
        SIGNED = "signed", "Signed"
        PUBLISHED = "published", "Published"
        SUPERSEDED = "superseded", "Superseded"

    report = models.ForeignKey("reporting.Report", on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=State, default=State.COMPILED)
    job = models.OneToOneField("core.Job", on_delete=models.PROTECT, related_name="edition")
    snapshot = models.TextField()
    charts = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    html = models.ForeignKey("core.Document", on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey("core.Document", on_delete=models.PROTECT, related_name="+")
    tables = models.ForeignKey("core.Document", on_delete=models.PROTECT, related_name="+")
    pages = models.PositiveSmallIntegerField()
    seconds = models.DecimalField(max_digits=7, decimal_places=2)
    open_discrepancies = models.PositiveSmallIntegerField(default=0)
    compiled_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    compiled_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager.from_queryset(EditionQuerySet)()

    class Meta:
        ordering = ["report", "-number"]
        triggers = [pgtrigger.ReadOnly(name="content_is_fixed", fields=CONTENT)]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "report", "number"], name="reporting_edition_once")
        ]

    def __str__(self):
        return f"{self.report}, edition {self.number}"


@tracked
class Signature(TenantModel):
    """That a lead safeguarding partner signed an edition for their agency."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="signatures")
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["signed_at"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "edition", "agency"], name="reporting_signature_once")
        ]

    def __str__(self):
        return f"{self.agency}, {self.signed_at:%-d %B %Y}"


class PublishedManager(models.Manager):
    """What anybody may read, with no scope open."""


@tracked
class PublishedEdition(TenantModel):
    """The public's copy of an edition, stored apart: public pages read this table and nothing else."""

    readable_also = "true"

    year = models.CharField(max_length=7, validators=[validate_year])
    title = models.CharField(max_length=200)
    number = models.PositiveSmallIntegerField()
    snapshot = models.TextField()
    sha256 = models.CharField(max_length=64)
    pdf_path = models.CharField(max_length=200)
    pdf_size = models.PositiveIntegerField()
    tables_path = models.CharField(max_length=200)
    tables_size = models.PositiveIntegerField()
    published_on = models.DateField()
    is_superseded = models.BooleanField(default=False)

    public = PublishedManager()

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "year", "number"], name="reporting_publishededition_once")
        ]
        default_manager_name = "objects"

    def __str__(self):
        return f"{self.title} {self.year}"
