"""The end of a membership: nobody leaves with something open in their name, and somebody always manages.

Every service here and in `roles` locks the membership first, and so does whoever gives a member work
(`accounts.offboarding.hold`): of an end and an assignment at the same moment one waits and then sees the other.
"""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import HandOver, Membership, MembershipRole, User
from accounts.offboarding import Kind, lasts, open_work_of
from accounts.permissions import Member, check_may_give, check_may_look_after
from accounts.roles import Permission, Role

ONE_DAY = datetime.timedelta(days=1)


class StillOpen(ValidationError):
    """Something is open in the person's name and nobody takes it over. `kinds` says what."""

    def __init__(self, name: str, kinds: list[Kind]):
        count = sum(len(kind.items) for kind in kinds)
        things = "1 thing is" if count == 1 else f"{count} things are"
        super().__init__(f"{things} open in the name of {name}. Choose who takes over.")
        self.kinds = kinds


@transaction.atomic
def end(*, membership: Membership, last_day: datetime.date | None, by: Member, to: User | None = None) -> None:
    """End a person's time in the partnership, with all their roles; the account stays.

    On a day from today on, or at once (`last_day=None`): then they are out with their next click. What is open in
    their name goes to `to` now, all of it, or nothing happens: the day comes without anybody to ask.
    """
    row = locked(membership, to)
    roles = list(row.roles.not_over().select_related("agency"))
    check_may_end(by, row, roles)
    check_last_day(last_day)
    if row.has_ended:
        raise ValidationError(f"{row.name} has left already.")
    check_manager_stays(row, roles, last_day)
    settle(row, by=by, to=to)
    for held in roles:
        if held.ends_on is None or last_day is None or held.ends_on > last_day:
            end_row(held, last_day)
    end_row(row, last_day)
    if last_day is None:
        row.invitations.open().update(withdrawn_at=timezone.now())


@transaction.atomic
def stay(*, membership: Membership, by: Member) -> None:
    """Take a last day that lies ahead away again, from the membership and from the roles that were to end with it.

    A role that is only ever given until a day keeps its own.
    """
    row = locked(membership)
    roles = list(row.roles.not_over().filter(ends_on=row.ends_on).select_related("agency"))
    check_may_end(by, row, roles)
    if row.ends_on is None or row.has_ended:
        raise ValidationError(f"No last day lies ahead of {row.name}.")
    for held in [*(held for held in roles if not held.description.needs_end), row]:
        held.ends_on = None
        held.save(update_fields=["ends_on"])


@transaction.atomic
def end_for_agencies(*, membership: Membership, by: Member, to: User | None = None) -> bool:
    """What an agency's lead may do: end, at once, what a person is for the lead's own agency.

    The membership ends with it where nothing else of it is left; returns whether it did.
    """
    row = locked(membership, to)
    check_may_look_after(by, row)
    mine = in_reach(by, row)
    if mine is None or len(mine) == row.roles.not_over().count():
        end(membership=row, last_day=None, by=by, to=to)
        return True
    for role in mine:
        check_may_give(by, Role(role.role), role.agency_id, to=row.user)
    settle(row, by=by, to=to, without=mine)
    for role in mine:
        end_row(role, None)
    return False


@transaction.atomic
def hand_over(*, membership: Membership, to: User, by: Member) -> int:
    """Give all that is open in a person's name to another member, or nothing; returns how much it was.

    They stay, and so does with them what nobody can take over.
    """
    row = locked(membership, to)
    check_may_look_after(by, row)
    return settle(row, by=by, to=to, without=in_reach(by, row), stays=True)


def in_reach(by: Member, membership: Membership) -> list[MembershipRole] | None:
    """The roles that an agency's lead may end; None stands for all of them."""
    if by.can(Permission.MANAGE_PEOPLE):
        return None
    mine = by.agency_ids(Permission.MANAGE_OWN_AGENCY)
    return list(membership.roles.not_over().filter(agency__in=mine).select_related("agency"))


def locked(membership: Membership, *others: User | None) -> Membership:
    """The membership as it is now, held until the transaction ends; with it, always in one order, those of others."""
    users = [membership.user_id, *(user.pk for user in others if user is not None)]
    rows = Membership.objects.select_for_update(of=("self",), no_key=True).select_related("user", "partnership")
    held = {row.user_id: row for row in rows.filter(user__in=users).order_by("pk")}
    return held[membership.user_id]


