"""What waits for a person in each partnership that they may enter."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Member
from accounts.services.belonging import Belonging
from core.dashboard.overview import duties
from core.db.tenancy import partnership_scope

# Each is asked by itself, in some ten statements: so not of all whom somebody serves, but of those used last.
MOST = 6


@dataclass(frozen=True)
class Waiting:
    """How many tasks of their own somebody has there, and how many of them are late."""

    late: int
    next: int

    @property
    def tasks(self) -> int:
        return self.late + self.next


def waiting_in(belongings: list[Belonging], *, user: User) -> dict[int, Waiting]:
    """By the id of the partnership, as its own home counts them."""
    return {one.partnership.pk: _waiting(one, user) for one in belongings[:MOST]}


def _waiting(one: Belonging, user: User) -> Waiting:
    with partnership_scope(one.partnership, write=(), by=user):
        member = Member(user, one.roles, is_closed=one.partnership.is_closed)
        found = duties(one.partnership, member, timezone.localdate())
    return Waiting(len(found.late), len(found.next))
