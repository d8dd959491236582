import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager):
    def create_user(self, email: str, name: str, password: str | None = None):
        """An account that can sign in, with an unusable password where none is given."""
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One person's account, known by e-mail. What they may do hangs on their memberships, never on this row."""

    shared_rights = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField("full name", max_length=200)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    last_partnership = models.ForeignKey("core.Partnership", on_delete=models.PROTECT, null=True, related_name="+")

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self):
        return self.name


class Operator(models.Model):
    """That a person runs the portal itself: makes partnerships and their first managers, and sees nothing of theirs.

    Only the owner of the database writes here (`manage.py add_operator`).
    """

    shared_rights = "SELECT"

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="operator")

    def __str__(self):
        return str(self.user)
