"""Breakdowns of the same people that nobody has told apart: girls and boys, then under 5 and older.

Each makes up the whole, so that all of them together are a multiple of it. Until somebody names them, or says that they
are one, nobody knows what to add up.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from core.formatting.units import Unit
from core.submissions.questions import is_confirmed

ASKED = "several-breakdowns"
RUNS_AT_MOST = 4
# One number beside another says nothing; so many that add up to the same are no chance.
PARTS_AT_LEAST = 2
# What shares of one breakdown add up to at least.
SHARES_AT_LEAST = 98


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
    found = defaultdict(list)
    for row in rows:
        found[row.grouped_by].append(row)
    return [own for own in found.values() if not runs_of(own)]


def runs_of(rows: Iterable) -> list[list]:
    """The runs into which the parts of one topic, period and unit fall, as they were recorded, that add up to the same
    number; none where there is only one, where they are named, and where somebody has said that they are one. A whole
    among the rows that is all of them says so too."""
    rows = list(rows)
    parts = sorted((row for row in rows if not row.is_whole), key=lambda row: getattr(row, "position", 0))
    if not _may_be_several(parts) or any(is_confirmed(row, ASKED) for row in parts):
        return []
    lengths = lengths_of([row.value for row in parts], [row.value for row in rows if row.is_whole], parts[0].in_unit)
    ends = [0, *accumulate(lengths)]
    return [parts[start:end] for start, end in pairwise(ends)]


def _may_be_several(parts: list) -> bool:
    """Values of indicators are recorded in no order."""
    places = {getattr(row, "position", 0) for row in parts}
    return 1 < len(places) == len(parts) and not any(row.grouped_by for row in parts)


def lengths_of(numbers: Sequence[Decimal | None], wholes: Sequence[Decimal | None], unit: Unit) -> list[int]:
    """Of how many numbers each run is; none where they do not fall into runs, or one of the wholes is all of them."""
    is_share = unit.is_part_of_whole
    if len(numbers) < 2 * PARTS_AT_LEAST or None in numbers or not (unit.is_count or is_share):
        return []
    total = sum(numbers, Decimal(0))
    if total in wholes:
        return []
    for runs in range(2, RUNS_AT_MOST + 1):
        if total > 0 and not (is_share and total / runs < SHARES_AT_LEAST):
            if lengths := _lengths(numbers, total / runs):
                return lengths
    return []


def _lengths(numbers: Sequence[Decimal], each: Decimal) -> list[int]:
    """A number of nought stands with those before it."""
    lengths, added, count, told = [], Decimal(0), 0, 0
    for number in numbers:
        if added == each and number:
            if told < PARTS_AT_LEAST:
                return []
            lengths.append(count)
            added, count, told = Decimal(0), 0, 0
        added, count, told = added + number, count + 1, told + bool(number)
        if added > each:
            return []
    return [*lengths, count] if added == each and told >= PARTS_AT_LEAST else []
