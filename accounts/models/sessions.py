import hashlib
import uuid

from django.db import models
from django.utils import timezone


class SessionManager(models.Manager):
    def get_queryset(self):
        """Without what a session holds, which only its key opens."""
        return super().get_queryset().defer("data")

    def open_of(self, user):
        return self.filter(user=user, expires_at__gt=timezone.now())


class Session(models.Model):
    """One browser in which somebody may be signed in. Known by the fingerprint of its key, which is kept nowhere.

    Read and written by the database's functions, which take the key (`core.db.session_store`). A person lists and
    ends their own in an `account_scope`, by the row's id.
    """

    shared_rights = "SELECT (id, key_hash, user_id, ip, user_agent, began_at, last_seen_at, expires_at), DELETE"
    account_column = "user_id"
    is_hidden = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key_hash = models.BinaryField(unique=True)
    data = models.TextField()
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    ip = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=200)
    began_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)

    objects = SessionManager()

    def __str__(self):
        return f"{self.ip} ({self.user_agent})"

    def has_key(self, key: str | None) -> bool:
        return bytes(self.key_hash) == fingerprint(key)


def fingerprint(key: str | None) -> bytes:
    """What a row keeps of a session's key; of none, what no key has."""
    return hashlib.sha256((key or "").encode()).digest()
