"""Moves what is open from agencies that end to those that follow them."""

import datetime
from collections.abc import Callable

from core.records.writing import made, written
from partnership.models import Agency
from partnership.services.agency_ends import Item, Work
from partnership.services.records import ONE_DAY, copied, succeeded

To = Callable[[Item], list[Agency]]
# What tells two rows of one kind apart, beside the agency; two that are alike become one when their agencies merge.
ALIKE = {
    "seats": ("group_id", "capacity"),
    "chairs": ("group_id", "title"),
    "holders": ("role", "title"),
    "people": ("membership_id", "role"),
    "contacts": ("purpose",),
}


def carry(work: Work, on: datetime.date, to: To) -> None:
    """Give each open thing to the agencies that `to` names; where it names none it ends the day before, but an
    agency, a post and a contribution stay as they are. Whoever is delegated to follows who delegates."""
    for item in [*work.seats, *work.chairs, *work.people, *work.contacts]:
        _hand_on(item, on, to(item))
    _carry_chain(work, on, to)
    for item in work.represented:
        others = [agency for agency in to(item) if agency != item.record]
        written(item.record, represented_by=others[0] if others else None)
    for item in work.posts:
        for agency in to(item)[:1]:
            _pay(item.record, agency, work.agencies)
    for item in work.contributions:
        for agency in to(item)[:1]:
            written(item.record, agency=agency)


def _carry_chain(work: Work, on, to: To) -> None:
    heirs = {}
    for item in work.chain:
        above = item.record.delegated_from_id
        delegator = {"delegated_from": heirs[above]} if above in heirs else {}
        if item.kind == "holders":
            heirs[item.record.pk] = _hand_on(item, on, to(item), **delegator)
        elif delegator.get("delegated_from"):
            heirs[item.record.pk] = succeeded(item.record, on, **delegator)
        else:
            heirs[item.record.pk] = _stop(item.record, on)


def _hand_on(item: Item, on, agencies: list[Agency], **extra):
    """What goes on with the first of the agencies, after the others have got the same; None where it ends."""
    record, heirs = item.record, {}
    for agency in agencies:
        heirs[agency] = _twin(item, agency, on)
    for agency in agencies[1:]:
        starts = max(on, record.starts_on or on)
        copy = copied(record) | {"agency": agency, "starts_on": starts, "ends_on": record.ends_on} | extra
        heirs[agency] = heirs[agency] or made(type(record), **copy)
    if not agencies or heirs[agencies[0]]:
        _stop(record, on)
        return heirs[agencies[0]] if agencies else None
    return succeeded(record, on, agency=agencies[0], **extra)


def _twin(item: Item, agency: Agency, on):
    """The row that the agency has already, so that this one needs no other."""
    alike = {name: getattr(item.record, name) for name in ALIKE[item.kind]}
    found = type(item.record).objects.filter(agency=agency, **alike)
    if item.kind == "people":
        # A person has a role for an agency once: one that has ended goes on.
        ended = found.first()
        return ended and written(ended, ends_on=item.record.ends_on)
    return found.lasting(on - ONE_DAY).first()


def _stop(record, on) -> None:
    """End it the day before; what begins only later holds for its first day alone."""
    last = on - ONE_DAY
    written(record, ends_on=max(last, record.starts_on) if record.starts_on else last)


def _pay(post, agency: Agency, gone: set) -> None:
    names = [name for name in ("funded_by", "seconded_from") if getattr(post, f"{name}_id") in gone]
    written(post, **{name: agency for name in names})
