"""From what the shares and rates of a family were worked out, as far as its rows say so or a reader can tell.

A term that one row lacks is that of another: rates are of the population that one of them names, and a number that
stands beside a share is what it was counted from.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from core.disclosure import Ratio
from core.formatting.folding import fold
from core.formatting.units import number_within
from indicators.suppression.families import WHOLES_AT_MOST, Family
from indicators.suppression.numbers import is_share_of, number_of, step_of, whole_of
from indicators.suppression.parts import category_of
from indicators.wholes import Terms

NONE = (None, None)


def terms_of(row) -> Terms:
    """What it was counted from, as its source says."""
    return getattr(row, "numerator", None), getattr(row, "denominator", None)


def known_terms(row) -> Terms:
    """The same, with what the words of its unit say, “% of 60 children”, or else other periods."""
    numerator, denominator = terms_of(row)
    if denominator is None:
        denominator = number_within(row.unit) or getattr(row, "implied_whole", None)
    return numerator, denominator


@dataclass(frozen=True)
class Ratios:
    """Asks of each share or rate of a family what a reader may take it for."""

    family: Family

    def readings(self, row) -> list[Ratio]:
        """Each way in which the row may be worked back into a number of people; the first is how it is shown."""
        unit, own = row.in_unit, known_terms(row)
        if unit.is_of_population and own[1] is None:
            return [_ratio(row, own[0], base) for base in self._bases_of_rate(row) or [None]]
        if not unit.is_part_of_whole or own != NONE:
            return [_ratio(row, *own)]
        beside = self._least.get(self.family.part_of(row))
        found = [_ratio(row, None, base) for base in self._bases(row)]
        return [*found, _ratio(row, beside, None)] if beside and row.value else found

    def step(self, row) -> Decimal:
        """To what the row was rounded: as the most exact of its unit, for 75 beside 99.1 is 75.0."""
        return self._steps[row.unit]

    @cached_property
    def _steps(self) -> dict[str, Decimal]:
        own = steps_of(self.family)
        return {unit: min(step, self.family.steps.get(unit, step)) for unit, step in own.items()}

    def _bases_of_rate(self, row) -> list[Decimal]:
        """Of how many the rate may be, likeliest first: as many as are counted of its own part beside it, as another
        rate of that part names, as are counted of a part of that name on any page, as is likely of the family, and the
        fewest who stand beside it in any part."""
        part = self.family.part_of(row)
        living = self.family.living.get(fold(category_of(row)), frozenset())
        named = self._populations.get(part)
        told = [*_fewest_of(row, self._numbers.get(part, ())), named, *_fewest_of(row, living)]
        told += [self._likely_population(row.in_unit.per)] if named is None else []
        told += _fewest_of(row, living | self._different.keys())
        return list(dict.fromkeys(base for base in told if base is not None))

    def may_be_of(self, row) -> list:
        """Rows whose people the share may be of, beside the whole; none where its own number stands there, and where
        there are so many different ones that nobody could tell."""
        part = self.family.part_of(row)
        if not row.in_unit.is_part_of_whole or row.value is None or known_terms(row) != NONE or part in self._numbers:
            return []
        others = self._different if len(self._different) <= WHOLES_AT_MOST else {}
        return [other for number, other in others.items() if is_share_of_some(row.value, number)]

    def beside_a_ratio(self, row) -> list[Decimal]:
        """The numbers of people beside a ratio of two of which at least one is not said: each may be of one of them or
        of both."""
        own = terms_of(row)
        if not row.in_unit.of_two or row.value is None or None not in own:
            return []
        told = (*own, self.family.headcount, *self._different)
        return [number for number in told if number is not None]

    @cached_property
    def _different(self) -> dict[Decimal, object]:
        return {number: row for row in self.family.people if (number := number_of(row))}

    def _bases(self, row) -> list[Decimal | None]:
        """Of how many people the share may be; also what a named breakdown adds up to, where it may be of that."""
        return [self._base(row), *(self._named_sum if self.family.only_unnamed else ())]

    @cached_property
    def _named_sum(self) -> list[Decimal]:
        return sorted(self.family.named_sums)[-1:]

    def _base(self, row) -> Decimal | None:
        part, number = self.family.only_count
        told = (self.family.headcount, self.named_whole, self.family.whole)
        known = next((whole for whole in (*told, *self._named_sum) if whole is not None), None)
        return number if known is None and part != row.part else known

    @cached_property
    def named_whole(self) -> Decimal | None:
        """The largest number of people that a share says it is of."""
        shares = (row for row in self.family.rows if row.in_unit.is_part_of_whole)
        return max((named for row in shares if (named := known_terms(row)[1]) is not None), default=None)

    @cached_property
    def _rates(self) -> list:
        return [row for row in self.family.rows if row.in_unit.is_of_population]

    @cached_property
    def _populations(self) -> dict[str, Decimal]:
        """The largest that a rate of each part names."""
        found: dict[str, Decimal] = {}
        for row in self._rates:
            if (named := known_terms(row)[1]) is not None:
                part = self.family.part_of(row)
                found[part] = max(named, found.get(part, named))
        return found

    def _likely_population(self, per: int) -> Decimal | None:
        """Known of the family, else of another period of it, else a number beside the rate that may be one: fewer than
        half of what a rate is per are none."""
        known = self.population or self.family.population
        return known or max((number for number in self._different if number * 2 >= per), default=None)

    @cached_property
    def population(self) -> Decimal | None:
        """The largest that any rate names, or that a number and its rate give away, whichever row has it."""
        given = (
            whole_of(number, row.value, row.in_unit.per)
            for row in self._rates
            if row.value and (number := terms_of(row)[0] or self._most.get(self.family.part_of(row)))
        )
        return max(self._populations.values() or given, default=None)

    @cached_property
    def _least(self) -> dict[str, Decimal]:
        """The smallest number of people of each part, which gives away most: whoever is not in a share of it is few."""
        return {part: min(numbers) for part, numbers in self._numbers.items()}

    @cached_property
    def _most(self) -> dict[str, Decimal]:
        return {part: max(numbers) for part, numbers in self._numbers.items()}

    @cached_property
    def _numbers(self) -> dict[str, list[Decimal]]:
        found = defaultdict(list)
        for row in self.family.people:
            if number := number_of(row):
                found[self.family.part_of(row)].append(number)
        return dict(found)


def with_steps(families: list[Family]) -> list[Family]:
    """The families, each with the finest step of any of its periods: 7 is 7.0 where the quarter before is 9.5."""
    found = defaultdict(dict)
    for family in families:
        steps = found[family.about]
        steps |= {unit: min(step, steps.get(unit, step)) for unit, step in steps_of(family).items()}
    return [replace(family, steps=found[family.about]) for family in families]


def steps_of(family: Family) -> dict[str, Decimal]:
    """To what its shares and rates were rounded, unit by unit."""
    found: dict[str, Decimal] = {}
    for row in family.rows:
        if row.value is not None and row.in_unit.per is not None:
            found[row.unit] = min(step_of(row.value), found.get(row.unit, step_of(row.value)))
    return found


def make_all_of(parts: Iterable, whole: Decimal) -> bool:
    """Whether shares make all of the whole, as far as they were counted or rounded: 33, 33 and 33%, not 50 and 47%."""
    counted = [terms_of(row)[0] for row in parts]
    if None not in counted:
        return sum(counted) >= whole
    shares = [some * 100 / whole if row.value is None else row.value for row, some in zip(parts, counted, strict=True)]
    return 100 - sum(shares) <= len(shares) * min(map(step_of, shares)) / 2


def some_of(share: Decimal, whole: Decimal) -> Decimal:
    """About how many are that share of the whole."""
    return (share * whole / 100).to_integral_value(ROUND_HALF_UP)


def is_share_of_some(share: Decimal, whole: Decimal) -> bool:
    """Whether a number of people can be that share of the whole."""
    return is_share_of(share, some_of(share, whole), whole)


def is_ratio_of(ratio: Decimal, number: Decimal, few: int) -> bool:
    """Whether it can be the ratio of so few to the number, to all others of it or to both together, or the other way
    round."""
    others = (number, number - few, number + few)
    return any(is_share_of(ratio, one, few, 1) or is_share_of(ratio, few, one, 1) for one in others)


def is_rate_of_some(row, population: Decimal) -> bool:
    """Whether a number of people can be that rate of the population; of one that is large enough, some always can."""
    per = row.in_unit.per
    some = ((row.value or 0) * population / per).to_integral_value(ROUND_HALF_UP)
    return population * 2 >= per or (some > 0 and is_share_of(row.value, some, population, per))


def _fewest_of(rate, numbers: Iterable[Decimal]) -> list[Decimal]:
    """The fewest people of whom it may be such a rate."""
    return sorted(number for number in numbers if is_rate_of_some(rate, number))[:1]


def _ratio(row, numerator: Decimal | None, denominator: Decimal | None) -> Ratio:
    return Ratio(row.value, row.unit, numerator, denominator, row.is_published)
