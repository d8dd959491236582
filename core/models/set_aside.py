from django.db import models
from django.db.models import F
from django.db.models.functions import TruncDate
from django.utils import timezone

from core.db.tenancy import ScopedManager, TenantModel
from core.history.tracking import tracked


class SetAsideQuerySet(models.QuerySet):
    def still_aside(self):
        """Those that nobody has taken up again."""
        return self.filter(taken_up_at=None)

    def for_overview(self):
        """What the home page says of those that stand."""
        told = {"by": F("set_aside_by__name"), "aside_on": TruncDate("set_aside_at")}
        return self.still_aside().values("duty", "title", "reason", **told)


@tracked
class SetAside(TenantModel):
    """That a duty is not to be done, or not now: which, why, who said so and when. It may be taken up again."""

    duty = models.CharField(max_length=200)
    title = models.CharField(max_length=500)
    reason = models.TextField()
    set_aside_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    set_aside_at = models.DateTimeField(default=timezone.now)
    taken_up_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    taken_up_at = models.DateTimeField(null=True)

    objects = ScopedManager.from_queryset(SetAsideQuerySet)()

    class Meta:
        ordering = ["-set_aside_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "duty"], condition=models.Q(taken_up_at=None), name="core_setaside_once"
            )
        ]

    def __str__(self):
        return self.title
