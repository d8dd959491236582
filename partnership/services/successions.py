"""Merges and splits: a successor is a new agency that follows, and takes over what was still open.

All of it happens or nothing. What was, stays: the old rows end the day before, and reports of old years keep the names.
"""

import datetime
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction

from core.formatting import sentences
from core.formatting.folding import fold
from core.records.writing import made
from partnership.models import Agency, Contribution, Succession
from partnership.services import agencies, agency_ends
from partnership.services.agency_ends import Item, Work
from partnership.services.carrying import carry
from partnership.services.records import ONE_DAY, in_order

COPIED = ("kind", "sector", "attendance", "represented_by")


class PlanChanged(Exception):
    """Something was opened or settled since the page was read; nothing was done."""


def work_of(predecessors: list[Agency], on: datetime.date) -> Work:
    """What is open when somebody else takes over from that day on."""
    return agency_ends.of(predecessors, after=on - ONE_DAY)


@transaction.atomic
def merge(
    *,
    predecessors: list[Agency],
    into: Agency | None,
    name: str,
    on: datetime.date,
    moves_money: bool,
    expected: str,
    by,
) -> Agency:
    """Let one agency follow several, from a day on: a new one of that name, or one that there is.

    Contributions agreed for later years stay with who agreed them, unless `moves_money`; two of one year and kind
    never become one. Raises `PlanChanged` unless `expected` is the fingerprint of what is open.
    """
    old = _ready([one for one in predecessors if one != into], on)
    successor = in_order([into])[0] if into else _new(name, old, on)
    _refuse_ended(successor, on)
    work = _agreed(old, on, expected)
    staying = {item.key for item in _staying(work, successor, moves_money)}
    return _follow(old, [successor], on, work, lambda item: [] if item.key in staying else [successor])[0]


@transaction.atomic
def split(
    *, predecessor: Agency, names: list[str], on: datetime.date, places: dict[str, list[int]], expected: str, by
) -> list[Agency]:
    """Let several agencies follow one, from a day on.

    `places` says by an item's key to which of them (by their place in `names`) it goes; what is not there ends, a
    person's role as in `agencies.end`, and a contribution stays. Raises `PlanChanged` unless `expected` is the
    fingerprint of what is open.
    """
    agency_ends.hold_people([predecessor])
    (old,) = _ready([predecessor], on)
    successors = [_named(name, old, on) for name in names]
    work = _agreed([old], on, expected)
    agency_ends.check_people([item for item in work.people if not places.get(item.key)], by)
    return _follow([old], successors, on, work, lambda item: [successors[at] for at in places.get(item.key, [])])


def refuse(predecessors: list[Agency], into: Agency | None, name: str, on: datetime.date) -> None:
    """Raises `ValidationError` where the merge could not be done."""
    _ready(predecessors, on)
    if into is None:
        agencies.refuse_name(name)
    else:
        _refuse_ended(into, on)


def refuse_split(predecessor: Agency, names: list[str], on: datetime.date) -> None:
    """Raises `ValidationError` where the split could not be done."""
    _ready([predecessor], on)
    for known in Agency.objects.filter(name__in=names):
        _refuse_itself(known, predecessor)
        _refuse_ended(known, on)


def staying_contributions(work: Work, into: Agency | None) -> list[Item]:
    """The contributions that could not move to the successor, because it would then have two of one year and kind."""
    taken = set(Contribution.objects.filter(agency=into).values_list("year", "paid")) if into else set()
    staying = []
    for item in work.contributions:
        key = (item.record.year, item.record.paid)
        if key in taken:
            staying.append(item)
        taken.add(key)
    return staying


def _staying(work: Work, successor: Agency, moves_money: bool) -> list[Item]:
    return staying_contributions(work, successor) if moves_money else work.contributions


def _follow(old: list[Agency], successors: list[Agency], on, work: Work, to: Callable[[Item], list[Agency]]):
    for agency in old:
        agencies.last_day_given(agency, on - ONE_DAY)
        for successor in successors:
            Succession.objects.get_or_create(
                partnership_id=agency.partnership_id, successor=successor, predecessor=agency
            )
    carry(work, on, to)
    return successors


def _agreed(old: list[Agency], on: datetime.date, expected: str) -> Work:
    work = work_of(old, on)
    if work.fingerprint != expected:
        raise PlanChanged
    return work


def _ready(predecessors: list[Agency], on: datetime.date) -> list[Agency]:
    """The agencies, locked; refused where one has ended already or would end before it began."""
    if not predecessors:
        raise ValidationError("Choose at least one agency that another one takes over from.")
    found = in_order(predecessors)
    for agency in found:
        _refuse_ended(agency, on)
        if agency.starts_on and agency.starts_on >= on:
            raise ValidationError(f"{agency} begins on {sentences.day(agency.starts_on)}: choose a later day.")
    return found


def _refuse_ended(agency: Agency, on: datetime.date) -> None:
    if agency.ends_on is not None and agency.ends_on < on:
        raise ValidationError(f"{agency} ended on {sentences.day(agency.ends_on)}.")


def _named(name: str, old: Agency, on: datetime.date) -> Agency:
    """The agency of that name, locked, or a new one."""
    known = Agency.objects.filter(name__fold=fold(name)).first()
    if known is None:
        return _new(name, [old], on)
    _refuse_itself(known, old)
    (known,) = in_order([known])
    _refuse_ended(known, on)
    return known


def _refuse_itself(agency: Agency, old: Agency) -> None:
    if agency == old:
        raise ValidationError(f"{agency} cannot follow itself.")


def _new(name: str, predecessors: list[Agency], on: datetime.date) -> Agency:
    agencies.refuse_name(name)
    copied = {field: getattr(predecessors[0], field) for field in COPIED}
    if copied["represented_by"] in predecessors:
        copied["represented_by"] = None
    return made(Agency, name=name, organisation=agencies.organisation_named(name), starts_on=on, **copied)
