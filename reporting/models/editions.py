import pgtrigger
from django.db import models

from core.history import tracked
from core.tenancy import ScopedManager, TenantModel


class EditionQuerySet(models.QuerySet):
    def for_list(self):
        """Editions without their snapshots, which are long."""
        return self.select_related("pdf").defer("snapshot", "charts")

    def for_cockpit(self):
        """With who signed them."""
        return self.for_list().prefetch_related(_signatures())

    def seen(self, *, drafts: bool):
        """All of them for people who see drafts; else those that every lead safeguarding partner has signed, and that
        were not taken down."""
        return self if drafts else self.exclude(signed_at=None).exclude(state=Edition.State.TAKEN_DOWN)

    def in_use(self):
        """Those that no other has taken the place of, and that were not taken down."""
        return self.exclude(state__in=Edition.PAST)

    def complete(self):
        """Those in which every section has something, as `Edition.is_complete` tells it of one."""
        return self.filter(lacking=[])

    def for_page(self):
        return self.select_related(
            "report__partnership", "report__template", "html", "pdf", "tables", "compiled_by"
        ).prefetch_related(_signatures())


def _signatures() -> models.Prefetch:
    """The signatures with whose they are, in one query."""
    return models.Prefetch("signatures", Signature.objects.select_related("agency", "signed_by"))


CONTENT = ["report", "number", "job", "snapshot", "charts", "sha256", "html", "pdf", "tables", "pages", "lacking"]


@tracked(exclude=["snapshot", "charts"])
class Edition(TenantModel):
    """A compiled report: a snapshot of every figure, and the HTML, PDF and CSV made from it alone.

    Only its state moves on; the database refuses a change of anything else. It is a draft until `signed_at`, the moment
    of its last signature, and stays one where another took its place before. `charts` holds the drawn pictures by their
    fingerprint (`core.charts`), so that a page need not draw them. `lacking` lists the sections that had nothing to
    show (`editions.lacking_of`): with any, it is for reading only, and nobody is asked to sign it.
    """

    class State(models.TextChoices):
        COMPILED = "compiled", "Compiled"
        SIGNED = "signed", "Signed"
        PUBLISHED = "published", "Published"
        SUPERSEDED = "superseded", "Superseded"
        TAKEN_DOWN = "taken down", "Taken down"

    PAST = (State.SUPERSEDED, State.TAKEN_DOWN)

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
    lacking = models.JSONField(default=list, blank=True)
    open_discrepancies = models.PositiveSmallIntegerField(default=0)
    compiled_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    compiled_at = models.DateTimeField(auto_now_add=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager.from_queryset(EditionQuerySet)()

    class Meta:
        ordering = ["report", "-number"]
        triggers = [pgtrigger.ReadOnly(name="content_is_fixed", fields=CONTENT)]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "report", "number"], name="reporting_edition_once")
        ]

    def __str__(self):
        return f"{self.report}, edition {self.number}"

    @property
    def is_complete(self):
        """Whether every section has something in it. Only such an edition may be offered, signed and published."""
        return not self.lacking

    @property
    def is_for_readers(self):
        """Whether those who see no drafts may read it: it is signed, and was not taken down."""
        return self.signed_at is not None and self.state != self.State.TAKEN_DOWN

    @property
    def documents(self):
        """Its files: the web edition, the PDF and the tables."""
        return [self.html, self.pdf, self.tables]


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
