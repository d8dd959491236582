"""Groups: added, changed, moved in the tree, ended; their other names and their terms of reference."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from core.formatting import sentences
from core.formatting.folding import fold
from core.history.revisions import locked
from core.records.writing import made, written
from partnership.models import Group, GroupAlias
from partnership.preferences import terms_due_on
from partnership.services.records import refuse_beyond, refuse_circle

IN_A_CIRCLE = "This leads round in a circle: a group cannot report to one that reports to it."


@transaction.atomic
def add(*, by, aliases: list[str] = (), **values) -> Group:
    refuse_name(values["name"])
    refuse_beyond(values.get("parent"), values.get("ends_on"))
    group = made(Group, **values)
    _keep_aliases(group, aliases)
    return group


@transaction.atomic
def change(*, group: Group, by, aliases: list[str] = (), **values) -> Group:
    """Correct a group, and let it have just these other names."""
    now = locked(group)
    refuse_name(values["name"], but=now)
    if values.get("parent") != now.parent:
        refuse_beyond(values.get("parent"), now.ends_on)
    refuse_circle(group, "parent", values.get("parent"), IN_A_CIRCLE)
    changed = written(group, **values)
    _keep_aliases(changed, aliases)
    return changed


@transaction.atomic
def move(*, group: Group, parent: Group | None, by) -> Group:
    """Let the group, with all below it, report to another one, or to none."""
    now = locked(group)
    refuse_circle(now, "parent", parent, IN_A_CIRCLE)
    refuse_beyond(parent, now.ends_on)
    return written(now, parent=parent)


@transaction.atomic
def review_terms(*, group: Group, reviewed_on: datetime.date, due_on: datetime.date | None = None, by) -> Group:
    """Note that the terms of reference were reviewed. They are due again when the partnership's settings say, unless a
    day is given."""
    due_on = due_on or terms_due_on(group.partnership, reviewed_on)
    return written(group, terms_reviewed_on=reviewed_on, terms_due_on=due_on)


@transaction.atomic
def end(*, group: Group, on: datetime.date | None, by, with_seats: bool = False) -> Group:
    """Give the group its last day, or take it away.

    Groups that report to it must end or move first; its seats, chairs and relationships too, unless they are to end
    with it.
    """
    now = locked(group)
    if on is not None:
        if (below := now.children.lasting(on).first()) is not None:
            raise ValidationError(f"{below} reports to it after {sentences.day(on)}.")
        parts = parts_lasting(now, on)
        if parts and not with_seats:
            raise ValidationError(f"It still has {len(parts)} open after {sentences.day(on)}.")
        for part in parts:
            written(part, ends_on=max(on, part.starts_on) if part.starts_on else on)
    return written(now, ends_on=on)


def parts_lasting(group: Group, after: datetime.date) -> list:
    """The group's seats, chairs and relationships that hold after a day."""
    return [
        *group.members.select_related("agency").lasting(after),
        *group.chairs.lasting(after),
        *group.links.select_related("to_group").lasting(after),
    ]


def refuse_name(name: str, but: Group | None = None) -> None:
    """Raises `ValidationError` where another group has the name, however it is written."""
    others = Group.objects.filter(name__fold=fold(name))
    if (other := others.exclude(pk=but.pk).first() if but else others.first()) is not None:
        raise ValidationError({"name": f"There is a group called “{other.name}” already."})


def _keep_aliases(group: Group, names: list[str]) -> None:
    kept = {fold(alias.name): alias for alias in group.aliases.all()}
    wanted = {fold(name): name for name in names}
    for key, alias in kept.items():
        if key not in wanted:
            alias.delete()
    for key, name in wanted.items():
        if key not in kept:
            made(GroupAlias, group=group, name=name)
