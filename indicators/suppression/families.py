"""The figures of one indicator or topic and one period, which say something about one another.

All units that count people are one series here: 56 “children” and 3 “cases” of a “number” of 59 add up, and a part has
one number, whatever its unit is called.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from indicators.breakdowns import are_said_to_be_one, possible_sets_of
from indicators.several import PAIRS
from indicators.suppression.numbers import added, is_share_of, number_of, some_in, whole_of
from indicators.suppression.shown import family_of

# Where there are more wholes than so many, nobody can tell which of them a part is taken from.
WHOLES_AT_MOST = 8
# A topic seldom has more breakdowns of the same people.
BREAKDOWNS_AT_MOST = 4
# The place of all parts that may be of several breakdowns, and of which somebody has said that they are of one.
AS_ONE = -1


@dataclass(frozen=True)
class Sum:
    """Parts that a reader can take from a total. `whole` is the row that says it; `printed` names the unit and the
    breakdown where pages print the sum of all its parts."""

    parts: tuple
    whole: object = None
    total: Decimal | None = None
    is_all: bool = False
    printed: tuple[str, str] | None = None
    # Of all parts that may be of several breakdowns, and of which somebody has said that they are of one.
    is_as_one: bool = False


@dataclass(frozen=True)
class Family:
    """The rows of one indicator or topic and one period. Nobody is asked what counts people where nothing `hides`.
    `population` is the largest of which any of its periods has a rate, `whole` how many its shares are of by what
    another indicator says, `living` how many of each part may live there, where that is known, and `steps` to what the
    shares and rates of each unit were rounded in other periods."""

    key: tuple
    rows: tuple
    hides: bool = True
    population: Decimal | None = None
    whole: Decimal | None = None
    living: dict[str, frozenset[Decimal]] = field(default_factory=dict, compare=False)
    steps: dict[str, Decimal] = field(default_factory=dict, compare=False)

    @property
    def about(self) -> tuple:
        return self.key[:-1]

    @property
    def period(self) -> str:
        return self.key[-1]

    def part_of(self, row) -> str:
        """Its part; nothing for the whole."""
        return "" if row in self._wholes else row.part

    @cached_property
    def counts(self) -> list:
        return [row for row in self.rows if row.in_unit.is_count]

    @cached_property
    def people(self) -> list:
        """Counts of people in whatever unit."""
        return [row for row in self.counts if not self.hides or row.is_about_people]

    @cached_property
    def by_part(self) -> dict[str, list]:
        found = defaultdict(list)
        for row in self.rows:
            found[self.part_of(row)].append(row)
        return dict(found)

    @cached_property
    def _wholes(self) -> set:
        """Rows of all parts together; where there is one category only, it is the whole."""
        is_sole = len({row.part for row in self.rows}) == 1
        return {row for row in self.rows if is_sole or self.is_whole(row)}

    def is_whole(self, row) -> bool:
        """Whether it is of all parts together: called so, or, where none is, the only category beside breakdowns that
        have names and one of which adds up to it."""
        return row.is_whole or (self._is_unnamed_whole and not row.grouped_by)

    @cached_property
    def only_unnamed(self) -> list:
        """The people of the only category beside breakdowns that have names. Nobody has said whether it is what they
        are of, or a part of that: a reader may take it for either."""
        parts = {(row.grouped_by, row.part) for row in self.rows if not row.is_whole}
        is_only = len([part for name, part in parts if not name]) == 1 < len(parts)
        return [row for row in self.people if is_only and not row.grouped_by and not row.is_whole]

    @cached_property
    def _is_unnamed_whole(self) -> bool:
        numbers = {number_of(row) for row in self.only_unnamed}
        return len(numbers) == 1 and numbers <= set(self.named_sums) and not any(row.is_whole for row in self.rows)

    @cached_property
    def named_sums(self) -> list[Decimal]:
        """What the parts of each breakdown that has a name add up to, where there are several."""
        found = defaultdict(dict)
        for row in self.people:
            if row.grouped_by and not row.is_whole:
                found[row.grouped_by][row.part] = row
        return _known(added(parts.values()) for parts in found.values() if len(parts) > 1)

    @cached_property
    def shares(self) -> dict[tuple, list]:
        """The shares that are said to make up 100, by their unit and breakdown."""
        shares = [row for row in self.rows if row.in_unit.is_part_of_whole and row.is_exhaustive]
        return _told_apart([row for row in shares if not row.is_whole], [])

    @cached_property
    def breakdowns(self) -> dict[tuple, list]:
        """The parts that are counted in each unit and breakdown; the third of each key tells those apart that nobody
        has named."""
        wholes = [row for row in self.counts if row.is_whole]
        return _told_apart([row for row in self.counts if not self.is_whole(row)], wholes)

    @cached_property
    def headcount(self) -> Decimal | None:
        """How many people are counted in all, of whom shares may be taken: of several wholes the largest, else what
        the parts add up to, else what may be the whole of them, else those of whom its rate was worked out."""
        people = set(self.people).difference(self.only_unnamed)
        wholes = [number_of(row) for row in self.people if not self.part_of(row)]
        sums = [one.total for one in self.sums if one.is_all and one.parts[0] in people and not one.is_as_one]
        rates = [row for row in self.rows if row.in_unit.is_of_population and row.is_whole]
        rates = _known(some_in(row) for row in rates if not self.hides or row.is_about_people)
        told = _known(wholes) or _known(sums) or _known(map(number_of, self.only_unnamed))
        return max(told or rates, default=None)

    @cached_property
    def only_count(self) -> tuple[str, Decimal | None]:
        """The only category that people are counted in, and how many: others may be shares of them."""
        parts = {row.part for row in self.people}
        return (parts.pop(), number_of(self.people[0])) if len(parts) == 1 else ("", None)

    @cached_property
    def sums(self) -> list[Sum]:
        """What adds up: the counts of each unit, and those of people across all of their units."""
        found, people, own = self._of_only_unnamed(), set(self.people), defaultdict(list)
        wholes = {number_of(row): row for row in self.people if self.is_whole(row)}
        wholes = [] if len(wholes) > WHOLES_AT_MOST else list(wholes.values())
        for row in self.counts:
            if self.is_whole(row):
                own[row.unit].append(row)
        for (unit, name, place), parts in self.breakdowns.items():
            printed = None if place > 0 else (unit, name)
            sums = self._sums_of(parts, own[unit], wholes if parts[0] in people else [], printed)
            found += [replace(one, is_as_one=place == AS_ONE) for one in sums]
            if place > 0 and not all(row.is_exhaustive for row in parts):
                # The other sets add up to it.
                found.append(Sum(tuple(parts), total=added(parts), is_all=True))
        by_name = defaultdict(dict)
        for row in self.people:
            if not self.is_whole(row):
                by_name[row.grouped_by][row.part] = row
        is_several = any(run for _, _, run in self.breakdowns)
        for together in by_name.values():
            if len({row.unit for row in together.values()}) > 1 or (wholes and is_several):
                found += self._sums_across(list(together.values()), wholes)
        listed = [row for together in by_name.values() for row in together.values()]
        found += self._of_unnamed_whole(listed, wholes)
        return found if wholes else found + self._beside_complete(found)

    def _of_only_unnamed(self) -> list[Sum]:
        """What the only category without a breakdown leaves of each that has a name, were it the whole of them."""
        wholes = {number_of(row): row for row in self.only_unnamed}.values()
        if self._is_unnamed_whole or not 0 < len(wholes) <= WHOLES_AT_MOST:
            return []
        named = defaultdict(list)
        for row in self.people:
            if row.grouped_by and not row.is_whole:
                named[row.grouped_by, row.unit].append(row)
        return [one for parts in named.values() for one in self._sums_across(parts, wholes)]

    def _beside_complete(self, found: list[Sum]) -> list[Sum]:
        """What is of no whole, beside each other breakdown that may be all there is and so gives the whole away: it is
        said to be, or has a name and adds up to as many at least; so is one that adds up to as many as such a one."""
        people = set(self.people)
        sums = [one for one in found if one.parts[0] in people]
        alike, complete = defaultdict(set), set()
        for one in sums:
            number, name = added(one.parts), one.parts[0].grouped_by
            if number and (one.is_all or len(one.parts) > 1):
                alike[number].add(name)
                complete |= {number} if one.is_all or name else set()
        if len(complete) > WHOLES_AT_MOST:
            return []
        return [
            Sum(one.parts, total=number, is_all=number == least)
            for one in sums
            if (least := added(one.parts)) is not None and (one.total is None or one.is_all)
            for number in complete
            if number > least or (number == least and one.total is None)
            if alike[number] - {one.parts[0].grouped_by}
        ]

    def _of_unnamed_whole(self, parts: list, wholes: list) -> list[Sum]:
        """The part that is all of the others together, whatever it is called, where no row is called the whole: the
        largest one, where the others add up to it, or to as many of it as there may be breakdowns."""
        total = added(parts)
        if wholes or total is None or total <= 0:
            return []
        row = max(parts, key=number_of)
        others, number = tuple(one for one in parts if one is not row), number_of(row)
        times = (total - number) / number
        if times not in range(1, BREAKDOWNS_AT_MOST + 1) or any(number_of(one) == number for one in others):
            return []
        return [Sum(others, row, number, is_all=times == 1)]

    def _sums_of(self, parts: list, own: list, others: list, printed: tuple[str, str] | None) -> list[Sum]:
        """The parts of one unit and breakdown, with the whole of their own unit or else with one in another."""
        total = added(parts)
        if all(row.is_exhaustive for row in parts):
            # Pages print the sum of the parts, even where the source prints another total.
            wholes = own or [row for row in others if number_of(row) == total]
            wholes = [row for row in wholes if total is None or (number_of(row) or total) <= total] or [None]
            other = [row for row in own or others if total is not None and (number_of(row) or total) != total]
            return [Sum(tuple(parts), row, number_of(row)) for row in other] + [
                Sum(tuple(parts), row, number_of(row) if total is None and row else total, True, printed)
                for row in wholes
            ]
        return self._sums_across(parts, own or others)

    def _sums_across(self, parts: list, wholes: list) -> list[Sum]:
        if not wholes:
            return [self._with_shares(parts)]
        is_all = all(row.is_exhaustive for row in parts)
        total = added(parts)
        return [Sum(tuple(parts), row, number_of(row), is_all and number_of(row) == total) for row in wholes]

    def _with_shares(self, parts: list) -> Sum:
        """Parts of a whole that no row says, where the share of one tells it: 57 and 95% are of 60."""
        total = added(parts)
        told = [pair for row in parts if (pair := self._share_beside(row))]
        if not told or total is None:
            return Sum(tuple(parts))
        if any(is_share_of(share, number, total) for number, share in told):
            return Sum(tuple(parts), total=total, is_all=True)
        return Sum(tuple(parts), total=min(whole_of(number, share) for number, share in told))

    @cached_property
    def _shares_of(self) -> dict[str, list]:
        found = defaultdict(list)
        for row in self.rows:
            if row.in_unit.is_part_of_whole and row.value:
                found[row.part].append(row)
        return dict(found)

    def _share_beside(self, row) -> tuple[Decimal, Decimal] | None:
        number = number_of(row)
        shares = (
            one.value for one in self._shares_of.get(row.part, ()) if getattr(one, "numerator", None) in (None, number)
        )
        share = next(shares, None)
        return (number, share) if number and share and share <= 100 else None


def families_of(rows: Iterable, *, hides: bool) -> list[Family]:
    found = defaultdict(list)
    for row in rows:
        found[family_of(row)].append(row)
    return [Family(key, tuple(listed), hides) for key, listed in found.items()]


def _told_apart(parts: list, wholes: list) -> dict[tuple, list]:
    """The parts by their unit and breakdown, and those that nobody has named by themselves, as far as they add up to
    the same; also all of these, once somebody has said that they are one: what is hidden is no other then."""
    found, units = defaultdict(list), defaultdict(list)
    for row in parts:
        found[row.unit, row.grouped_by, 0].append(row)
        units[row.unit].append(row)
    for unit, rows in units.items():
        if len(rows) >= PAIRS and (sets := possible_sets_of(rows + wholes)):
            unnamed = found.pop((unit, "", 0))
            found |= {
                (unit, "", place): one for place, one in enumerate(sets, 1) if any(not of.grouped_by for of in one)
            }
            found |= {(unit, "", AS_ONE): unnamed} if are_said_to_be_one(rows) else {}
    return dict(found)


def part_named(row) -> str:
    """Its part by what it is called; nothing for the whole."""
    return "" if row.is_whole else row.part


def _known(numbers: Iterable) -> list[Decimal]:
    return [number for number in numbers if number is not None]
