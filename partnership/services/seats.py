"""Seats of agencies in groups, their chairs, and the groups' relationships."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from core.formatting import sentences
from core.records.writing import made, written
from partnership.models import Agency, Group, GroupChair, GroupLink, GroupMember
from partnership.services.records import ONE_DAY, in_order, refuse_beyond


@transaction.atomic
def add(
    *, group: Group, agencies: list[Agency], capacity: str, starts_on: datetime.date | None, by
) -> list[GroupMember]:
    """Give seats to several agencies at once, all of them or none."""
    refuse_beyond(group, None)
    return [_seat(group, agency, capacity, starts_on) for agency in in_order(agencies)]


@transaction.atomic
def change(*, seat: GroupMember, by, **values) -> GroupMember:
    refuse_beyond(values.get("agency", seat.agency), values.get("ends_on"))
    return written(seat, **values)


@transaction.atomic
def end(*, seats: list[GroupMember], on: datetime.date, by) -> list[GroupMember]:
    """End several seats on one day, all of them or none."""
    found = in_order(seats)
    for seat in found:
        if seat.starts_on and seat.starts_on > on:
            raise ValidationError(f"{seat.agency} has its seat only from {sentences.day(seat.starts_on)}.")
    return [written(seat, ends_on=on) for seat in found]


def _seat(group, agency, capacity, starts_on):
    if agency.ends_on is not None:
        raise ValidationError(f"{agency} ended on {sentences.day(agency.ends_on)}, so it gets no new seat.")
    before = (starts_on - ONE_DAY) if starts_on else datetime.date.min
    if group.members.filter(agency=agency, capacity=capacity).lasting(before).exists():
        raise ValidationError(f"{agency} has this seat already.")
    return made(GroupMember, group=group, agency=agency, capacity=capacity, starts_on=starts_on)


@transaction.atomic
def add_chair(*, group: Group, by, **values) -> GroupChair:
    _check_chair(group, values)
    return made(GroupChair, group=group, **values)


@transaction.atomic
def change_chair(*, chair: GroupChair, by, **values) -> GroupChair:
    _check_chair(chair.group, values)
    return written(chair, **values)


def _check_chair(group, values):
    refuse_beyond(group, values.get("ends_on"))
    refuse_beyond(values.get("agency"), values.get("ends_on"))


@transaction.atomic
def add_link(*, group: Group, by, **values) -> GroupLink:
    refuse_beyond(group, values.get("ends_on"))
    refuse_beyond(values.get("to_group"), values.get("ends_on"))
    return made(GroupLink, group=group, **values)


@transaction.atomic
def change_link(*, link: GroupLink, by, **values) -> GroupLink:
    refuse_beyond(link.group, values.get("ends_on"))
    refuse_beyond(values.get("to_group"), values.get("ends_on"))
    return written(link, **values)
