"""Any figures of one topic, in any units of people, with any of their shares: a reader takes one from the other."""

import sys
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assurance.models import Measure
from assurance.suppression import show_families
from core.figures import parse
from core.suppression import rules
from tests.factories import MeasureFactory

CLA = rules()["dfe-cla"]
UNITS = ["n", "children", "hops"]
MANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def families(draw):
    """Numbers of the parts, what is in none of them, and which rows stand where: a part may have several."""
    numbers = draw(st.lists(st.integers(0, 60), min_size=1, max_size=4))
    exhaustive = draw(st.booleans())
    rest = 0 if exhaustive else draw(st.integers(0, 8))
    rows = []
    for place, number in enumerate(numbers):
        for unit in draw(st.sets(st.sampled_from(UNITS), min_size=1, max_size=2)):
            rows.append({"category": f"p{place}", "unit": unit, "value": number, "is_exhaustive": exhaustive})
        if sum(numbers) + rest and draw(st.booleans()):
            share = round(Decimal(number * 100) / (sum(numbers) + rest), 4)
            rows.append({"category": f"p{place}", "unit": "%", "value": share})
    for unit in draw(st.sets(st.sampled_from(UNITS), max_size=2)):
        rows.append({"category": "Total", "unit": unit, "value": sum(numbers) + rest})
    return numbers, rest, rows


class Reader:
    """What somebody sees of each part, in whatever unit, and every total that is shown or that a share gives away."""

    def __init__(self, rows: list[Measure]):
        shown = show_families([], rows, CLA)
        seen = {row: number for row in rows if (number := parse(shown.of(row).value)) is not None}
        self.parts = {row.category: number for row, number in seen.items() if row.is_part and row.unit != "%"}
        self.totals = {number for row, number in seen.items() if not row.is_part}
        printed = {parse(shown.total(row)) for row in rows if row.unit in _whole_units(rows)}
        self.totals |= printed - {None}
        shares = {row.category: number for row, number in seen.items() if row.unit == "%" and number}
        self.totals |= {round(self.parts[name] * 100 / share) for name, share in shares.items() if self.parts.get(name)}
        self.shares = shares

    def left(self, names: list[str]) -> set[Decimal]:
        """What each total leaves for the only part that is not seen, or for what no part is."""
        seen = [self.parts[name] for name in names if name in self.parts]
        return {total - sum(seen) for total in self.totals} if len(seen) >= len(names) - 1 else set()

    def of_shares(self) -> set[Decimal]:
        """How many each share is of a total."""
        return {round(total * share / 100) for total in self.totals for share in self.shares.values()}


def _whole_units(rows: list[Measure]) -> set[str]:
    """Units of people in which every part stands, so that their sum is that of all."""
    parts = [row for row in rows if row.is_part and row.unit != "%"]
    names = {row.category for row in parts}
    return {unit for unit in UNITS if {row.category for row in parts if row.unit == unit} == names}


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
    numbers, rest, rows = family
    reader = Reader(topic(rows))

    small = {number for number in [*numbers, rest] if CLA.is_small(number)}
    assert not {left for left in reader.left([f"p{place}" for place in range(len(numbers))]) if left in small}


@MANY
@given(families())
def test_no_share_is_of_a_small_number(topic, family):
    numbers, rest, rows = family
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
