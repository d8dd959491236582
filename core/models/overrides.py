from django.db import models
from django.utils import timezone

from core.db.tenancy import ScopedManager, TenantModel
from core.history.tracking import tracked


class OverrideQuerySet(models.QuerySet):
    def of(self, partnership, key=None):
        """A partnership's choices, of one setting or of all, the latest made first, with the people who made them."""
        found = self.filter(partnership=partnership, **({"key": key} if key else {}))
        return found.select_related("made_by").order_by("-made_at", "-id")


@tracked
class Override(TenantModel):
    """What a partnership set in place of a shipped default: from when, by whom, and why. Never changed, only followed.

    `core.settings` knows the keys, their defaults and what a value may be; no value is the default again.
    """

    append_only = True
    written = ("made_at", "made_by_id")

    key = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    from_on = models.DateField("from")
    reason = models.TextField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = ScopedManager.from_queryset(OverrideQuerySet)()

    class Meta:
        ordering = ["key", "-from_on", "-made_at"]
        indexes = [models.Index(fields=["partnership", "key", "-from_on"], name="core_override_latest")]

    def __str__(self):
        return f"{self.key} from {self.from_on}"


@tracked
class PublicValue(TenantModel):
    """The public's copy of a choice that public pages show, such as the partnership's name: no reason and no author."""

    append_only = True
    readable_also = "true"
    written = ("made_at",)

    key = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    from_on = models.DateField("from")
    made_at = models.DateTimeField(default=timezone.now)

    public = models.Manager()

    class Meta:
        ordering = ["key", "-from_on", "-made_at"]
        indexes = [models.Index(fields=["partnership", "key", "-from_on"], name="core_publicvalue_latest")]
        default_manager_name = "objects"

    def __str__(self):
        return f"{self.key} from {self.from_on}"
