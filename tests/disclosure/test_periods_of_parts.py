"""Parts within periods within a year: a reader takes quarters from years and parts from totals, one after the other.

The reader here solves all of these sums at once, so that no order of taking one from the other is left out.
"""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.disclosure import rules
from core.formatting.numbers import parse
from indicators.suppression import show_families
from tests.disclosure.solving import solved
from tests.factories import IndicatorFactory, IndicatorValueFactory, MeasureFactory

CLA = rules()["dfe-cla"]
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
YEAR = "2019-20"
WITHIN = {"quarters": [f"{YEAR} Q{n}" for n in (1, 2, 3, 4)], "halves": [f"{YEAR} H1", f"{YEAR} H2"]}


@pytest.fixture(params=["topic", "indicator"])
def make(request, in_darlington):
    """`make(part, period, value, …)` is a figure that nobody has saved; without a part it is the whole."""
    indicator = IndicatorFactory()

    def made(part, period, value, **fields):
        fields = (
            {"is_exhaustive": bool(part)} | fields | {"partnership": in_darlington, "period": period, "value": value}
        )
        if request.param == "topic":
            return MeasureFactory.build(topic="T", category=part or "Total", **fields)
        return IndicatorValueFactory.build(indicator=indicator, breakdown=part, **fields)

    return made


def table(make, numbers: dict[str, list[int]], periods: list[str], *, totals=(), **fields) -> dict[tuple, object]:
    """The rows of each part for each period and the year, and wholes for the periods of `totals`."""
    cells = {
        (part, period): number
        for part, of in numbers.items()
        for period, number in zip([*periods, YEAR], [*of, sum(of)], strict=True)
    }
    for period in totals:
        cells["", period] = sum(number for (_, when), number in cells.items() if when == period)
    return {cell: make(*cell, number, **fields) for cell, number in cells.items()}


def worked_out(rows: dict[tuple, object], periods: list[str]) -> dict[tuple, Fraction]:
    """Every number that a reader comes to who is shown only some of them."""
    parts = list(dict.fromkeys(part for part, _ in rows if part))
    known, added = seen(rows)
    for period in [*periods, YEAR]:
        known.setdefault(("", period), added.get(period))
    sums = [[(("", period), -1), *(((part, period), 1) for part in parts)] for period in [*periods, YEAR]]
    sums += [[((part, YEAR), -1), *(((part, period), 1) for period in periods)] for part in [*parts, ""]]
    return solved(known, sums)


def seen(rows: dict[tuple, object]) -> tuple[dict, dict]:
    """What is shown of each row, and what pages add up of each period."""
    values = [row for row in rows.values() if hasattr(row, "indicator_id")]
    measures = [row for row in rows.values() if not hasattr(row, "indicator_id")]
    shown = show_families(values, measures, CLA)
    known = {cell: parse(shown.of(row).value) for cell, row in rows.items()}
    return known, {period: parse(shown.total(row)) for (part, period), row in rows.items() if part}


def small(found: dict[tuple, Fraction]) -> dict:
    return {cell: number for cell, number in found.items() if CLA.is_small(number)}


@pytest.mark.parametrize("totals", [(), ("all",)], ids=["", "with totals"])
@pytest.mark.parametrize("fields", [{}, {"grouped_by": "sex"}], ids=["", "grouped"])
@pytest.mark.parametrize(
    ("within", "numbers"),
    [
        ("quarters", {"Girls": [12, 20, 17, 9], "Boys": [8, 3, 12, 8]}),
        ("halves", {"Girls": [20, 3], "Boys": [10, 30]}),
    ],
)
def test_what_is_hidden_in_one_quarter_is_not_told_by_the_others(make, within, numbers, fields, totals):
    periods = WITHIN[within]
    rows = table(make, numbers, periods, totals=[*periods, YEAR] if totals else (), **fields)

    found = worked_out(rows, periods)

    assert small(found) == {}
    assert found, "something is still shown"


@pytest.mark.parametrize("years", [1, 2])
def test_one_quarter_hides_one_other_of_its_half(make, years):
    """12 and 3 of a half's 15: nothing of the year's other half."""
    quarters = dict(zip(WITHIN["quarters"], (12, 3, 17, 9), strict=True))
    rows = quarters | {f"{YEAR} H1": 15, f"{YEAR} H2": 26, YEAR: 41}
    if years == 2:
        rows |= {period.replace(YEAR, "2020-21"): number + 20 for period, number in quarters.items()}
    known, _ = seen({("", period): make("", period, number) for period, number in rows.items()})

    assert [period for (_, period), number in known.items() if number is None] == WITHIN["quarters"][:2]


@st.composite
def tables(draw):
    periods = WITHIN[draw(st.sampled_from(sorted(WITHIN)))]
    count = draw(st.integers(2, 3))
    numbers = {
        f"p{n}": draw(st.lists(st.integers(0, 30), min_size=len(periods), max_size=len(periods))) for n in range(count)
    }
    return numbers, periods, draw(st.sets(st.sampled_from([*periods, YEAR])))


