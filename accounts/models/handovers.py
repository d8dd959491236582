from django.db import models

from core.db.tenancy import ScopedManager, TenantModel


class HandOverQuerySet(models.QuerySet):
    def for_sheet(self):
        return self.select_related("to", "by")


class HandOver(TenantModel):
    """That something open in one member's name was given to another person. Written for good."""

    append_only = True
    written = ("at", "by_id")

    membership = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="handed_over")
    kind = models.CharField(max_length=100)
    what = models.CharField(max_length=300)
    to = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager.from_queryset(HandOverQuerySet)()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["partnership", "membership"], name="accounts_handover_member")]

    def __str__(self):
        return f"{self.what} to {self.to}"
