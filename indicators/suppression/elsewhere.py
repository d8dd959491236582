"""Of how many people shares and rates are, where another period or another indicator says so."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import ROUND_FLOOR, Decimal

from core.formatting.folding import fold
from indicators.periods import last_day
from indicators.populations import Population, populations_of
from indicators.suppression.families import Family, families_of
from indicators.suppression.numbers import number_of
from indicators.suppression.parts import category_of
from indicators.suppression.ratios import NONE, Ratios, known_terms, terms_of


def with_populations(families: list[Family], of_all_periods: Callable[[set], Iterable]) -> list[Family]:
    """The families, each with the largest population of any period, and the whole that another indicator counts.
    Asks for rows of what has a rate without a population, or such shares, and of those that may say it: by the numbers
    of indicators, or by topics."""
    rates = {family.about for family in families if any(map(lacks_population, family.rows))}
    shares = {family.about for family in families if _lacks_whole(family)}
    lacking = [family for family in families if family.about in rates | shares]
    if not lacking:
        return families
    names = {_name(family) for family in lacking if family.about in rates}
    names = names.union(*(one.told_by for family in lacking for one in populations_of(_number(family))))
    known = _Known([*families, *families_of(of_all_periods(names), hides=True)])
    return [_told(family, known) if family.about in rates | shares else family for family in families]


def with_populations_of_parts(families: list[Family], large: Callable[[Decimal], Iterable]) -> list[Family]:
    """The families, each with how many live there of every part of which it has a rate without a population: as many as
    are counted of a part of that name anywhere, or named by a rate of it. `large` gives the rows of what has at least
    so many."""
    lacking = {family.key: _parts_without(family) for family in families}
    least = min((fewest for parts in lacking.values() for fewest in parts.values()), default=None)
    if least is None:
        return families
    found = defaultdict(set)
    for row in large(least):
        found[row.partnership_id, fold(category_of(row))].update(_populations_in(row))
    return [
        replace(family, living={name: frozenset(found[family.key[0], name]) for name in lacking[family.key]})
        for family in families
    ]


def _parts_without(family: Family) -> dict[str, Decimal]:
    """The names of parts that have such a rate, with the fewest of whom it can be one."""
    rates = [row for row in family.rows if not row.is_whole and row.is_about_people and lacks_population(row)]
    return {fold(category_of(row)): _fewest(row) for row in rates}


def _fewest(row) -> Decimal:
    """Half of what the rate is per, or so few that one of them is such a rate."""
    half = Decimal(row.in_unit.per) / 2
    return min(half, (row.in_unit.per / row.value).to_integral_value(ROUND_FLOOR)) if row.value else half


def _populations_in(row) -> Iterator[Decimal]:
    if row.counts_people:
        yield from _known([number_of(row)])
    elif row.in_unit.is_of_population and row.is_about_people:
        yield from _known([terms_of(row)[1]])


def lacks_population(row) -> bool:
    return row.in_unit.is_of_population and known_terms(row)[1] is None


def _lacks_whole(family: Family) -> bool:
    """Whether a share does not say of how many it is, and another indicator may."""
    return bool(populations_of(_number(family))) and any(
        row.in_unit.is_part_of_whole and known_terms(row) == NONE for row in family.rows
    )


class _Known:
    """What any family says of how many people there are."""

    def __init__(self, families: Iterable[Family]):
        self.by_key = {family.key: family for family in families}
        self.by_number = defaultdict(list)
        self._largest = defaultdict(list)
        for family in self.by_key.values():
            self.by_number[family.key[0], _number(family)].append(family)
            if (population := Ratios(family).population) is not None:
                self._largest[family.about].append(population)

    def population(self, family: Family) -> Decimal | None:
        """The largest of its own periods, else of any indicator whose rates are of the same people."""
        if own := self._largest[family.about]:
            return max(own)
        others = [one for group in populations_of(_number(family)) for one in self._of(family, group.indicators)]
        return max((found for one in others for found in self._largest[one.about]), default=None)

    def whole(self, family: Family) -> Decimal | None:
        """How many of its period another indicator counts, or names; the fewest where it may be several."""
        told = (self._whole_of(family, group) for group in populations_of(_number(family)))
        return min((whole for whole in told if whole is not None), default=None)

    def _whole_of(self, family: Family, group: Population) -> Decimal | None:
        counted = [one.headcount for one in self._beside(family, (group.counted,))]
        named = [Ratios(one).named_whole for one in self._beside(family, group.indicators)]
        return max(_known(counted) or _known(named), default=None)

    def _beside(self, family: Family, numbers: Iterable[int | None]) -> list[Family]:
        """Those of its period, else of one that ends on the same day."""
        others = [one for one in self._of(family, numbers) if last_day(one.period) == last_day(family.period)]
        return [one for one in others if one.period == family.period] or others

    def _of(self, family: Family, numbers: Iterable[int | None]) -> list[Family]:
        return [one for number in numbers if number for one in self.by_number[family.key[0], number]]


def _told(family: Family, known: _Known) -> Family:
    return replace(family, population=known.population(family), whole=known.whole(family))


def _known(numbers: Iterable[Decimal | None]) -> list[Decimal]:
    return [number for number in numbers if number is not None]


def _number(family: Family) -> int | None:
    """The number of the indicator; None of a topic."""
    row = next(iter(family.rows), None)
    return row.indicator.number if hasattr(row, "indicator") else None


def _name(family: Family) -> int | str:
    return _number(family) or family.about[-1]
