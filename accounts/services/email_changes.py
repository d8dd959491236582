import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from accounts import tasks
from accounts.models import EmailChange, User
from core.db.account_scope import account_scope
from core.formatting.email_addresses import address_of

HOURS = 72


class Taken(Exception):
    """Another account has that address."""


@transaction.atomic
def ask(*, user: User, new: str) -> EmailChange:
    """Ask both addresses. What the person asked for before is stopped.

    Whoever asks is not told that another account has the new one: that account's person is, by mail.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    new = address_of(new)
    ends = timezone.now() + datetime.timedelta(hours=HOURS)
    with account_scope(user):
        EmailChange.objects.open().filter(user=user).update(stopped_at=timezone.now())
        change = EmailChange.objects.create(user=user, old=user.email, new=new, expires_at=ends)
    transaction.on_commit(lambda: tasks.ask_addresses.delay(change_id=str(change.pk)), robust=True)
    return change


def waiting(user: User) -> EmailChange | None:
    return EmailChange.objects.open().filter(user=user).order_by("-asked_at").first()


def say_yes(*, change: EmailChange, side: str) -> EmailChange:
    """One address agrees; when both have, the person signs in with the new one. Raises `Taken`.

    A change that is done, stopped or too old stays as it is.
    """
    with account_scope(change.user):
        change = EmailChange.objects.select_for_update().select_related("user").get(pk=change.pk)
        if not change.is_open:
            return change
        setattr(change, f"{side}_said_yes_at", timezone.now())
        if not change.waits_for:
            _carry_out(change)
        change.save(update_fields=[f"{side}_said_yes_at", "done_at"])
        return change


def stop(*, change: EmailChange) -> EmailChange:
    """The old address, or the person, says no."""
    with account_scope(change.user):
        change = EmailChange.objects.select_for_update().get(pk=change.pk)
        if change.is_open:
            change.stopped_at = timezone.now()
            change.save(update_fields=["stopped_at"])
        return change


def _carry_out(change: EmailChange) -> None:
    if User.objects.filter(email=change.new).exists():
        raise Taken
    change.user.email = change.new
    change.user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=change.user).delete()
    change.done_at = timezone.now()
