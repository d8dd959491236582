from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from accounts import tasks
from accounts.models import User
from accounts.services import sessions


def of_link(token: str) -> User | None:
    """Whose password the link of a mail sets; None for one that is old, used or made up."""
    code, _, secret = token.partition(".")
    try:
        user = User.objects.filter(pk=urlsafe_base64_decode(code).decode(), is_active=True).first()
    except (ValueError, TypeError, ValidationError):
        return None
    return user if user and default_token_generator.check_token(user, secret) else None


def link_of(user: User) -> str:
    """The token of a link that sets a new password: once, within the hour, and not after the password or the address
    has changed or the person has signed in."""
    return f"{urlsafe_base64_encode(force_bytes(user.pk))}.{default_token_generator.make_token(user)}"


@transaction.atomic
def change(*, user: User, password: str, keep: str | None = None) -> User:
    """Set a password that its form has checked. All other sessions end, and the person is told by mail."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.set_password(password)
    user.save(update_fields=["password"])
    sessions.end_others(user=user, keep=keep)
    transaction.on_commit(lambda: tasks.tell_of_password.delay(user_id=str(user.pk)), robust=True)
    return user
