"""What rows say of the period before, as rows of that period: there it may be the whole, or a part, that has no row."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from indicators.periods import before
from indicators.suppression.families import Family, part_named
from indicators.suppression.numbers import number_of


class Stated:
    """A “previous” number of people, as the row of the earlier period that it stands in for."""

    numerator = denominator = previous = None

    def __init__(self, row, period: str):
        self.row, self.period, self.value = row, period, row.previous
        self.pk = stated_key(row, period)

    def __getattr__(self, name: str):
        return getattr(self.row, name)


def stated_key(row, period: str) -> tuple:
    """One key for all rows that say the same number of the same part and period, in whatever unit."""
    return row.series[:2], part_named(row), period, row.previous


def with_stated(families: Iterable[Family]) -> list[Family]:
    """The families, in the order of their periods, with what later ones say of parts that have no number there."""
    known = {family.key: family for family in families}
    stated: dict[tuple, list[Stated]] = defaultdict(list)
    for family in known.values():
        for row in family.people:
            for period in before(row.period) if _previous(row) is not None else ():
                stated[*family.about, period].append(Stated(row, period))
    for key, rows in stated.items():
        family = known.get(key, Family(key, ()))
        there = {part_named(row) for row in family.people if number_of(row) is not None}
        if lacking := [row for row in rows if part_named(row) not in there]:
            known[key] = replace(family, rows=(*family.rows, *lacking))
    return sorted(known.values(), key=lambda family: family.period)


def _previous(row) -> Decimal | None:
    return getattr(row, "previous", None)
