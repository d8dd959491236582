import pgtrigger
from django.db import models

from accounts.roles import ROLES, Role
from core.db.tenancy import ScopedManager, TenantModel
from core.history.tracking import tracked


class EditionQuerySet(models.QuerySet):
    def for_list(self):
        """Editions without their snapshots, which are long."""
        return self.select_related("pdf").defer("snapshot", "charts")

    def for_cockpit(self):
        """With who signed them."""
        return self.for_list().prefetch_related(_signatures())

    def seen(self, *, drafts: bool):
        """All of them for people who see drafts; else those that everybody who was asked has signed, and that were
        not taken down."""
        return self if drafts else self.exclude(signed_at=None).exclude(state=Edition.State.TAKEN_DOWN)

    def in_use(self):
        """Those that no other has taken the place of, and that were neither dropped nor taken down."""
        return self.exclude(state__in=Edition.PAST)

    def complete(self):
        """Those in which every section has something, as `Edition.is_complete` tells it of one."""
        return self.filter(lacking=[])

    def for_page(self):
        return self.select_related(
            "report__partnership",
            "report__template",
            "html",
            "pdf",
            "tables",
            "compiled_by",
            "offered_by",
            "dropped_by",
        ).prefetch_related(_signatures())


def _signatures() -> models.Prefetch:
    """The signatures with whose they are, and who declined, in two queries."""
    declines = models.Prefetch("declines", Decline.objects.select_related("declined_by"))
    given_first = models.F("signed_at").asc(nulls_last=True)
    signatures = Signature.objects.select_related("agency", "signed_by").prefetch_related(declines)
    return models.Prefetch("signatures", signatures.order_by(given_first, "agency__name_sort"))


# Whose signatures a report may need; a partnership's settings say which.
SIGNING = [(role.value, ROLES[role].name) for role in (Role.LEAD_PARTNER, Role.INDEPENDENT_CHAIR)]
FILES = ["html", "pdf", "tables", "pages"]
CONTENT = ["report", "number", "job", "snapshot", "charts", "sha256", *FILES, "lacking", "unaccepted"]


@tracked(exclude=["snapshot", "charts"])
class Edition(TenantModel):
    """A compiled report: a snapshot of every figure, and the HTML, PDF and CSV made from it alone.

    Only its state moves on; the database refuses a change of anything else. Somebody offers it for signing or drops it;
    it is a draft until `signed_at`, the moment of its last signature, and stays one where another took its place
    before.

    `charts` holds the drawn pictures by their fingerprint (`core.reports.charts`), so that a page need not draw them.
    `lacking` lists the sections that had nothing to show (`editions.lacking_of`): with any, it is for reading only, and
    nobody is asked to sign it. `unaccepted` lists those that stand in it as drafts, for those who offer, sign and
    publish it.
    """

    class State(models.TextChoices):
        COMPILED = "compiled", "Compiled"
        OFFERED = "offered", "Offered for signing"
        SIGNED = "signed", "Signed"
        PUBLISHED = "published", "Published"
        SUPERSEDED = "superseded", "Superseded"
        DROPPED = "dropped", "Dropped"
        TAKEN_DOWN = "taken down", "Taken down"

    PAST = (State.SUPERSEDED, State.DROPPED, State.TAKEN_DOWN)

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
    unaccepted = models.JSONField(default=list, blank=True)
    open_discrepancies = models.PositiveSmallIntegerField(default=0)
    compiled_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    compiled_at = models.DateTimeField(auto_now_add=True)
    offered_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField(null=True, blank=True)
    sign_by = models.DateField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)
    drop_reason = models.TextField(blank=True)

    objects = ScopedManager.from_queryset(EditionQuerySet)()

    class Meta:
        ordering = ["report", "-number"]
        triggers = [pgtrigger.ReadOnly(name="content_is_fixed", fields=CONTENT)]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "report", "number"], name="reporting_edition_once"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["offered", "signed", "published"]) | models.Q(offered_at__isnull=False),
                name="reporting_edition_offered_before_signed",
            ),
            models.CheckConstraint(
                condition=models.Q(state="dropped", dropped_at__isnull=False) & ~models.Q(drop_reason="")
                | ~models.Q(state="dropped") & models.Q(dropped_at=None, drop_reason=""),
                name="reporting_edition_dropped_with_reason",
            ),
        ]

    def __str__(self):
        return f"{self.report}, edition {self.number}"

    def get_absolute_url(self):
        return self.url_of("reporting:edition", self.report.year, self.number)

    @property
    def is_complete(self):
        """Whether every section has something in it. Only such an edition may be offered, signed and published."""
        return not self.lacking

    @property
    def given(self) -> list["Signature"]:
        """The signatures that it has."""
        return [signature for signature in self.signatures.all() if signature.is_given]

    @property
    def waiting(self) -> list["Signature"]:
        """The signatures that it was offered for and does not have yet, by whose they are."""
        missing = [signature for signature in self.signatures.all() if not signature.is_given]
        return sorted(missing, key=lambda signature: signature.signer)

    @property
    def unanswered(self) -> list["Signature"]:
        """Of those, the ones that nobody has declined to give."""
        return [signature for signature in self.waiting if not signature.declined]

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
    """A signature that an edition needs: asked for when it was offered, given once somebody has signed.

    A lead safeguarding partner's is an agency's; the independent chair's is nobody's but theirs.
    """

    role = models.CharField(max_length=20, choices=SIGNING, default=Role.LEAD_PARTNER.value)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="signatures")
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["signed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "edition", "role", "agency"],
                name="reporting_signature_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(role=Role.LEAD_PARTNER.value, agency__isnull=False)
                | ~models.Q(role=Role.LEAD_PARTNER.value) & models.Q(agency=None),
                name="reporting_signature_partner_has_agency",
            ),
            models.CheckConstraint(
                condition=models.Q(signed_by=None, signed_at=None)
                | models.Q(signed_by__isnull=False, signed_at__isnull=False),
                name="reporting_signature_given_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.signer}, {self.signed_at:%-d %B %Y}" if self.is_given else self.signer

    @property
    def signer(self) -> str:
        """Whose it is: the agency's name, or the office."""
        return self.agency.name if self.agency_id else "the independent chair"

    @property
    def capacity(self) -> str:
        """As what somebody signs: for an agency, or as the independent chair."""
        return f"for {self.agency.name}" if self.agency_id else "as the independent chair"

    @property
    def is_given(self) -> bool:
        return self.signed_at is not None

    @property
    def declined(self) -> "Decline | None":
        """The last time that somebody declined to give it; None where nobody did, or it was given after all."""
        return None if self.is_given else next(iter(list(self.declines.all())[::-1]), None)

    def was_declined_by(self, user) -> bool:
        """Whether this person has declined to give it, and has so answered."""
        return any(one.declined_by_id == user.pk for one in self.declines.all())

    @property
    def decliners(self) -> list[str]:
        """Those who declined to give it, each once, whether or not it was given after all."""
        return list(dict.fromkeys(one.declined_by.name for one in self.declines.all()))


@tracked
class Decline(TenantModel):
    """That somebody would not give a signature, and why. It stays, also where the signature is given after all."""

    signature = models.ForeignKey(Signature, on_delete=models.PROTECT, related_name="declines")
    reason = models.TextField()
    declined_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    declined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["declined_at"]

    def __str__(self):
        return f"{self.signature.signer} declined, {self.declined_at:%-d %B %Y}"
