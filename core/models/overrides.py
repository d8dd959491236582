from django.db import models

from core.history import tracked
from core.tenancy import ScopedManager, TenantModel


class OverrideQuerySet(models.QuerySet):
    def in_force(self, on):
        """The latest choice of each setting on a day, by its key."""
        return self.filter(from_on__lte=on).order_by("key", "-from_on", "-made_at").distinct("key")


@tracked
class Override(TenantModel):
    """What a partnership set in place of a shipped default: from when, by whom, and why. Never changed, only followed.

    `core.preferences` knows the keys, their defaults and what a value may be.
    """

    append_only = True

    key = models.CharField(max_length=60)
    value = models.JSONField()
    from_on = models.DateField("from")
    reason = models.TextField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager.from_queryset(OverrideQuerySet)()

    class Meta:
        ordering = ["key", "-from_on", "-made_at"]
        indexes = [models.Index(fields=["partnership", "key", "-from_on"], name="core_override_latest")]

    def __str__(self):
        return f"{self.key} from {self.from_on}"
