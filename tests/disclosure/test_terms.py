"""Shares and rates that say how many of how many: 12 of 40, 3 of 41, 17 of 39 and 8 of 40 of a year's 40 of 160.

A reader adds up those whom a share counts, those whom it is of and those whom it leaves, like any numbers of people.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.disclosure import rules
from core.formatting.numbers import parse
from core.formatting.units import unit_named
from indicators.suppression import show_families
from tests.disclosure.solving import solved
from tests.factories import IndicatorFactory, IndicatorValueFactory, MeasureFactory

CLA = rules()["dfe-cla"]
MANY = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
YEAR = "2019-20"
WITHIN = {"quarters": [f"{YEAR} Q{n}" for n in (1, 2, 3, 4)], "halves": [f"{YEAR} H1", f"{YEAR} H2"]}
SOME, WHOLE, OTHERS = "some", "whole", "others"
RECORDED = {"both": (), "of how many": ("numerator",), "how many": ("denominator",), "both, no share": ("value",)}
# By part, the terms of each period.
Terms = dict[str, list[tuple[int, int]]]


@pytest.fixture
def make(in_darlington):
    """`make(part, period, (some, whole), …)` is a value of one and the same indicator that nobody has saved."""
    indicator = IndicatorFactory()

    def made(part, period, terms, *, lacks=(), **fields):
        some, whole = map(Decimal, terms)
        fields = {"unit": "%", "numerator": some, "denominator": whole} | fields
        fields["value"] = round(some * unit_named(fields["unit"]).per / whole, 4)
        fields |= {"indicator": indicator, "partnership": in_darlington} | dict.fromkeys(lacks)
        return IndicatorValueFactory.build(breakdown=part, period=period, **fields)

    return made


@pytest.fixture(params=["topic", "indicator"])
def figure(request, in_darlington):
    """`figure(part, period, number, …)` is a figure of one and the same topic or indicator that nobody has saved."""
    of = {"partnership": in_darlington}
    if request.param == "topic":
        return lambda part, period, value, **fields: MeasureFactory.build(
            topic="T", category=part or "Total", period=period, value=Decimal(value), **of | fields
        )
    of["indicator"] = IndicatorFactory()
    return lambda part, period, value, **fields: IndicatorValueFactory.build(
        breakdown=part, period=period, value=Decimal(value), **of | fields
    )


def show(*rows):
    is_topic = hasattr(rows[0], "topic")
    return show_families(*([], rows) if is_topic else (rows, []), CLA)


def table(make, terms: Terms, periods: list[str], **fields) -> dict[tuple, object]:
    """The rows of each part and of all of them, of each period and of the year."""
    cells = {(part, period): of for part, listed in terms.items() for period, of in zip(periods, listed, strict=True)}
    if len(terms) > 1:
        cells |= {("", period): added(cells[part, period] for part in terms) for period in periods}
    parts = dict.fromkeys(part for part, _ in cells)
    cells |= {(part, YEAR): added(cells[part, period] for period in periods) for part in parts}
    return {cell: make(*cell, of, **fields) for cell, of in cells.items()}


def added(terms: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*terms, strict=True)))


def worked_out(rows: dict[tuple, object]) -> dict[tuple, Fraction]:
    """Every number of people that a reader comes to who is shown only some of them."""
    shown = show_families(rows.values(), [], CLA)
    is_share = all(row.in_unit.is_part_of_whole for row in rows.values())
    kinds = (SOME, WHOLE, OTHERS) if is_share else (SOME,)
    known = {(*cell, kind): number for cell, row in rows.items() for kind, number in seen(row, shown.of(row)).items()}
    sums = [[((*cell, WHOLE), -1), ((*cell, SOME), 1), ((*cell, OTHERS), 1)] for cell in rows if is_share]
    parts, periods = (list(dict.fromkeys(of)) for of in zip(*rows, strict=True))
    for kind in kinds:
        sums += [_sum([(part, YEAR, kind), *((part, one, kind) for one in periods if one != YEAR)]) for part in parts]
        if "" in parts and len(parts) > 1:
            sums += [_sum([("", one, kind), *((part, one, kind) for part in parts if part)]) for one in periods]
    return {cell: number for cell, number in solved(known, sums).items() if cell[2] in kinds}


def _sum(cells: list) -> list:
    whole, *parts = cells
    return [(whole, -1), *((part, 1) for part in parts)]


def seen(row, shown) -> dict[str, Decimal | None]:
    """What is shown of a row, and what one of its numbers says of the others."""
    value, some, whole = map(parse, (shown.value, shown.numerator, shown.denominator))
    if value is not None and some is None and whole is not None:
        some = round(value * whole / row.in_unit.per)
    if value and some is not None and whole is None:
        whole = Decimal(round(some * row.in_unit.per / value))
    return {SOME: some, WHOLE: whole}


def small(found: dict[tuple, Fraction]) -> dict:
    return {cell: number for cell, number in found.items() if CLA.is_small(number)}


TABLES = {
    "quarters": ("quarters", {"": [(12, 40), (3, 41), (17, 39), (8, 40)]}),
    "all but a few": ("quarters", {"": [(28, 40), (38, 41), (22, 39), (32, 40)]}),
    "of a few": ("quarters", {"": [(12, 40), (2, 4), (17, 39), (8, 40)]}),
    "halves": ("halves", {"": [(37, 80), (3, 80)]}),
    "by part": ("quarters", {"Girls": [(12, 40), (3, 41), (17, 39), (8, 40)], "Boys": [(9, 30)] * 4}),
    "parts that leave a few": ("halves", {"Girls": [(12, 40), (30, 41)], "Boys": [(3, 30), (9, 30)]}),
    # Each sum lacks two numbers, and all of them together let only one be meant.
    "many sums at once": (
        "quarters",
        {
            "Girls": [(3, 59), (0, 19), (7, 8), (0, 8)],
            "Boys": [(20, 59), (0, 19), (2, 8), (0, 8)],
            "Others": [(2, 59), (5, 19), (0, 8), (6, 8)],
        },
    ),
    # 75% of 212 beside 99.0566% of 106: as exact as that.
    "round beside exact": (
        "quarters",
        {
            "Girls": [(0, 35), (5, 21), (33, 33), (16, 17)],
            "Boys": [(35, 35), (21, 21), (32, 33), (17, 17)],
        },
    ),
}


@pytest.mark.parametrize("lacks", RECORDED.values(), ids=RECORDED)
@pytest.mark.parametrize("fields", [{}, {"is_exhaustive": True}, {"unit": "r10k"}], ids=["", "all", "rates"])
@pytest.mark.parametrize(("within", "terms"), TABLES.values(), ids=TABLES)
def test_what_is_hidden_in_one_period_is_not_told_by_the_others(make, within, terms, fields, lacks):
    rows = table(make, terms, WITHIN[within], lacks=lacks, **fields)

    assert small(worked_out(rows)) == {}


def test_no_more_than_a_second_quarter_is_hidden(make):
    within, terms = TABLES["quarters"]

    found = worked_out(table(make, terms, WITHIN[within]))

    assert len([cell for cell in found if cell[2] == SOME]) == 3


@st.composite
def tables(draw):
    periods = WITHIN[draw(st.sampled_from(sorted(WITHIN)))]
    counts = draw(st.lists(st.integers(1, 60), min_size=len(periods), max_size=len(periods)))
    parts = [f"p{n}" for n in range(draw(st.integers(2, 3)))] if draw(st.booleans()) else [""]
    terms = {part: [(draw(st.integers(0, whole)), whole) for whole in counts] for part in parts}
    return terms, periods


@MANY
@given(tables(), st.sampled_from(sorted(RECORDED)), st.sampled_from(["%", "r10k"]))
def test_no_small_number_follows_from_any_terms(make, drawn, recorded, unit):
    terms, periods = drawn

    assert small(worked_out(table(make, terms, periods, lacks=RECORDED[recorded], unit=unit))) == {}


# Shares without terms, of wholes that are counted beside them

COUNTED = [20, 23, 29, 17, 89]


@pytest.mark.parametrize("total", ["", "Total"])
@pytest.mark.parametrize("shares", [(40, 13, 41, 47, 35), (60, 87, 59, 53, 65)], ids=["few", "all but a few"])
@pytest.mark.parametrize("fields", [{}, {"is_exhaustive": True}], ids=["", "all"])
def test_a_share_of_a_quarter_is_not_told_by_those_of_the_others(figure, total, shares, fields):
    """8 of 20, 12 of 29, 8 of 17 and 31 of 89 leave three of 23."""
    periods = [*WITHIN["quarters"], YEAR]
    wholes = [figure(total, period, number) for period, number in zip(periods, COUNTED, strict=True)]
    rows = [figure("Boys", period, share, unit="%", **fields) for period, share in zip(periods, shares, strict=True)]

    shown = show(*wholes, *rows)
    known = {("Total", row.period): parse(shown.of(row).value) for row in wholes}
    for row, whole in zip(rows, COUNTED, strict=True):
        share = parse(shown.of(row).value)
        known["Boys", row.period] = None if share is None else round(share * whole / 100)
    sums = [_sum([("Total", period), ("Boys", period), ("Others", period)]) for period in periods]
    sums += [_sum([(part, YEAR), *((part, one) for one in periods[:-1])]) for part in ("Total", "Boys", "Others")]

    assert small(solved(known, sums)) == {}
    assert any(number is not None for (part, _), number in known.items() if part == "Boys")


@pytest.mark.parametrize("unit", ["%", "r10k"])
def test_a_quarter_is_not_told_by_the_count_of_a_year(make, unit):
    """12, 17 and 8 of 40 leave three."""
    terms = zip(WITHIN["quarters"], TABLES["quarters"][1][""], strict=True)
    rows = [make("", period, of, unit=unit) for period, of in terms]
    (year,) = [IndicatorValueFactory.build(indicator=rows[0].indicator, partnership=rows[0].partnership, value=40)]
    shown = show_families([*rows, year], [], CLA)

    assert [shown.of(row).value for row in (*rows, year)].count("c") > 1


@pytest.mark.parametrize("exact", ["7", "7.0", "7.00"])
def test_a_whole_rate_is_as_exact_as_those_of_other_periods(in_darlington, exact):
    """21, 19, 14 and 3 of 20,000: the third is 7 per 10,000, which is 7.0 beside 9.5."""
    fields = {"indicator": IndicatorFactory(), "partnership": in_darlington, "unit": "r10k"}
    rates = zip([YEAR, *WITHIN["quarters"]], ["28.5", "10.5", "9.5", exact, "1.5"], strict=True)
    rows = [IndicatorValueFactory.build(period=period, value=Decimal(rate), **fields) for period, rate in rates]
    rows[0].denominator = Decimal(20_000)

    values = [show_families(rows, [], CLA).of(row).value for row in rows]

    assert values[-1] == "c"
    assert values.count("c") > 1
