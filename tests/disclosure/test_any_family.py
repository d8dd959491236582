"""Any figures of one topic, in any units of people, with any of their shares: a reader takes one from the other."""

import sys
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.disclosure import rules
from core.formatting.numbers import parse
from indicators.models import Measure
from indicators.suppression import show_families
from tests.factories import MeasureFactory

CLA = rules()["dfe-cla"]
UNITS = ["n", "children", "hops"]
MANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def families(draw):
    """Numbers of the parts of each breakdown, with what is in none of them, and which rows stand where: a part may have
    several, and parts of two breakdowns one name."""
    numbers = draw(st.lists(st.integers(0, 60), min_size=1, max_size=4))
    whole = sum(numbers) + (0 if draw(st.booleans()) else draw(st.integers(0, 8)))
    listed = {name: numbers for name in draw(st.sampled_from([("",), ("sex",), ("sex", "age"), ("", "age")]))}
    if "age" in listed:
        listed["age"] = draw(_adding_up_to(whole))
    rows = [row for name, parts in listed.items() for row in draw(_rows(name, parts, whole))]
    for unit in draw(st.sets(st.sampled_from(UNITS), max_size=2)):
        rows.append({"category": "Total", "unit": unit, "value": whole})
    return {name: [*parts, whole - sum(parts)] for name, parts in listed.items()}, rows


@st.composite
def _adding_up_to(draw, whole):
    """Parts of another breakdown of as many, or of some of them."""
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        parts.append(draw(st.integers(0, min(60, whole - sum(parts)))))
    return [*parts, whole - sum(parts)] if draw(st.booleans()) else parts


@st.composite
def _rows(draw, name, numbers, whole):
    exhaustive, rows = sum(numbers) == whole and draw(st.booleans()), []
    for place, number in enumerate(numbers):
        part = {"category": f"p{place}", "grouped_by": name}
        for unit in draw(st.sets(st.sampled_from(UNITS), min_size=1, max_size=2)):
            rows.append(part | {"unit": unit, "value": number, "is_exhaustive": exhaustive})
        if whole and draw(st.booleans()):
            rows.append(part | {"unit": "%", "value": round(Decimal(number * 100) / whole, 4)})
    return rows


class Reader:
    """What somebody sees of each part, in whatever unit, and every total that is shown, that a share gives away, or
    that a breakdown makes which is said to be all there is."""

    def __init__(self, rows: list[Measure]):
        shown = show_families([], rows, CLA)
        seen = {row: number for row in rows if (number := parse(shown.of(row).value)) is not None}
        self.parts = {part_of(row): number for row, number in seen.items() if row.is_part and row.unit != "%"}
        self.totals = {number for row, number in seen.items() if not row.is_part}
        whole_units = _whole_units(rows)
        self.totals |= {parse(shown.total(row)) for row in rows if (row.grouped_by, row.unit) in whole_units} - {None}
        shares = {part_of(row): number for row, number in seen.items() if row.unit == "%" and number}
        self.totals |= {round(self.parts[name] * 100 / share) for name, share in shares.items() if self.parts.get(name)}
        self.shares = shares
        for name in {row.grouped_by for row in rows if row.is_exhaustive and row.is_part}:
            parts = {part_of(row) for row in rows if row.is_part and row.grouped_by == name}
            if parts <= self.parts.keys():
                self.totals.add(sum(self.parts[part] for part in parts))

    def left(self, names: list[tuple]) -> set[Decimal]:
        """What each total leaves for the only part that is not seen, or for what no part is."""
        seen = [self.parts[name] for name in names if name in self.parts]
        return {total - sum(seen) for total in self.totals} if len(seen) >= len(names) - 1 else set()

    def of_shares(self) -> set[Decimal]:
        """How many each share is of a total."""
        return {round(total * share / 100) for total in self.totals for share in self.shares.values()}


def part_of(row: Measure) -> tuple[str, str]:
    return row.grouped_by, row.category


def _whole_units(rows: list[Measure]) -> set[tuple[str, str]]:
    """Breakdowns and units of people in which every part stands, so that their sum is that of all."""
    parts = [row for row in rows if row.is_part and row.unit != "%"]
    names = {
        name: {row.category for row in parts if row.grouped_by == name} for name in {row.grouped_by for row in parts}
    }
    return {
        (name, unit)
        for name, there in names.items()
        for unit in UNITS
        if {row.category for row in parts if (row.grouped_by, row.unit) == (name, unit)} == there
    }


@pytest.fixture
def topic(in_darlington):
    """`topic(rows)` are measures of one topic that nobody has saved."""

    def made(rows):
        made = [MeasureFactory.build(partnership=in_darlington, topic="T", **row) for row in rows]
        for row in made:
            row.is_part = row.category != "Total"
        return made

    return made


@MANY
@given(families())
def test_no_small_number_is_left_over(topic, family):
    listed, rows = family
    reader = Reader(topic(rows))

    for name, (*numbers, rest) in listed.items():
        small = {number for number in [*numbers, rest] if CLA.is_small(number)}
        assert not reader.left([(name, f"p{place}") for place in range(len(numbers))]) & small


@MANY
@given(families())
def test_no_share_is_of_a_small_number(topic, family):
    _, rows = family
    reader = Reader(topic(rows))

    assert not {number for number in reader.of_shares() if CLA.is_small(number)}


SHAPES = {
    "parts": lambda n: {"category": f"p{n}"},
    "parts and shares": lambda n: {"category": f"p{n // 2}", "unit": ("n", "%")[n % 2]},
    "units of one part": lambda n: {"category": "p", "unit": f"u{n}"},
    "rates of one part": lambda n: {"category": "p", "unit": f"per 10k u{n}"},
    "each in a unit": lambda n: {"category": f"p{n}", "unit": f"u{n}"},
    "a total in each unit": lambda n: {"category": f"p{n}" if n % 2 else "Total", "unit": f"u{n // 2}"},
    "more than the total": lambda n: {"category": f"p{n}"} if n else {"category": "Total", "value": Decimal(5000)},
    "breakdowns": lambda n: {"category": f"p{n % 5}", "grouped_by": f"by {n // 5}"},
    "one beside breakdowns": lambda n: {"category": f"p{n}", "grouped_by": f"by {n // 5}" if n else ""},
    "runs": lambda n: {"category": f"p{n}", "value": Decimal(n % 2 or 100), "position": n},
    "shares by quarter": lambda n: {
        "category": f"p{n // 5}" if n > 4 else "Total",
        "unit": "%" if n > 4 else "n",
        "period": "2019-20" + ("", " Q1", " Q2", " Q3", " Q4")[n % 5],
    },
    "quarters": lambda n: {"category": f"p{n // 5}", "period": "2019-20" + ("", " Q1", " Q2", " Q3", " Q4")[n % 5]},
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("exhaustive", [True, False])
def test_it_costs_in_proportion_to_the_rows(topic, shape, exhaustive):
    """Four times as many rows take about four times as many calls, however they are spread; not sixteen times."""
    cost = []
    for many in (200, 800):
        values = ({"value": Decimal(n * 7 % 97), "is_exhaustive": exhaustive, **SHAPES[shape](n)} for n in range(many))
        rows = topic(values)
        show_families([], rows, CLA)
        cost.append(calls_of(lambda rows=rows: show_families([], rows, CLA)))

    assert cost[1] < 7 * cost[0]


def calls_of(work) -> int:
    """How many functions the work calls, of Python and of C."""
    count = 0

    def add(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(add)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
