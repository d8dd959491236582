"""Periods that make up another one: the quarters and halves of a year, of one part, in whatever units of people."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from indicators.periods import parts_of
from indicators.suppression.families import Family, Sum, part_named
from indicators.suppression.numbers import number_of
from indicators.suppression.showing import sum_key

# So many of four quarters are enough to be taken from a year; with fewer, a figure of the year may be one that stands.
ENOUGH = 3
# Where one part has its numbers in more units than so many, nobody can tell which of them belong together.
UNITS_AT_MOST = 8

Periods = dict[str, dict[tuple, object]]


@dataclass(frozen=True)
class Span:
    """The row of a period and those of periods within it; `has_all` where there are no others within it."""

    rows: tuple
    has_all: bool

    @property
    def is_all(self) -> bool:
        """Whether they make it up."""
        return self.has_all and self.rest == 0

    @property
    def rest(self) -> Decimal:
        whole, *parts = map(number_of, self.rows)
        return whole - sum(parts)

    @property
    def is_of_one_unit(self) -> bool:
        return len({row.unit for row in self.rows}) == 1


class Added:
    """What pages or readers add up of all parts of a breakdown, as if it were a row of the whole."""

    is_whole, numerator = True, None

    def __init__(self, key: tuple, sum_of: Sum):
        self.pk, self.value = key, sum_of.total
        self.row, self.is_published = sum_of.parts[0], all(row.is_published for row in sum_of.parts)
        self.is_as_one = sum_of.is_as_one

    def __getattr__(self, name: str):
        return getattr(self.row, name)


def added_up(family: Family) -> list[Added]:
    """The sums of people where no row says the same: those that pages show, and those of parts that are all there are,
    as sets show that add up to the same."""
    people = set(family.people)
    sums = (one for one in family.sums if (one.printed or one.is_all) and one.whole is None and one.total is not None)
    return [Added(sum_key(family, one), one) for one in sums if one.parts[0] in people]


def spans_of(people: Iterable) -> list[Span]:
    """Every period with those within it, as far as they add up to it; those of fewest first, whose numbers then serve
    the others as well."""
    series: dict[tuple, Periods] = defaultdict(lambda: defaultdict(dict))
    for row in people:
        if number_of(row) is not None:
            series[row.series[:2], part_named(row), row.period[: len("2019-20")]][row.period][_column(row)] = row
    found = [span for by_period in series.values() for span in _of_year(by_period)]
    return sorted(found, key=lambda span: len(span.rows))


def _column(row) -> tuple:
    """Where pages set it beside others of its part and period: each sum of a breakdown in one of its own."""
    return (row.unit, row.grouped_by, row.is_as_one) if isinstance(row, Added) else (row.unit,)


def _of_year(by_period: Periods) -> list[Span]:
    """Those of one part and year. Figures that stand still rather than add up show it: their parts exceed the whole."""
    found = list(_possible(by_period))
    stands = any(span.is_of_one_unit and span.rest < 0 for span in found)
    return [span for span in found if _adds_up(span, stands)]


def _adds_up(span: Span, stands: bool) -> bool:
    return span.is_all or (span.rest >= 0 and (len(span.rows) > ENOUGH or not stands))


def _possible(by_period: Periods) -> Iterator[Span]:
    for period, wholes in by_period.items():
        for names in parts_of(period):
            there = [by_period[name] for name in names if name in by_period]
            for parts in _in_units(there):
                for whole in islice(wholes.values(), UNITS_AT_MOST):
                    yield Span((whole, *parts), len(parts) == len(names))


def _in_units(there: list[dict]) -> Iterator[tuple]:
    """The rows of one unit after the other, each with those of another unit for a period that lacks it."""
    units = dict.fromkeys(unit for rows in there for unit in islice(rows, UNITS_AT_MOST))
    listed = (
        tuple(rows.get(unit) or next(iter(rows.values())) for rows in there) for unit in islice(units, UNITS_AT_MOST)
    )
    yield from {tuple(row.pk for row in rows): rows for rows in listed}.values()
