"""The groups of a partnership, as they stood when the year ended."""

import datetime

from core.calendar.financial_years import FinancialYear
from core.formatting import sentences
from core.formatting.folding import sort_key
from core.formatting.numbers import plain
from core.reports import blocks
from core.reports.sources import CannotBuild, source
from partnership.models import Group

LAST = (Group.Kind.BUSINESS_UNIT, Group.Kind.TASK_AND_FINISH)


@source(
    "structure",
    name="Structure of the groups",
    help="A chart of the groups on the last day of the year: who reports to whom, who chairs, what is joint.",
)
def structure(partnership, year: FinancialYear, options: dict) -> list[dict]:
    nodes = nodes_on(partnership, year.ends)
    if not nodes:
        raise CannotBuild(f"No group is recorded for {sentences.day(year.ends)}.")
    return [blocks.tree("groups", f"The groups on {sentences.day(year.ends)}", nodes)]


def nodes_on(partnership, day: datetime.date) -> list[dict]:
    """The groups of a day as the branches of a tree block; none where no group is recorded."""
    groups = _groups_on(partnership, day)
    there = {group.pk for group in groups}
    below: dict = {}
    for group in groups:
        below.setdefault(group.parent_id if group.parent_id in there else None, []).append(group)
    return [_node(group, below, there, day) for group in _in_order(below.get(None, []), below)]


@source(
    "group-purposes",
    name="What the groups are for",
    help="A table of groups with their purpose and how often they meet.",
    options={"groups": "Names of the groups to show, in order; all that have a purpose where none is named."},
)
def group_purposes(partnership, year: FinancialYear, options: dict) -> list[dict]:
    groups = groups_at_end(partnership, year)
    if options.get("groups"):
        chosen = [_called(name, groups, year) for name in options["groups"]]
    else:
        chosen = [group for group in groups if group.purpose]
    silent = [group.name for group in chosen if not group.purpose]
    if silent or not chosen:
        what = (
            f"No purpose is recorded for {sentences.listed(silent)}" if silent else "No group with a purpose is there"
        )
        raise CannotBuild(f"{what} on {sentences.day(year.ends)}.")
    meets = _most_meet(chosen)
    columns = [("Group", "text"), ("What it is for", "text"), *([("Meetings a year", "number")] if meets else [])]
    rows = [
        blocks.row([_title(group), group.purpose, *([plain(group.meetings_a_year)] if meets else [])], source=group)
        for group in chosen
    ]
    return [blocks.table("purposes", "What the groups are for", columns, rows)]


def _most_meet(groups: list[Group]) -> bool:
    """Whether a column of meetings would be more than dashes; the chart of the groups has what is known in any case."""
    return sum(group.meetings_a_year is not None for group in groups) * 2 >= len(groups)


def groups_at_end(partnership, year: FinancialYear) -> list[Group]:
    """The groups on the last day of the year."""
    return _groups_on(partnership, year.ends)


def _groups_on(partnership, day: datetime.date) -> list[Group]:
    return list(Group.objects.filter(partnership=partnership).current(day).for_tree())


def _called(name: str, groups: list[Group], year: FinancialYear) -> Group:
    for group in groups:
        if is_called(name, group):
            return group
    raise CannotBuild(f"There is no group called “{name}” on {sentences.day(year.ends)}.")


def is_called(name: str, group: Group) -> bool:
    """Whether it is the group's name, short name or alias."""
    return name in (group.name, group.short_name, *(alias.name for alias in group.aliases.all()))


def _title(group: Group) -> str:
    return f"{group.name} ({group.short_name})" if group.short_name else group.name


def _in_order(groups: list[Group], below: dict) -> list[Group]:
    """Groups that lead others first, those that support or end last."""

    def place(group: Group) -> tuple:
        is_ours = group.joint_body_id is None
        return (
            group.kind in LAST,
            not is_ours,
            not group.is_decision_making,
            group.pk not in below,
            sort_key(group.name),
        )

    return sorted(groups, key=place)


def _node(group: Group, below: dict, there: set, day: datetime.date) -> dict:
    return blocks.node(
        group.name,
        source=group,
        short=group.short_name,
        kind=group.get_kind_display(),
        detail=_detail(group, day),
        joint=group.joint_body_id is not None,
        decides=group.is_decision_making,
        links=[
            {"relationship": link.get_relationship_display(), "name": link.other_name}
            for link in group.links.all()
            if link.to_group_id is None or link.to_group_id in there
        ],
        children=[_node(child, below, there, day) for child in _in_order(below.get(group.pk, []), below)],
    )


def _detail(group: Group, day: datetime.date) -> str:
    said = [f"Chair: {chair}"] if (chair := _chair(group, day)) else []
    if group.meetings_a_year:
        said.append(
            "Meets once a year" if group.meetings_a_year == 1 else f"Meets {group.meetings_a_year} times a year"
        )
    return ". ".join(said)


def _chair(group: Group, day: datetime.date) -> str:
    """Who chaired on the day, by role title; else how the chair goes round."""
    for chair in group.chairs.all():
        if (not chair.starts_on or chair.starts_on <= day) and (not chair.ends_on or chair.ends_on >= day):
            return f"{chair.title}, {chair.agency}" if chair.agency else chair.title
    return group.chair_rotation[:1].lower() + group.chair_rotation[1:] if group.chair_rotation else ""
