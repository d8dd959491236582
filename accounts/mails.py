"""What people are told by mail about their place in a partnership: the task, how long it takes, by when, and a link."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import Invitation, Membership
from accounts.models.states import ADDED, INVITATION, MANY_READ
from accounts.services import invitations
from core.jobs import mails
from core.jobs.mails import Message, mail
from core.settings import value_of


@mail(INVITATION)
def invitation(row):
    """The link is the newest one, whenever the mail was asked for."""
    found = Invitation.objects.open().select_related("membership__user", "invited_by", "partnership")
    asked = found.filter(membership=row.subject_id).first()
    if asked is None or not _waits(asked.membership):
        return None
    link = mails.absolute("join", invitations.token_of(asked))
    # What others wrote stands at the end: the subject and the first lines are the portal's own.
    subject = f"You are invited to join a partnership – {settings.PORTAL_NAME}"
    return _message(subject, "invitation", asked=asked, link=link, membership=asked.membership)


@mail(ADDED)
def added(row):
    membership = _membership(row)
    if membership is None:
        return None
    link = mails.absolute("partnership:home", membership.partnership.slug)
    return _message(f"You can use the portal of {_name(membership)}", "added", membership=membership, link=link)


@mail(invitations.ASKED_AGAIN)
def asked_again(row):
    membership = _membership(row)
    if membership is None or not membership.is_invited:
        return None
    link = mails.absolute("people:person", membership.partnership.slug, membership.pk)
    subject = f"{membership.name} asks for a new invitation"
    return _message(subject, "asked_again", membership=membership, link=link, today=timezone.localdate())


@mail(MANY_READ["exports"])
def many_files(row):
    return _many_read(row, f"taken {settings.QUOTAS['exports'].most:,} files")


@mail(MANY_READ["records"])
def many_records(row):
    return _many_read(row, f"opened {settings.QUOTAS['records'].most:,} records")


def _many_read(row, what: str):
    membership = Membership.objects.select_related("user", "partnership").get(pk=row.subject_id)
    link = mails.absolute("people:person", membership.partnership.slug, membership.pk)
    subject = f"{membership.name} has {what} within an hour"
    return _message(subject, "many_read", membership=membership, link=link, what=what, at=row.created_at)


def _waits(membership) -> bool:
    """Whether somebody can accept; whoever invited them is not told that an account is closed."""
    return membership.is_invited and not membership.has_ended and membership.user.is_active


def _membership(row):
    membership = Membership.objects.not_over().with_roles().select_related("user", "partnership")
    return membership.filter(pk=row.subject_id).first()


def _message(subject: str, template: str, *, membership, **context) -> Message:
    roles = membership.roles.not_over().select_related("agency")
    context |= {"membership": membership, "roles": roles, "name": _name(membership)}
    return Message(subject, render_to_string(f"accounts/mails/{template}.txt", context))


def _name(membership) -> str:
    """What the partnership is called today."""
    return value_of(membership.partnership, "name")
