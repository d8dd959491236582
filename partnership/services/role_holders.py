"""Role holders and what they delegate."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from core.db.trees import forest
from core.formatting import sentences
from core.history.revisions import locked
from core.records.writing import made, written
from partnership.models import RoleHolder
from partnership.services.records import ONE_DAY, refuse_beyond, refuse_circle, succeeded

IN_A_CIRCLE = "This leads round in a circle: the role would come back to the same holder."


@transaction.atomic
def add(*, by, **values) -> RoleHolder:
    _check(values)
    return made(RoleHolder, **values)


@transaction.atomic
def change(*, holder: RoleHolder, by, **values) -> RoleHolder:
    refuse_circle(holder, "delegated_from", values.get("delegated_from"), IN_A_CIRCLE)
    now = locked(holder)
    # What stays as it was may have ended since; only what is new must hold as long as this does.
    new = {name: values[name] for name in ("agency", "delegated_from") if name in values}
    _check({name: one for name, one in new.items() if one != getattr(now, name)} | {"ends_on": now.ends_on})
    return written(holder, **values)


@transaction.atomic
def end(*, holder: RoleHolder, on: datetime.date | None, by) -> RoleHolder:
    """Give the holder a last day, or take it away. Refused while somebody holds a part from them for longer."""
    now = locked(holder)
    if on is not None and (open_ones := list(now.delegated_to.lasting(on))):
        raise ValidationError(f"{now} has delegated to {open_ones[0].title}, which goes on after {sentences.day(on)}.")
    return written(now, ends_on=on)


@transaction.atomic
def hand_over(
    *, holder: RoleHolder, title: str, agency, on: datetime.date, with_delegations: bool, note: str = "", by
) -> RoleHolder:
    """Let somebody else hold the role from a day on; the old holder's last day is the one before.

    What was delegated goes on under the new holder, or ends with the old one.
    """
    now = locked(holder)
    if now.ends_on is not None and now.ends_on < on - ONE_DAY:
        raise ValidationError({"on": f"{now.title} held it until {sentences.day(now.ends_on)} only."})
    if now.starts_on is not None and now.starts_on >= on:
        raise ValidationError({"on": f"{now.title} holds it from {sentences.day(now.starts_on)}: choose a later day."})
    below = _below(now, on)
    written(now, ends_on=on - ONE_DAY)
    new = add(
        role=now.role, title=title, agency=agency, delegated_from=now.delegated_from, starts_on=on, note=note, by=by
    )
    _settle(below, now, new if with_delegations else None, on)
    return new


def held_before_and_after(holder: RoleHolder) -> list[RoleHolder]:
    """Everybody who held the same role for the same agency, or for those that it follows or that follow it; the
    latest first."""
    agencies = []
    if holder.agency:
        agencies = [holder.agency, *holder.agency.follows.all(), *holder.agency.followed_by.all()]
    return list(RoleHolder.objects.of_role(holder.role, agencies))


def _check(values: dict) -> None:
    refuse_beyond(values.get("agency"), values.get("ends_on"))
    above, last = values.get("delegated_from"), values.get("ends_on")
    if above and above.ends_on and (last is None or last > above.ends_on):
        until = sentences.day(above.ends_on)
        raise ValidationError(f"{above.title}, who delegates it, ends on {until}; this must end by then.")


def _below(holder: RoleHolder, on: datetime.date) -> list[RoleHolder]:
    """Everybody who holds a part of it on that day or later, through every layer, those nearest first."""
    found = list(RoleHolder.objects.for_list_page().lasting(on - ONE_DAY))
    here = next((node for node in _nodes(forest(found, "delegated_from_id")) if node.row == holder), None)
    return [node.row for node in _nodes(here.children)] if here else []


def _nodes(nodes):
    for node in nodes:
        yield node
        yield from _nodes(node.children)


def _settle(below: list[RoleHolder], old: RoleHolder, new: RoleHolder | None, on: datetime.date) -> None:
    heirs = {old.pk: new}
    for holder in below:
        if new is None:
            last = on - ONE_DAY
            heirs[holder.pk] = written(holder, ends_on=max(last, holder.starts_on) if holder.starts_on else last)
        else:
            heirs[holder.pk] = succeeded(holder, on, delegated_from=heirs[holder.delegated_from_id])
