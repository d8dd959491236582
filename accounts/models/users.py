import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, check_password, make_password
from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models.passwords import Password
from core.db.account_scope import account_scope
from core.formatting.email_addresses import address_of


class UserManager(BaseUserManager):
    @transaction.atomic
    def create_user(self, email: str, name: str, password: str | None = None):
        """An account, which cannot sign in where no password is given."""
        user = self.create(email=address_of(email), name=name)
        if password:
            user.set_password(password)
        return user


class User(AbstractBaseUser):
    """One person's account, known by e-mail. What they may do hangs on their memberships, never on this row.

    The hash of the password is kept apart (`Password`, ADR 39). By what somebody signs in changes in the account's own
    `account_scope`, and so does whether it is closed (`is_active`).
    """

    guarded_columns = "email, is_active, password_set_at"
    shared_rights = f"SELECT, INSERT, UPDATE (name, last_login, last_seen_at, last_partnership_id, {guarded_columns})"

    password = None
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField("full name", max_length=200)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    password_set_at = models.DateTimeField(null=True, editable=False)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    last_partnership = models.ForeignKey("core.Partnership", on_delete=models.PROTECT, null=True, related_name="+")

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self):
        return self.name

    def set_password(self, raw_password):
        """Keeps it at once, unlike Django's. For a person who is not there it only takes as long: so allauth asks."""
        encoded = make_password(raw_password)
        if not self._state.adding:
            with account_scope(self):
                Password.objects.update_or_create(user=self, defaults={"hash": encoded})
                self.password_set_at = None if raw_password is None else timezone.now()
                self.save(update_fields=["password_set_at"])

    def set_unusable_password(self):
        self.set_password(None)

    def check_password(self, raw_password):
        with account_scope(self):
            encoded = Password.objects.filter(user=self).values_list("hash", flat=True).first()
        return check_password(raw_password, encoded or UNUSABLE_PASSWORD_PREFIX, self._hash_anew)

    def _hash_anew(self, raw_password):
        """What Django asks for where a hash is of older settings; the password stays, and with it all sessions."""
        with account_scope(self):
            Password.objects.filter(user=self).update(hash=make_password(raw_password))

    def has_usable_password(self):
        return self.password_set_at is not None

    def _get_session_auth_hash(self, secret=None):
        """As Django's, by when the password was set: no page needs to read its hash."""
        return salted_hmac(
            "accounts.models.User", str(self.password_set_at), secret=secret, algorithm="sha256"
        ).hexdigest()


class Operator(models.Model):
    """That a person runs the portal itself: makes partnerships and their first managers, and sees nothing of theirs.

    Only the owner of the database writes here (`manage.py add_operator`).
    """

    shared_rights = "SELECT"

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="operator")

    def __str__(self):
        return str(self.user)
