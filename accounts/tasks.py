"""Mails about somebody's own account, and what is seen to each night.

The mails belong to no partnership, so they pass by its outbox: what the queue loses, the person asks for again. Links
are made here, when the mail is sent, and are kept nowhere.
"""

import smtplib

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from accounts import links
from accounts.models import EmailChange, User
from core.db.tenancy import partnership_scope
from core.formatting.email_addresses import address_of
from core.models import Partnership

TRIES = {"autoretry_for": (OSError, smtplib.SMTPException), "retry_backoff": 5, "max_retries": 5, "acks_late": True}
NOT_YOU = "If this was not you, tell the business manager of your partnership at once."
HAS_ONE = (
    "Somebody asked to sign in to another account with this address. You have an account with it already, so that "
    "cannot be done, and nothing has changed. If it was you, use the account that you have, or ask for it to be closed."
)
OF_FACTOR = {
    "set_up": ("Two-step sign-in is set up", "An authenticator app was set up for your account."),
    "codes": ("New recovery codes", "New recovery codes were made for your account. The old ones no longer work."),
    "removed": (
        "Two-step sign-in was removed",
        "The authenticator app of your account was removed, and you were signed out everywhere. "
        "If your role needs one, you set up a new one when you next sign in.",
    ),
}


@shared_task(name="accounts.send_password_link", **TRIES)
def send_password_link(*, email: str) -> None:
    """A link to whoever has an account with that address; nothing to anybody else."""
    if user := User.objects.filter(email=address_of(email), is_active=True).first():
        link = _absolute("new_password", links.to_password(user))
        text = (
            f"Somebody asked for a new password for your account. To choose one, open this link within one hour:\n\n"
            f"{link}\n\nIt works once. If you did not ask for it, you need do nothing: your password stays as it is."
        )
        _send(user.email, "Choose a new password", text)


@shared_task(name="accounts.tell_of_password", **TRIES)
def tell_of_password(*, user_id: str) -> None:
    user = User.objects.get(pk=user_id)
    text = f"The password of your account was changed. You were signed out everywhere else.\n\n{NOT_YOU}"
    _send(user.email, "Your password was changed", text)


@shared_task(name="accounts.tell_of_second_factor", **TRIES)
def tell_of_second_factor(*, user_id: str, what: str) -> None:
    subject, text = OF_FACTOR[what]
    _send(User.objects.get(pk=user_id).email, subject, f"{text}\n\n{NOT_YOU}")


@shared_task(name="accounts.ask_addresses", **TRIES)
def ask_addresses(*, change_id: str) -> None:
    """Both addresses of a change that still waits."""
    change = EmailChange.objects.open().filter(pk=change_id).first()
    for side in (links.OLD, links.NEW) if change else ():
        if side == links.NEW and User.objects.filter(email=change.new).exists():
            _send(change.new, "Change of an email address", HAS_ONE)
            continue
        link = _absolute("answer_email_change", links.to_email_change(change, side))
        text = (
            f"Somebody signed in to your account and asked to sign in with {change.new} instead of {change.old}. "
            f"This takes a yes from both addresses. To say yes or no, open this link within three days:\n\n{link}"
        )
        _send(getattr(change, side), "Change of your email address", f"{text}\n\n{NOT_YOU}")


@shared_task(name="accounts.see_off", soft_time_limit=600, time_limit=610)
def see_off() -> None:
    """Each night, everywhere: nothing stays in the name of somebody whose last day is over. Safe to run again."""
    from accounts.services import left_work  # noqa: PLC0415 -- tasks are leaves

    for partnership in Partnership.objects.filter(closed_on=None).order_by("pk"):
        with partnership_scope(partnership):
            left_work.see_off(partnership=partnership)


def _absolute(name: str, token: str) -> str:
    return settings.PORTAL_URL + reverse(name, args=[token])


def _send(to: str, subject: str, text: str) -> None:
    signed = f"{text}\n\n{settings.PORTAL_NAME}\n{settings.PORTAL_URL}"
    headers = {"Auto-Submitted": "auto-generated"}
    subject = f"{subject} – {settings.PORTAL_NAME}"
    EmailMessage(subject, signed, to=[to], reply_to=[settings.REPLY_TO], headers=headers).send()
