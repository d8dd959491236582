import uuid

from django.db import models


class SignIn(models.Model):
    """That somebody signed in or tried to, whatever became of it. Belongs to no partnership and is written for good.

    Of an address with which nobody has an account, a fingerprint is kept and not the address. The database writes it
    and sets when (`app.note_sign_in`); people read their own, in an `account_scope`.
    """

    shared_rights = "SELECT"
    account_column = "user_id"
    is_hidden = True
    append_only = True
    service_roles = {"portal_sealer": ("SELECT", "DELETE")}

    class Outcome(models.TextChoices):
        GOOD = "good", "Signed in"
        WRONG_PASSWORD = "password", "Wrong password"
        WRONG_CODE = "code", "Wrong code"
        BLOCKED = "blocked", "Too many tries"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    fingerprint = models.CharField(max_length=64, blank=True)
    ip = models.GenericIPAddressField("network address", null=True)
    outcome = models.CharField(max_length=10, choices=Outcome)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["user", "-at"], name="accounts_signin_latest")]

    def __str__(self):
        return f"{self.user_id or self.fingerprint[:12]}: {self.get_outcome_display()}"