def check_may_end(by: Member, membership: Membership, roles: list[MembershipRole]) -> None:
    """Raises `PermissionDenied` unless `by` may end somebody's time here, or for an agency, with these roles."""
    check_may_look_after(by, membership)
    if membership.user == by.user:
        raise PermissionDenied("Nobody ends their own time here. Ask somebody else who looks after people’s access.")
    for held in roles:
        check_may_give(by, Role(held.role), held.agency_id, to=membership.user)


def can_end(by: Member, membership: Membership, roles: list[MembershipRole]) -> bool:
    try:
        check_may_end(by, membership, roles)
    except PermissionDenied:
        return False
    return True


def check_last_day(last_day: datetime.date | None) -> None:
    if last_day is not None and last_day < timezone.localdate():
        raise ValidationError({"last_day": "The last day must be today or later."})


def check_manager_stays(membership: Membership, roles: list[MembershipRole], last_day: datetime.date | None) -> None:
    """Raises where nobody would manage the partnership once these roles have ended. Two at once wait for each other."""
    if not any(held.role == Role.MANAGER for held in roles):
        return
    list(MembershipRole.objects.filter(role=Role.MANAGER).select_for_update().order_by("pk"))
    after = last_day + ONE_DAY if last_day else timezone.localdate()
    if not MembershipRole.objects.managing(after).exclude(membership=membership).exists():
        raise ValidationError(
            f"{membership.name} is the only business manager then. Make somebody else a business manager first; "
            "whoever is invited has to accept."
        )


def settle(membership: Membership, *, by: Member, to: User | None = None, without=None, stays=False) -> int:
    """Hand over what the person cannot hold any more: everything, or what they cannot hold `without` these roles.

    Raises `StillOpen` where there is something and nobody to take it, `ValidationError` where that one cannot.
    """
    kinds = left_behind(membership, without)
    if kinds and to is None:
        raise StillOpen(membership.name, kinds)
    works = [(kind.name, work) for kind in kinds for work in kind.items if work.hand_over or not stays]
    if works:
        _check_may_take(to, membership, [work for _, work in works], by)
    for name, work in works:
        work.hand_over(to, by.user)
        note(membership, name, work, to=to, by=by.user)
    return len(works)


def left_behind(membership: Membership, without=None) -> list[Kind]:
    """What is open in the person's name, or the part of it that they could not hold `without` these roles.

    A role that ends before the work is due does not hold it.
    """
    kinds = open_work_of(membership.partnership, [membership.user]).get(membership.user_id, [])
    if without is None:
        return kinds
    kept = membership.roles.current().exclude(pk__in=[role.pk for role in without])
    lost = [Kind(kind.name, [work for work in kind.items if not _holds(kept, work)]) for kind in kinds]
    return [kind for kind in lost if kind.items]


def _holds(roles, work) -> bool:
    return any(work.suits(Member(None, [held])) for held in roles if lasts(held.ends_on, work.due_on))


def member_of(user: User) -> Member:
    """What a person may do here today."""
    held = MembershipRole.objects.current().filter(membership__user=user, membership__is_invited=False)
    return Member(user, list(held))


def note(membership: Membership, kind: str, work, *, to: User, by: User | None) -> None:
    """What was handed over, for the handover sheet."""
    HandOver.objects.create(
        partnership_id=membership.partnership_id,
        membership=membership,
        kind=kind,
        what=work.title[: HandOver._meta.get_field("what").max_length],
        to=to,
        by=by,
    )


def end_row(row, last_day: datetime.date | None) -> None:
    """Set the last day of a membership or a role; at once means that yesterday was the last whole one."""
    today = timezone.localdate()
    row.ends_on, row.out_on = (last_day, None) if last_day else (today - ONE_DAY, today)
    if row.starts_on and row.starts_on > row.last_day:
        row.starts_on = row.last_day
    row.save(update_fields=["starts_on", "ends_on", "out_on"])


def _check_may_take(to: User, membership: Membership, works, by: Member) -> None:
    taker = Membership.objects.current().joined().of_user(to.pk)
    if taker is None or taker == membership:
        raise ValidationError({"to": f"{to} cannot take anything over. Choose another member who has joined."})
    check_may_look_after(by, taker)
    may = member_of(to)
    for work in works:
        if work.hand_over is None:
            instead = work.instead or "It has to be finished or taken back first."
            raise ValidationError(f"“{work.title}” cannot be handed over. {instead}")
        if not work.suits(may):
            raise ValidationError({"to": f"The role of {to} does not allow “{work.title}”. Choose somebody else."})
