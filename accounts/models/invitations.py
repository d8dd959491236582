import uuid

from django.db import models

from core.history import tracked
from core.tenancy import TenantModel


@tracked
class Invitation(TenantModel):
    """That a person was asked by e-mail to join the partnership: a link that works once, until a moment.

    The link holds the id and the `nonce`, signed; sending again makes a new nonce, so that the older link is dead.
    """

    membership = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="invitations")
    nonce = models.UUIDField(default=uuid.uuid4)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    asked_again_at = models.DateTimeField(null=True)
    invited_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-invited_at"]

    def __str__(self):
        return f"{self.membership}, invited {self.invited_at:%-d %B %Y}"


@tracked
class Note(TenantModel):
    """What a scrutineer writes down for themselves about a page of the partnership. Nobody else sees it."""

    deletable = True

    written_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    text = models.TextField()
    about = models.CharField("page", max_length=500, blank=True)
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-written_at"]

    def __str__(self):
        return self.title
