"""What a person belongs to."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, MembershipRole, User
from core.db.tenancy import partnership_scope, reopen
from core.models import Partnership
from core.settings import public_names


@dataclass(frozen=True)
class Belonging:
    """A partnership that a person may enter today, what it is called today, and the roles with which they enter."""

    partnership: Partnership
    name: str
    roles: list[MembershipRole]

    @property
    def role_names(self) -> str:
        names = dict.fromkeys(role.get_role_display() for role in self.roles)
        return ", ".join(names)


@dataclass(frozen=True)
class Ended:
    """What a partnership is called in which a person's time is over, and the day on which they were last there."""

    name: str
    last_day: datetime.date


def belongings_of(*, user: User) -> list[Belonging]:
    """What the person may enter today: joint bodies after the others, what was last used first among its like."""
    with partnership_scope(by=user):
        held = list(MembershipRole.own.open_to(user))
        places = {role.membership.partnership for role in held}
        # An agency's name is behind the wall of its partnership.
        reopen(*places, write=())
        roles = list(MembershipRole.own.open_to(user).select_related("agency")) if places else []
    names = public_names(places) if places else {}
    found = [
        Belonging(place, names[place.pk], [role for role in roles if role.partnership_id == place.pk])
        for place in places
    ]
    return sorted(found, key=lambda one: _order(one, user))


def last_ended(*, user: User) -> Ended | None:
    """Where the person belonged last, for those who may enter nothing today; their own membership and nothing else."""
    with partnership_scope(by=user):
        memberships = Membership.own.filter(user=user, is_invited=False, ends_on__lt=timezone.localdate())
        row = memberships.select_related("partnership").order_by("-ends_on").first()
    return row and Ended(public_names([row.partnership])[row.partnership_id], row.last_day)


def _order(one: Belonging, user: User):
    return one.partnership.is_joint_body, one.partnership.pk != user.last_partnership_id, one.name


def partnerships_of(*, user: User) -> list[Partnership]:
    """As `belongings_of`, without the roles."""
    return [one.partnership for one in belongings_of(user=user)]


@transaction.atomic
def rename(*, user: User, name: str) -> None:
    """A person's name as they write it themselves."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.name = name.strip()
    user.save(update_fields=["name"])
