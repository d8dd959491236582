"""Breakdowns of the same people: by sex, by age, and those that nobody has told apart.

Until somebody names these, or says that they are one, nobody knows what to add up.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from core.submissions.questions import is_confirmed
from indicators.several import Part, sets_of

ASKED = "several-breakdowns"


def called(grouped_by: str) -> str:
    """A breakdown as it stands after what it is of: “by sex”, also where “By sex” was typed; nothing without a name."""
    name = re.sub(r"^by\s+", "", grouped_by, flags=re.IGNORECASE)
    return name and f"by {name}"


def by_breakdown(rows: Iterable) -> dict[str, list]:
    """The rows of each breakdown by its name, and with them the whole of the same period and unit that is recorded
    beside breakdowns that have a name."""
    found = defaultdict(list)
    for row in rows:
        found[row.grouped_by].append(row)
    beside = defaultdict(list)
    for row in found.get("", ()):
        if row.is_whole:
            beside[row.period, row.unit].append(row)
    if len(found) > 1 and all(row.is_whole for row in found.get("", ())):
        found.pop("", None)
    for name in filter(None, found):
        own = found[name]
        if not any(row.is_whole for row in own):
            own += [whole for of in dict.fromkeys((row.period, row.unit) for row in own) for whole in beside[of]]
    return dict(found)


def told_apart(rows: Iterable) -> list[list]:
    """The parts of each breakdown; none of those of which nobody has said whether they are several."""
    rows, found = list(rows), defaultdict(list)
    for row in rows:
        found[row.grouped_by].append(row)
    is_open = bool(open_sets_of(rows))
    return [own for name, own in found.items() if name or not is_open]


def open_sets_of(rows: Iterable) -> list[list]:
    """`possible_sets_of` the rows, as long as nobody has said that they are one."""
    rows = list(rows)
    return [] if are_said_to_be_one(rows) else possible_sets_of(rows)


def are_said_to_be_one(rows: Iterable) -> bool:
    return any(is_confirmed(row, ASKED) for row in rows if not row.is_whole)


def possible_sets_of(rows: Iterable) -> list[list]:
    """The breakdowns that the parts of one figure, period and unit may be, each of which adds up to the same number, as
    far as they are not named; none where there is only one. A whole among the rows that is all of them says so too."""
    rows = list(rows)
    parts = sorted((row for row in rows if not row.is_whole), key=lambda row: getattr(row, "position", 0))
    if all(row.grouped_by for row in parts):
        return []
    numbered = [Part(getattr(row, row.category_in), _number_of(row), row.grouped_by) for row in parts]
    wholes = [_number_of(row) for row in rows if row.is_whole]
    found = sets_of(numbered, wholes, parts[0].in_unit, in_order=_are_in_order(parts))
    return [[parts[place] for place in one] for one in found]


def _number_of(row) -> Decimal | None:
    return getattr(row, "numerator", None) if row.value is None and row.in_unit.is_count else row.value


def _are_in_order(parts: list) -> bool:
    """Values of indicators are recorded in no order."""
    return len({getattr(row, "position", 0) for row in parts}) == len(parts)