@MANY
@given(tables())
def test_no_small_number_follows_from_any_of_the_sums(make, drawn):
    numbers, periods, totals = drawn

    assert small(worked_out(table(make, numbers, periods, totals=sorted(totals)), periods)) == {}


@MANY
@given(tables())
def test_nor_where_nobody_has_said_that_the_parts_are_all(make, drawn):
    numbers, periods, _ = drawn
    rows = table(make, numbers, periods, totals=[*periods, YEAR], is_exhaustive=False)

    assert small(worked_out(rows, periods)) == {}


@pytest.mark.parametrize("fields", [{}, {"grouped_by": "sex"}], ids=["", "grouped"])
@pytest.mark.parametrize("parts_of_year", [{}, {"Girls": 50, "Boys": 48}], ids=["", "parts"])
@pytest.mark.parametrize("total", [100, 103, 98])
def test_the_sums_of_halves_leave_no_few_of_a_total_that_is_more(make, fields, parts_of_year, total):
    """58 and 40 that pages add up, of 100 in the year, leave two."""
    rows = {("Girls", "H1"): 30, ("Girls", "H2"): 20, ("Boys", "H1"): 28, ("Boys", "H2"): 20}
    rows = {(part, f"{YEAR} {half}"): number for (part, half), number in rows.items()}
    rows |= {(part, YEAR): number for part, number in parts_of_year.items()}
    rows = {cell: make(*cell, number, **fields) for cell, number in rows.items()} | {("", YEAR): make("", YEAR, total)}

    known, added = seen(rows)
    known |= {("added", period): number for period, number in added.items()}
    halves, parts = WITHIN["halves"], ("Girls", "Boys")
    sums = [[(("added", period), -1), *(((part, period), 1) for part in parts)] for period in [*halves, YEAR]]
    sums += [[((part, YEAR), -1), *(((part, period), 1) for period in halves)] for part in [*parts, "added"]]
    sums.append([(("", YEAR), -1), (("added", YEAR), 1), (("left", YEAR), 1)])

    assert small(solved(known, sums)) == {}
    assert any(number is not None for number in known.values())


def lacking_noughts(rows: dict[tuple, object]) -> tuple[dict, dict]:
    """The rows but for parts of nobody within the year, and what a reader then knows of those."""
    left = {(part, period) for (part, period), row in rows.items() if part and period != YEAR and row.value == 0}
    return {cell: row for cell, row in rows.items() if cell not in left}, dict.fromkeys(left, Decimal(0))


def worked_out_with(rows: dict, known_too: dict, periods: list[str]) -> dict[tuple, Fraction]:
    parts = list(dict.fromkeys(part for part, _ in [*rows, *known_too] if part))
    known, added = seen(rows)
    known |= known_too
    for period in [*periods, YEAR]:
        known.setdefault(("", period), added.get(period))
    sums = [[(("", period), -1), *(((part, period), 1) for part in parts)] for period in [*periods, YEAR]]
    sums += [[((part, YEAR), -1), *(((part, period), 1) for period in periods)] for part in [*parts, ""]]
    return solved(known, sums)


@MANY
@given(tables())
def test_nor_where_a_category_of_nobody_is_left_out(make, drawn):
    """What is said to be all there is in one half says of a category that it lacks that nobody is in it."""
    numbers, periods, totals = drawn
    rows, nobody = lacking_noughts(table(make, numbers, periods, totals=sorted(totals)))

    assert small(worked_out_with(rows, nobody, periods)) == {}


def test_a_category_that_one_half_lacks_is_of_nobody_there(make):
    """Girls 30 of H1 are those of the year less 20 of H2, so that the two others are no secret."""
    numbers = {"Girls": [12, 40], "Boys": [60, 8], "Unknown": [3, 0]}
    rows, nobody = lacking_noughts(table(make, numbers, WITHIN["halves"]))

    assert nobody
    assert small(worked_out_with(rows, nobody, WITHIN["halves"])) == {}


@MANY
@given(tables(), st.booleans())
def test_nor_by_a_category_that_the_year_or_a_period_within_it_lacks(make, drawn, in_year):
    """58 and 42 of two halves, and 98 of the year, lack the two whom nobody counted in the year, or in a half."""
    numbers, periods, _ = drawn
    lacks = ("p0", YEAR if in_year else periods[0])
    rows = {cell: row for cell, row in table(make, numbers, periods).items() if cell != lacks}
    known, added = seen(rows)
    known |= {("added", period): number for period, number in added.items()}

    sums = [[(("added", lacks[1]), -1), *(((part, lacks[1]), 1) for part in numbers if part != lacks[0])]]
    for period in [*periods, YEAR]:
        sums.append([(("", period), -1), *(((part, period), 1) for part in numbers)])
        if period != lacks[1]:
            sums.append([(("", period), -1), (("added", period), 1)])
    sums += [[((part, YEAR), -1), *(((part, period), 1) for period in periods)] for part in [*numbers, ""]]
    assert small(solved(known, sums)) == {}
