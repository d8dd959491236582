"""A member's roles: given, dated and ended, with what the role asks for and nobody's work left behind."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, MembershipRole, User
from accounts.permissions import Member, check_may_give
from accounts.roles import ROLES, Role
from accounts.services import offboarding


@dataclass(frozen=True)
class Given:
    """A role as somebody is to hold it."""

    role: Role
    agency: object | None = None
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None

    @property
    def agency_id(self):
        return self.agency.pk if self.agency else None


def check_given(given: Given) -> None:
    """Raises `ValidationError` by field, with sentences, where the role is not what its description asks for."""
    described = ROLES[given.role]
    name, faults = described.name.lower(), {}
    if described.needs_agency and given.agency is None:
        faults["agency"] = f"The role of {name} is held for an agency: select which."
    elif given.agency is not None and not described.needs_agency:
        faults["agency"] = f"The role of {name} is not held for an agency: leave this empty."
    elif given.agency is not None and given.agency.has_ended:
        faults["agency"] = f"{given.agency} has ended."
    if described.needs_end and given.ends_on is None:
        faults["ends_on"] = f"The role of {name} is given until a day: enter the last one."
    elif given.ends_on and given.ends_on < timezone.localdate():
        faults["ends_on"] = "The last day must be today or later."
    elif given.ends_on and given.starts_on and given.ends_on < given.starts_on:
        faults["ends_on"] = "The last day is before the first."
    if faults:
        raise ValidationError(faults)


@transaction.atomic
def give(*, membership: Membership, given: Given, by: Member) -> MembershipRole:
    """Give a member one more role; one that they held before begins anew."""
    check_may_give(by, given.role, given.agency_id, to=membership.user)
    check_given(given)
    locked = offboarding.locked(membership)
    if locked.has_ended:
        raise ValidationError(f"{locked.name} has left. Invite them again.")
    return keep(membership=locked, given=given)


def keep(*, membership: Membership, given: Given) -> MembershipRole:
    """Write down a role that was checked, for a member who is locked.

    Refused where it is to end, and nothing that lasts longer carries what is open in their name already.
    """
    known = {"membership": membership, "role": given.role, "agency": given.agency}
    held = MembershipRole.objects.filter(**known).first()
    if held and not held.has_ended:
        raise ValidationError(f"{membership.name} holds this role already: {held}.")
    held = held or MembershipRole(partnership_id=membership.partnership_id, **known)
    held.starts_on, held.ends_on, held.out_on = given.starts_on, given.ends_on, None
    held.save()
    if given.ends_on and offboarding.left_behind(membership, ()):
        raise ValidationError(
            f"Something is open in the name of {membership.name} that a role until a day would leave behind. "
            "Hand it over on their page first, or leave the last day empty."
        )
    return held


@transaction.atomic
def change_dates(*, held: MembershipRole, starts_on, ends_on, by: Member, to: User | None = None) -> MembershipRole:
    """Change from when until when a role is held.

    Where it would not hold today, or ends sooner than it did, what the person could not hold without it goes to `to`,
    all of it, or nothing changes.
    """
    check_may_give(by, Role(held.role), held.agency_id, to=held.membership.user)
    check_given(Given(Role(held.role), held.agency, starts_on, ends_on))
    membership = offboarding.locked(held.membership, to)
    if ends_on and not held.has_ended:
        offboarding.check_manager_stays(membership, [held], ends_on)
    if starts_on and starts_on > timezone.localdate():
        offboarding.check_manager_stays(membership, [held], None)
    if is_shorter(held, starts_on, ends_on):
        offboarding.settle(membership, by=by, to=to, without=[held])
    held.starts_on, held.ends_on = starts_on, ends_on
    held.save(update_fields=["starts_on", "ends_on"])
    return held


def is_shorter(held: MembershipRole, starts_on, ends_on) -> bool:
    """Whether a role with these dates would not hold today, or end sooner than it does now."""
    is_ahead = starts_on is not None and starts_on > timezone.localdate()
    return is_ahead or (ends_on is not None and (held.ends_on is None or ends_on < held.ends_on))


@transaction.atomic
def end(*, held: MembershipRole, last_day: datetime.date | None, by: Member, to: User | None = None) -> None:
    """End one role, on a day from today on, or at once (`last_day=None`): then it is over with the next click.

    What the person could not hold without it goes to `to` now, all of it, or the role does not end.
    """
    check_may_give(by, Role(held.role), held.agency_id, to=held.membership.user)
    membership = offboarding.locked(held.membership, to)
    offboarding.check_last_day(last_day)
    if held.has_ended:
        raise ValidationError("This role has ended already.")
    offboarding.check_manager_stays(membership, [held], last_day)
    offboarding.settle(membership, by=by, to=to, without=[held])
    offboarding.end_row(held, last_day)


def check_ends(ending: list[MembershipRole], by: Member | None) -> None:
    """Raises where these roles cannot end together with something else, such as the agency that they are held for.

    `PermissionDenied` unless `by` may end them, where somebody asks for it; `StillOpen` where one of their holders
    would leave something behind. Locks the memberships.
    """
    for theirs in _by_holder(ending):
        membership = offboarding.locked(theirs[0].membership)
        for held in theirs if by else ():
            check_may_give(by, Role(held.role), held.agency_id, to=membership.user)
        if kinds := offboarding.left_behind(membership, theirs):
            raise offboarding.StillOpen(membership.name, kinds)


def carrying(ending: list[MembershipRole]) -> set:
    """The keys of those whose holders would leave something behind without them."""
    found = [theirs for theirs in _by_holder(ending) if offboarding.left_behind(theirs[0].membership, theirs)]
    return {held.pk for theirs in found for held in theirs}


def _by_holder(roles: list[MembershipRole]) -> list[list[MembershipRole]]:
    found = defaultdict(list)
    for held in roles:
        found[held.membership_id].append(held)
    return [found[key] for key in sorted(found)]
