from django.db import models
from django.db.models.functions import Now

from core.db.tenancy import ScopedManager, TenantModel
from core.history.tracking import tracked


class TaskLinkQuerySet(models.QuerySet):
    def open(self):
        """Those whose task has not closed."""
        return self.filter(closed_at=None)

    def close(self):
        """From here on they open nothing."""
        return self.open().update(closed_at=Now())

    def use(self):
        """Close them, for their person has done the task by them."""
        return self.open().update(closed_at=Now(), used_at=Now())


class OwnTaskLinks(models.Manager.from_queryset(TaskLinkQuerySet)):
    """Links as the database shows them: those of the scope, and the person's own in every partnership."""


@tracked
class TaskLink(TenantModel):
    """That a mail has a link by which its reader does one task of theirs without signing in, until the task closes.

    Holds what its page shows, so that the page reads no other record; of the link itself it holds the hash.
    """

    readable_also = "user_id = (SELECT app.me())"

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    says = models.JSONField(default=dict)
    token_hash = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    objects = ScopedManager.from_queryset(TaskLinkQuerySet)()
    own = OwnTaskLinks()

    class Meta:
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "user", "kind", "subject_id"],
                condition=models.Q(closed_at=None),
                name="accounts_tasklink_one_open",
            )
        ]

    def __str__(self):
        return f"{self.kind} for {self.user}"
