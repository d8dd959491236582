"""Those whom a year, or a half, leaves out: three are “Unknown” in one quarter, and the year has no such category. All
that its quarters count together is then more than it counts itself, by just those."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from core.disclosure import Rule
from indicators.periods import parts_of
from indicators.suppression.families import Family, part_named
from indicators.suppression.implied import by_part
from indicators.suppression.numbers import number_of
from indicators.suppression.spans import added_up


@dataclass(frozen=True)
class LeftOut:
    """The wholes of a period and of all within it, which are more by a number of people. `tells` are those of them that
    count whom the period leaves out, else all."""

    number: Decimal
    wholes: tuple
    tells: tuple

    def to_hide(self, hidden: frozenset | set, rule: Rule) -> set[Hashable]:
        """The key of the whole to hide, so that it is not known by how much they are more."""
        is_told = rule.secondary and not rule.rounds and rule.is_small(self.number)
        if not is_told or any(row.pk in hidden for row in self.wholes):
            return set()
        free = [row for row in (*self.tells, *self.wholes) if not row.is_published]
        return {free[0].pk} if free else set()


def left_out_of(families: Iterable[Family]) -> list[LeftOut]:
    families = list(families)
    rows = (row for family in families for row in (*family.people, *added_up(family)))
    named = {family.key: {part_named(row) for row in family.people} for family in families}
    wholes = [by_period for ((_, part), _), by_period in by_part(rows).items() if part == ""]
    return [one for by_period in wholes for one in _of_year(by_period, named)]


def _of_year(by_period: dict[str, object], named: dict[tuple, set[str]]) -> Iterator[LeftOut]:
    for period, whole in by_period.items():
        for names in parts_of(period):
            parts = [by_period[one] for one in names if one in by_period]
            more = sum(map(number_of, parts)) - number_of(whole)
            if len(parts) == len(names) and more > 0:
                yield LeftOut(more, (whole, *parts), tuple(_count_others(parts, whole, named)))


def _count_others(parts: list, whole, named: dict[tuple, set[str]]) -> Iterator:
    """Those of the parts whose period has a category that the period of the whole lacks."""
    own = named[_family_of(whole)]
    return (row for row in parts if named[_family_of(row)] - own)


def _family_of(row) -> tuple:
    return row.partnership_id, getattr(row, row.about), row.period
