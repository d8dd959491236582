"""Offboarding: what is open in people's names, so that nobody leaves it behind. Each app names its own.

    @open_work("Sections to write", 10)
    def sections(partnership, users):
        yield OpenWork(user_id, title, url, hand_over=…)

A source is asked about several people at once. Apps register theirs in `open_work`, which is found by name
(`core.apps.OFFERS`). Whoever gives work to a person calls `hold` first, in the same transaction.
"""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from accounts.models import Membership
from accounts.roles import Permission
from core.formatting import sentences
from core.registry import Registry, dotted


@dataclass(frozen=True)
class OpenWork:
    """One thing in a person's name. `hand_over(to, by)` gives it to another user; None where only its end helps, and
    then `instead` says what ends it.

    `needs` are permissions of which its holder must have one; where it is empty any member may hold it.
    """

    user_id: uuid.UUID
    title: str
    url: str
    due_on: datetime.date | None = None
    needs: tuple[Permission, ...] = ()
    hand_over: Callable[[object, object], None] | None = None
    instead: str = ""

    def suits(self, member) -> bool:
        return not self.needs or any(member.can(permission) for permission in self.needs)


@dataclass(frozen=True)
class Kind:
    """The open work of one kind that one person has."""

    name: str
    items: list[OpenWork]


Source = Callable[[object, list], Iterable[OpenWork]]
_sources: Registry[str, tuple[int, str, Source]] = Registry("sorts of open work")


def open_work(name: str, position: int):
    """Registers the function under the name of what it finds; lower positions come first."""

    def register(source: Source) -> Source:
        _sources[dotted(source)] = (position, name, source)
        return source

    return register


def open_work_of(partnership, users: Iterable) -> dict[uuid.UUID, list[Kind]]:
    """What is open by person, kinds in their order; people with nothing open are left out."""
    users, found = list(users), defaultdict(list)
    for _, name, source in sorted(_sources.values(), key=lambda entry: entry[0]):
        items = defaultdict(list)
        for work in source(partnership, users) if users else ():
            items[work.user_id].append(work)
        for user_id, theirs in items.items():
            found[user_id].append(Kind(name, theirs))
    return dict(found)


def hold(user, *, due_on: datetime.date | None = None, needs: tuple[Permission, ...] = ()) -> None:
    """Lock a member to whom work is about to be given, so that nobody ends their time meanwhile.

    Raises `ValidationError` with a sentence where they have left or have not joined, or where their time, or every
    role of theirs that permits one of `needs`, ends before the work is due.
    """
    membership = Membership.objects.select_for_update(no_key=True).filter(user=user).first()
    if membership is None or membership.has_ended:
        raise ValidationError(f"{user} does not belong to this partnership any more.")
    if membership.is_invited:
        raise ValidationError(f"{membership.name} has not accepted the invitation yet.")
    last = _last_day(membership, needs)
    if not lasts(last, due_on):
        raise ValidationError(
            f"The last day of {user} is {sentences.day(last)}. Set a day up to that one, or choose somebody else."
        )


def hold_all(users: Iterable) -> None:
    """Lock several members, always in one order, before they are held one by one."""
    list(Membership.objects.select_for_update(no_key=True).filter(user__in=users).order_by("pk"))


def hold_everybody() -> None:
    """Lock all members, in the same order, before it is known to whom work goes."""
    list(Membership.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def lasts(last_day: datetime.date | None, due_on: datetime.date | None) -> bool:
    """Whether somebody with that last day can be asked for something by a day. Without a day nobody knows how long."""
    return last_day is None or (due_on is not None and due_on <= last_day)


def _last_day(membership: Membership, needs) -> datetime.date | None:
    """The last day on which the member can do such work; None where no end is set."""
    roles = [held for held in membership.roles.not_over() if not needs or held.description.permissions & set(needs)]
    ends = [held.ends_on for held in roles]
    last = None if None in ends else max(ends, default=None)
    return min((day for day in (membership.ends_on, last) if day), default=None)
