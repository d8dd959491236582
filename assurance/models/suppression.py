from django.db import models

from core.history import tracked
from core.tenancy import TenantModel


@tracked
class SuppressionChoice(TenantModel):
    """Which rule for small numbers a partnership follows, from when, and why. The latest one holds."""

    rule = models.CharField(max_length=40)
    from_on = models.DateField("from")
    reason = models.TextField()
    chosen_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-from_on"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "from_on"], name="assurance_suppressionchoice_once")
        ]

    def __str__(self):
        return self.rule
