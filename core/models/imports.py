from django.db import models

from core.db.tenancy import ScopedManager, TenantModel
from core.history.tracking import tracked


class ImportBatchQuerySet(models.QuerySet):
    def of_kind(self, kind):
        return self.filter(kind=kind)

    def to_confirm(self):
        """Checked, and waiting for somebody to confirm or drop them; the oldest first."""
        return self.filter(state=ImportBatch.State.READY).order_by("uploaded_at")

    def for_list_page(self):
        return self.select_related("uploaded_by", "confirmed_by")

    def for_page(self):
        return self.for_list_page().select_related("job", "document", "preview", "undoes", "partnership")


@tracked
class ImportBatch(TenantModel):
    """One file that somebody brought to change records with: what it would do, and whether it was done, by whom.

    `core.imports.batches` moves it from state to state. The preview is kept as a document, a line for each row. A batch
    that `undoes` another one puts back what the records said before it.
    """

    class State(models.TextChoices):
        CHECKING = "checking", "Being checked"
        WRONG = "wrong", "Has errors"
        READY = "ready", "Ready to confirm"
        WRITING = "writing", "Being imported"
        DONE = "done", "Imported"
        FAILED = "failed", "Could not be read"
        DROPPED = "dropped", "Discarded"

    kind = models.CharField(max_length=30)
    file_name = models.CharField(max_length=200)
    document = models.ForeignKey("core.Document", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.CHECKING)
    preview = models.ForeignKey("core.Document", on_delete=models.PROTECT, null=True, related_name="+")
    fingerprint = models.CharField(max_length=64, blank=True)
    wrong = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField("the same", default=0)
    asked = models.PositiveIntegerField("asked about", default=0)
    because = models.CharField("why they are right", max_length=300, blank=True)
    problem = models.TextField(blank=True)
    uploaded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    job = models.ForeignKey("core.Job", on_delete=models.PROTECT, null=True, related_name="+")
    undoes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="undone_by")

    objects = ScopedManager.from_queryset(ImportBatchQuerySet)()

    class Meta:
        ordering = ["-uploaded_at"]
        indexes = [models.Index(fields=["partnership", "-uploaded_at"], name="core_importbatch_latest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None) | models.Q(state__in=["writing", "done"]),
                name="core_importbatch_confirmed_state",
            )
        ]

    def __str__(self):
        return f"{self.file_name} ({self.get_state_display()})"

    def get_absolute_url(self):
        return self.url_of("imports:preview", self.pk)

    @property
    def rows(self):
        return self.wrong + self.changed + self.new + self.same

    @property
    def changes_something(self):
        return bool(self.new or self.changed)

    @property
    def may_be_confirmed(self):
        return self.state == self.State.READY and self.changes_something

    @property
    def may_be_dropped(self):
        return self.state in {self.State.READY, self.State.WRONG}

    @property
    def is_waiting(self):
        """Whether a job is at work on it."""
        return self.state in {self.State.CHECKING, self.State.WRITING}


class Export(TenantModel):
    """A file of many records that a job writes for one person."""

    kind = models.CharField(max_length=30)
    form = models.CharField(max_length=4)
    is_raw = models.BooleanField(default=False)
    document = models.ForeignKey("core.Document", on_delete=models.PROTECT, null=True, related_name="+")
    job = models.ForeignKey("core.Job", on_delete=models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self):
        return f"{self.kind}.{self.form}"
