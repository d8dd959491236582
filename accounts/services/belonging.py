"""What a person belongs to."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import MembershipRole, User
from core.models import Partnership
from core.preferences import public_names
from core.tenancy import partnership_scope, reopen


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
