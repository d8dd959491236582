import uuid

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone


class EmailChangeQuerySet(models.QuerySet):
    def open(self):
        """Those that still wait for somebody, in time."""
        return self.filter(done_at=None, stopped_at=None, expires_at__gt=Now())


class EmailChange(models.Model):
    """That a person wants to sign in with another address. It takes a yes from both: the old one and the new one."""

    shared_rights = "SELECT, INSERT, UPDATE (old_said_yes_at, new_said_yes_at, done_at, stopped_at)"
    account_column = "user_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    old = models.EmailField()
    new = models.EmailField()
    asked_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    old_said_yes_at = models.DateTimeField(null=True)
    new_said_yes_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)

    objects = EmailChangeQuerySet.as_manager()

    def __str__(self):
        return f"{self.old} to {self.new}"

    @property
    def is_open(self) -> bool:
        return not self.done_at and not self.stopped_at and self.expires_at > timezone.now()

    @property
    def waits_for(self) -> list[str]:
        """The addresses that have not said yes."""
        answers = {self.old: self.old_said_yes_at, self.new: self.new_said_yes_at}
        return [address for address, said in answers.items() if not said]
