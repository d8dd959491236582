import uuid

from django.db import models
from django.utils import timezone

from core.db.tenancy import ScopedManager, TenantModel
from core.history.tracking import tracked


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Neither accepted nor withdrawn; their time may have run out."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def sent_by(self, users):
        """Open ones by who waits for them."""
        return self.open().filter(invited_by__in=users).select_related("membership__user")


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

    objects = ScopedManager.from_queryset(InvitationQuerySet)()

    class Meta:
        ordering = ["-invited_at"]

    @property
    def has_expired(self):
        return self.expires_at <= timezone.now()

    def __str__(self):
        return f"{self.membership}, invited {self.invited_at:%-d %B %Y}"


class NoteQuerySet(models.QuerySet):
    def of(self, user):
        """What one person wrote, the latest first. Nobody's page shows anybody else's."""
        return self.filter(written_by=user)


@tracked
class Note(TenantModel):
    """What a scrutineer writes down for themselves about a page of the partnership. Nobody else sees it."""

    deletable = True

    written_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    text = models.TextField()
    about = models.CharField("page", max_length=500, blank=True)
    written_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager.from_queryset(NoteQuerySet)()

    class Meta:
        ordering = ["-written_at"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return self.url_of("people:note", self.pk)
