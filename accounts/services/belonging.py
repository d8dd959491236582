"""What a person belongs to."""

from accounts.models import MembershipRole, User
from core.models import Partnership
from core.tenancy import partnership_scope


def partnerships_of(*, user: User) -> list[Partnership]:
    """The partnerships that the person may enter today, joint bodies after the others."""
    with partnership_scope(by=user):
        found = {role.membership.partnership for role in MembershipRole.own.open_to(user)}
    return sorted(found, key=lambda partnership: (partnership.is_joint_body, partnership.name))
