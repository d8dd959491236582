"""From what the shares and rates of a family were worked out, as far as its rows say so or a reader can tell.

A term that one row lacks is that of another: a rate per 1,000 and one per 10,000 are of the same people, and a number
that stands beside a share is what it was counted from.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from assurance.suppression.families import Family, number_of, whole_of
from core.suppression import Ratio
from core.units import Kind

Terms = tuple[Decimal | None, Decimal | None]
NONE = (None, None)


def terms_of(row) -> Terms:
    return getattr(row, "numerator", None), getattr(row, "denominator", None)


@dataclass(frozen=True)
class Ratios:
    """Asks of each share or rate of a family what a reader may take it for."""

    family: Family

    def readings(self, row) -> list[Ratio]:
        """Each way in which the row may be worked back into a number of people; the first is how it is shown."""
        kind, own = row.in_unit.kind, terms_of(row)
        if kind == Kind.RATE:
            return [_ratio(row, *self._of_rate(row, own))]
        if kind != Kind.SHARE or own != NONE:
            return [_ratio(row, *own)]
        base, beside = self._base(row), self._least.get(self.family.part_of(row))
        found = [_ratio(row, None, base)]
        return [*found, _ratio(row, beside, None)] if beside and row.value else found

    def _of_rate(self, row, own: Terms) -> Terms:
        told = self._told.get(self.family.part_of(row), NONE)
        numerator, denominator = told if own == NONE else own
        if denominator is None:
            denominator = told[1] if told[1] is not None else self._population
        return numerator, denominator

    def _base(self, row) -> Decimal | None:
        """Of how many people the share may be."""
        part, number = self.family.only_count
        if self.family.headcount is not None or part == row.part:
            return self.family.headcount
        return number

    @cached_property
    def _rates(self) -> list:
        return [row for row in self.family.rows if row.in_unit.kind == Kind.RATE]

    @cached_property
    def _told(self) -> dict[str, Terms]:
        """What a rate of each part says that it was counted from: of several what says most, and is smallest."""
        found: dict[str, list[Terms]] = defaultdict(list)
        for row in self._rates:
            if terms_of(row) != NONE:
                found[self.family.part_of(row)].append(terms_of(row))
        return {part: min(terms, key=_says_most) for part, terms in found.items()}

    @cached_property
    def _population(self) -> Decimal | None:
        """The largest population that a rate names, or that a number and its rate give away."""
        named = [row.denominator for row in self._rates if terms_of(row)[1] is not None]
        given = (
            whole_of(number, row.value, row.in_unit.per)
            for row in self._rates
            if row.value and (number := self._most.get(self.family.part_of(row)))
        )
        return max(named or given, default=None)

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


def _says_most(terms: Terms) -> tuple:
    return terms.count(None), *(number or 0 for number in terms)


def _ratio(row, numerator: Decimal | None, denominator: Decimal | None) -> Ratio:
    return Ratio(row.value, row.unit, numerator, denominator, row.is_published)
