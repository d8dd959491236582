"""What the figures of one indicator or topic and one period make together, where it can hardly be so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from core.formatting.folding import fold, fold_grouping
from core.formatting.numbers import number, with_unit
from core.formatting.sentences import listed
from core.formatting.units import Unit, unit_named
from core.submissions.questions import IS_IT, Question, is_confirmed, limit
from indicators.breakdowns import ASKED
from indicators.models.people import Series, is_about_people
from indicators.several import Part, sets_of
from indicators.wholes import Terms, are_of_one_whole, counts_something_else, make_nearly_one_whole, names_the_whole

PEOPLE = "people"
# What a sum hangs on; it is asked on the first of them.
FIELDS = ("is_exhaustive", "value", "numerator", "denominator", "unit", "period")
FIELDS += ("breakdown", "category", "grouped_by", "topic")
# Of more parts than so many in a question only the first are named.
NAMED_AT_MOST = 5
ARE_ONE = "Yes, all of them are one breakdown"
ALONE = "Is this the only category?"
ALL = "Are these all the categories?"
ALL_ONCE = "Are these all the categories, with nothing counted twice?"
YES = {
    ALONE: "Yes, {names} is the only category",
    ALL: "Yes, {names} are all the categories",
    ALL_ONCE: "Yes, {names} are all the categories, and nothing is counted twice",
}


@dataclass(frozen=True)
class Figure:
    """One figure as sums see it. Everything that counts people is `counted` alike, in whatever unit."""

    part: str
    unit: Unit
    counted: str
    number: Decimal | None
    is_exhaustive: bool
    confirmed: str = field(default="", compare=False)
    name: str = field(default="", compare=False)
    grouped_by: str = ""
    # Of a share or rate: how many of how many it was counted from.
    terms: Terms = (None, None)

    @property
    def key(self) -> tuple[str, str, str]:
        return self.part, self.unit.code, self.grouped_by

    def has_confirmed(self, code: str) -> bool:
        return is_confirmed(self, code)

    @property
    def is_whole(self) -> bool:
        return names_the_whole(self.part)

    @property
    def says(self) -> str:
        return f"{self.name} {with_unit(self.number, self.unit.code)}"


@dataclass(frozen=True)
class Doubt:
    """Something to ask of all these figures together. It is the `same` one while it is of no more parts than before:
    a sum is of any of them."""

    code: str
    counted: str
    text: str
    figures: tuple[Figure, ...]
    parts: frozenset[str] = frozenset()
    yes: str = ""

    @property
    def question(self) -> Question:
        first = ("value",) if self.parts else ("grouped_by",) if self.code == ASKED else ()
        return Question(limit(self.code), (*first, *FIELDS), self.text, self.yes)

    @property
    def stays_asked(self) -> bool:
        """Whether it is asked of figures that stay as they are too, until somebody answers."""
        return self.code == ASKED and not self._confirmed

    @cached_property
    def keys(self) -> frozenset[tuple[str, str, str]]:
        return frozenset(row.key for row in self.figures)

    @cached_property
    def _confirmed(self) -> frozenset[tuple[str, str, str]]:
        return frozenset(row.key for row in self.figures if row.has_confirmed(self.code))

    def is_confirmed_beside(self, one: Figure) -> bool:
        """Whether the record of another of its figures keeps why it is right."""
        return bool(self._confirmed - {one.key})

    def is_the_same(self, other: "Doubt") -> bool:
        return (self.code, self.counted) == (other.code, other.counted) and self.parts <= other.parts


def figure(
    series: Series,
    part: str,
    number: Decimal | None,
    is_exhaustive: bool,
    confirmed: str,
    grouped_by: str = "",
    terms: Terms = (None, None),
) -> Figure:
    unit = unit_named(series[-1])
    counted = PEOPLE if unit.is_count and is_about_people(series) else unit.code
    return Figure(fold(part), unit, counted, number, is_exhaustive, confirmed, part, fold_grouping(grouped_by), terms)


def doubts(figures: Iterable[Figure], *, is_in_order: bool) -> list[Doubt]:
    """All that is to be asked about the figures of one indicator or topic and one period, breakdown by breakdown;
    `is_in_order` where they come as they were recorded."""
    found, summaries, listed = defaultdict(list), defaultdict(list), [one for one in figures if one.number is not None]
    for one in listed:
        found[one.counted, one.grouped_by].append(one)
        if one.is_whole and not one.grouped_by:
            summaries[one.counted].append(one)
    asked = list(_several(listed, is_in_order))
    for (counted, name), rows in found.items():
        rows = [*rows, *summaries[counted]] if name else rows
        asked += [*(list(_shares(rows)) or _beside_terms(rows)), *_beside_the_total(rows)]
    return asked


def _several(rows: list[Figure], is_in_order: bool) -> Iterator[Doubt]:
    """Parts of a unit that may be several breakdowns of the same people, asked of those that have no name."""
    units = defaultdict(list)
    for row in rows:
        units[row.unit.code].append(row)
    for of_unit in units.values():
        parts = [row for row in of_unit if not row.is_whole]
        named = [Part(row.name, row.number, row.grouped_by) for row in parts]
        wholes = [row.number for row in of_unit if row.is_whole]
        if sets := sets_of(named, wholes, of_unit[0].unit, in_order=is_in_order):
            told = [[parts[place] for place in one] for one in sets]
            unnamed = tuple(row for row in parts if not row.grouped_by)
            yield Doubt(ASKED, _series(parts[0]), _asks(told), unnamed, yes=ARE_ONE)


def _asks(sets: list[list[Figure]]) -> str:
    """ "Girls and Boys add up to 20, and so do Under 10 and 10 and over." """
    each = with_unit(_added(sets[0]), sets[0][0].unit.code)
    first, *others = ([row.name for row in one] for one in sets)
    told = "".join(f", and so do {_named(names)}" for names in others)
    return f"{_named(first)} add up to {each}{told}. Fill in “Grouped by”, or tick that all of them are one breakdown"


def _named(names: list[str]) -> str:
    more = len(names) - NAMED_AT_MOST
    return listed([*names[:NAMED_AT_MOST], f"{more} more"] if more > 1 else names)


def _shares(rows: list[Figure]) -> Iterator[Doubt]:
    """Shares that are said to be all there are and do not make 100, but for their rounding."""
    parts = tuple(row for row in rows if row.unit.is_part_of_whole and row.is_exhaustive and not row.is_whole)
    terms = [row.terms for row in parts]
    if not parts or not (are_of_one_whole(terms) or make_nearly_one_whole(terms)):
        return
    total, above, below = _added(parts), limit("parts-above-the-whole"), limit("parts-below-the-whole")
    says = _told(parts)
    if above.is_too_large(total):
        yield _all_there_are(above.code, parts[0].counted, says, ALL_ONCE, parts)
    if below.is_too_small(total):
        yield _all_there_are(below.code, parts[0].counted, says, ALL, parts)


def _beside_terms(rows: list[Figure]) -> Iterator[Doubt]:
    """Shares or rates that are said to be all there are, and count fewer, or are of fewer, than that of all of them."""
    parts = tuple(row for row in rows if row.is_exhaustive and not row.is_whole)
    if rows[0].unit.per is None or not parts or any(None in row.terms for row in parts):
        return
    some, of = (sum(terms, Decimal(0)) for terms in zip(*(row.terms for row in parts), strict=True))
    for whole in rows:
        if whole.is_whole and None not in whole.terms and (some < whole.terms[0] or of < whole.terms[1]):
            added = _of(some, of) if of <= whole.terms[1] else number(some)
            told = listed([f"{row.name} {_of(*row.terms)}" for row in parts])
            told = f"{told} add up to {added}" if len(parts) > 1 else f"{told} stands alone"
            says = f"{told}, and the total is {_of(*whole.terms)}"
            yield _all_there_are("parts-below-the-total", _series(whole), says, ALL, parts, whole)


def _of(some: Decimal, whole: Decimal) -> str:
    return f"{number(some)} of {number(whole)}"


def _beside_the_total(rows: list[Figure]) -> Iterator[Doubt]:
    if rows[0].unit.adds_up and all(row.number >= 0 for row in rows):
        for parts, whole in _beside_totals(rows):
            yield from _unlike(parts, whole)


def _unlike(parts: list[Figure], whole: Figure) -> Iterator[Doubt]:
    total = f"the total of {with_unit(whole.number, whole.unit.code)}"
    larger = tuple(row for row in parts if row.number > whole.number)
    if larger:
        verb = "is" if len(larger) == 1 else "are each"
        text = f"{listed([row.says for row in larger])} {verb} more than {total}{IS_IT}"
        names = frozenset(row.part for row in larger)
        yield Doubt("part-above-its-total", _series(whole), text, (*larger, whole), names)
    complete = tuple(row for row in parts if row.is_exhaustive)
    if len(complete) > 1 and _added(complete) > whole.number:
        says = f"{_add_up(complete)}, more than {total}"
        yield _all_there_are("parts-above-the-total", _series(whole), says, ALL_ONCE, complete, whole)
    if len(complete) == len(parts) > 0 and _added(complete) < whole.number:
        says = f"{_told(complete)}, less than {total}"
        yield _all_there_are("parts-below-the-total", _series(whole), says, ALL, complete, whole)


def _all_there_are(code: str, counted: str, says: str, asks: str, parts: tuple[Figure, ...], *whole: Figure) -> Doubt:
    """Asks whether the parts are all there are; of one alone, whether it is the only one."""
    asks = asks if len(parts) > 1 else ALONE
    yes = YES[asks].format(names=listed([row.name for row in parts]))
    return Doubt(code, counted, f"{says}. {asks}", (*parts, *whole), yes=yes)


def _series(whole: Figure) -> str:
    return f"{whole.counted} {whole.unit.code}"


def _beside_totals(rows: list[Figure]) -> Iterator[tuple[list[Figure], Figure]]:
    """The parts of each unit that has a total, and the total; parts of units that have none are of the largest."""
    units, wholes, strays = defaultdict(list), {}, []
    for row in rows:
        if counts_something_else(row.part):
            continue
        if not row.is_whole:
            units[row.unit.code].append(row)
        elif row.unit.code not in wholes or row.number > wholes[row.unit.code].number:
            wholes[row.unit.code] = row
    for unit, parts in units.items():
        strays += parts if unit not in wholes else []
    largest = max(wholes.values(), key=lambda row: row.number, default=None)
    for unit, whole in wholes.items():
        own = units[unit]
        yield [*own, *(_others(own, strays) if whole is largest else ())], whole


def _others(own: list[Figure], strays: list[Figure]) -> list[Figure]:
    """Of each part that has no number in the total's unit the largest that it has in others."""
    found, there = {}, {row.part for row in own}
    for row in strays:
        if row.part not in there and (row.part not in found or row.number > found[row.part].number):
            found[row.part] = row
    return list(found.values())


def _added(rows: Iterable[Figure]) -> Decimal:
    return sum((row.number for row in rows), Decimal(0))


def _told(rows: tuple[Figure, ...]) -> str:
    return _add_up(rows) if len(rows) > 1 else f"{rows[0].says} stands alone"


def _add_up(rows: tuple[Figure, ...]) -> str:
    """ "Girls 45% and Boys 35% add up to 80%"."""
    units = {row.unit.code for row in rows}
    total = with_unit(_added(rows), units.pop() if len(units) == 1 else "")
    return f"{listed([row.says for row in rows])} add up to {total}"
