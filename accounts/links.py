"""The links of mails about somebody's own account: what each is for, in a token that is kept nowhere."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from accounts.models import EmailChange, User

SALT = "accounts.email_change"
OLD, NEW = "old", "new"


class _PasswordTokens(PasswordResetTokenGenerator):
    """As Django's, by when the password was set: a worker that makes a link does not read its hash."""

    def _make_hash_value(self, user, timestamp):
        return f"{user.pk}/{user.password_set_at}/{user.last_login}/{timestamp}/{user.email}"


_tokens = _PasswordTokens()


def to_password(user: User) -> str:
    """The token of a link that sets a new password: once, within the hour, and not after the password or the address
    has changed or the person has signed in."""
    return f"{urlsafe_base64_encode(force_bytes(user.pk))}.{_tokens.make_token(user)}"


def whose_password(token: str) -> User | None:
    """Whose password the link of a mail sets; None for one that is old, used or made up."""
    code, _, secret = token.partition(".")
    try:
        user = User.objects.filter(pk=urlsafe_base64_decode(code).decode(), is_active=True).first()
    except (ValueError, TypeError, ValidationError):
        return None
    return user if user and _tokens.check_token(user, secret) else None


def to_email_change(change: EmailChange, side: str) -> str:
    """The token by which one of the two addresses answers."""
    return signing.dumps([str(change.pk), side], salt=SALT)


def which_email_change(token: str) -> tuple[EmailChange, str] | None:
    """The change that a link is about, and whose link it is; None for one that was made up."""
    try:
        pk, side = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    change = EmailChange.objects.select_related("user").filter(pk=pk).first()
    return (change, side) if change else None
