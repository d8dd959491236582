"""Mailed links for one own task: until it closes, on one page, by a press of a button, without signing in.

For a task at which only the person's own page is at stake: whatever reads or writes records needs a sign-in with a
second factor. The token is signed, and made from the row whenever a mail is written, so that each mail of the task has
the same link; the row keeps its hash.
"""

import hashlib
import uuid
from dataclasses import dataclass

from django.core import signing
from django.db import transaction
from django.utils.crypto import constant_time_compare

from accounts.models import MembershipRole, TaskLink, User
from core.db.tenancy import partnership_scope
from core.models import Partnership

SALT = "accounts.task_link"


class Over(Exception):
    """The link was made up, its task has closed, or its person has no role there any more."""


class Used(Over):
    """The person has done the task by this link."""


@dataclass(frozen=True)
class Task:
    """What an open link is for."""

    link: TaskLink
    user: User
    partnership: Partnership


@transaction.atomic
def token_for(*, user: User, partnership: Partnership, kind: str, subject_id: uuid.UUID, says: dict) -> str:
    """The token of the person's link for a task; it is made where there is none. `says` is what its page shows."""
    found = {"partnership": partnership, "user": user, "kind": kind, "subject_id": subject_id, "closed_at": None}
    link, _ = TaskLink.objects.select_for_update().get_or_create(**found, defaults={"says": says})
    token = signing.Signer(salt=SALT).sign_object([user.pk.hex, link.pk.hex])
    link.says, link.token_hash = says, _hash(token)
    link.save(update_fields=["says", "token_hash"])
    return token


def read(token: str, kind: str) -> Task:
    """What a link is for; raises `Over`. Reads nothing but what is the person's own: no partnership is open."""
    user, pk = _signed(token)
    with partnership_scope(by=user):
        link = TaskLink.own.select_related("partnership").filter(pk=pk, user=user, kind=kind).first()
        if link is None or not constant_time_compare(link.token_hash, _hash(token)):
            raise Over
        if link.closed_at or link.partnership.is_closed:
            raise Used if link.used_at else Over
        if not MembershipRole.own.entering(user, link.partnership.slug).exists():
            raise Over
    return Task(link, user, link.partnership)


def close(*, kind: str, subject_id: uuid.UUID) -> None:
    """The task is done, or somebody else's: its links open nothing any more."""
    TaskLink.objects.filter(kind=kind, subject_id=subject_id).close()


def _signed(token: str) -> tuple[User, uuid.UUID]:
    try:
        user, pk = signing.Signer(salt=SALT).unsign_object(token)
        return User.objects.get(pk=uuid.UUID(user), is_active=True), uuid.UUID(pk)
    except (signing.BadSignature, UnicodeError, ValueError, User.DoesNotExist) as error:
        raise Over from error


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
