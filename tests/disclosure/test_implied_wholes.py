"""Shares of a whole that stands nowhere, which the other periods of its year make: 7.5% of quarters of 10."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.disclosure import rules
from core.formatting.numbers import parse
from indicators.suppression import show_families, show_measures
from tests.disclosure.solving import solved
from tests.factories import IndicatorFactory, IndicatorValueFactory, MeasureFactory

CLA = rules()["dfe-cla"]
MANY = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
YEAR = "2019-20"
QUARTERS = [f"{YEAR} Q{n}" for n in (1, 2, 3, 4)]
WITHIN = {YEAR: QUARTERS, f"{YEAR} H1": QUARTERS[:2], f"{YEAR} H2": QUARTERS[2:]}


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


def show(*rows) -> list[str]:
    is_topic = hasattr(rows[0], "topic")
    shown = show_families(*([], rows) if is_topic else (rows, []), CLA)
    return [shown.of(row).value for row in rows]


def numbers(figure, of: dict[str, int], part: str = "", **fields) -> list:
    """Rows of the year, its halves and quarters, by the end of what these are called."""
    return [figure(part, f"{YEAR} {name}".strip(), number, **fields) for name, number in of.items()]


FOUR = {"Q1": 10, "Q2": 10, "Q3": 10, "Q4": 10}
TOLD = {
    "quarters of a year": (FOUR, "", "7.5"),
    "all but a few of them": (FOUR, "", "92.5"),
    "halves of a year": ({"H1": 15, "H2": 25}, "", "7.5"),
    "half and quarters": ({"H1": 15, "Q3": 12, "Q4": 13}, "", "7.5"),
    "the last quarter": ({"Q1": 20, "Q2": 23, "Q3": 29, "": 89}, "Q4", "17.6"),
    "the last half": ({"H1": 72, "": 89}, "H2", "17.6"),
    "a quarter of a half": ({"H2": 46, "Q3": 29}, "Q4", "17.6"),
    "quarters of a half": ({"Q1": 20, "Q2": 20}, "H1", "7.5"),
}


@pytest.mark.parametrize("fields", [{}, {"is_exhaustive": True}, {"grouped_by": "sex"}], ids=["", "all", "grouped"])
@pytest.mark.parametrize(("wholes", "period", "share"), TOLD.values(), ids=TOLD)
def test_a_share_is_of_what_other_periods_make(figure, wholes, period, share, fields):
    *totals, boys = show(
        *numbers(figure, wholes), figure("Boys", f"{YEAR} {period}".strip(), share, unit="%", **fields)
    )

    assert boys == "c"
    assert "c" not in totals, "nothing else is hidden"


@pytest.mark.parametrize("wholes", [FOUR, {"Q1": 10, "Q2": 10, "Q3": 10}], ids=["many", "not all quarters"])
def test_a_share_of_many_is_shown(figure, wholes):
    share = "30" if len(wholes) == 4 else "7.5"

    assert show(*numbers(figure, wholes), figure("Boys", YEAR, share, unit="%"))[-1] == share


def test_parts_of_all_quarters_leave_no_few_of_the_total_of_a_year(figure):
    """Quarters of 10 girls, of 42 in the year, leave two."""
    shown = show(*numbers(figure, FOUR, "Girls"), figure("", YEAR, 42), figure("Boys", YEAR, 0))

    assert "c" in shown


def test_what_pages_add_up_of_quarters_is_the_whole_of_a_year(figure):
    parts = [
        figure(part, period, number, is_exhaustive=True) for period in QUARTERS for part, number in (("A", 6), ("B", 7))
    ]

    assert show(*parts, figure("Boys", YEAR, "5.8", unit="%"))[-1] == "c"


def test_a_share_of_what_a_hidden_quarter_is_part_of_hides_no_other(figure):
    """Nobody knows the year, of which one quarter is hidden anyway."""
    *totals, boys = show(*numbers(figure, FOUR | {"Q2": 3}), figure("Boys", YEAR, "50", unit="%"))

    assert totals == ["10", "c", "10", "10"]
    assert boys == "50"


@pytest.mark.parametrize("year", ["25", "75"])
def test_the_share_of_a_year_is_of_those_of_whom_its_quarters_are(in_darlington, year):
    """25% of 160 are 40: less 12, 17 and 8 they are three."""
    counted = {"25": (12, 3, 17, 8), "75": (28, 38, 22, 32)}[year]
    terms = zip(QUARTERS, counted, (40, 41, 39, 40), strict=True)
    fields = {"indicator": IndicatorFactory(), "partnership": in_darlington, "unit": "%"}
    rows = [
        IndicatorValueFactory.build(
            period=period, numerator=some, denominator=whole, value=round(Decimal(some * 100) / whole, 4), **fields
        )
        for period, some, whole in terms
    ]
    rows.append(IndicatorValueFactory.build(period=YEAR, value=Decimal(year), **fields))

    assert show(*rows).count("c") > 1


def test_it_says_nothing_of_other_topics(in_darlington):
    rows = [MeasureFactory(topic="T", category="Total", period=period, value=10) for period in QUARTERS]
    share = MeasureFactory(topic="Other", category="Boys", period=YEAR, value=Decimal("7.5"), unit="%")

    assert show_measures([*rows, share], CLA).of(share).value == "7.5"


@st.composite
def years(draw):
    """Boys and girls of each quarter, which totals are on record, and of which periods there is a share of boys."""
    boys, girls = (draw(st.lists(st.integers(0, 30), min_size=4, max_size=4)) for _ in range(2))
    periods = [*QUARTERS, *WITHIN]
    return boys, girls, draw(st.sets(st.sampled_from(periods))), draw(st.sets(st.sampled_from(periods), min_size=1))


@MANY
@given(years())
def test_no_share_tells_a_small_number_of_any_total(figure, year):
    """A reader solves all totals at once, takes the shares of those that he knows, and solves again."""
    boys, girls, with_total, with_share = year
    number = dict(zip(QUARTERS, boys, strict=True))
    whole = {period: some + others for period, some, others in zip(QUARTERS, boys, girls, strict=True)}
    for period, quarters in WITHIN.items():
        number[period], whole[period] = (sum(of[one] for one in quarters) for of in (number, whole))
    totals = {period: figure("", period, whole[period]) for period in sorted(with_total)}
    shares = {
        period: figure("Boys", period, round(Decimal(number[period] * 100) / whole[period], 4), unit="%")
        for period in sorted(with_share)
        if whole[period]
    }
    rows = [*totals.values(), *shares.values()]
    seen = dict(
        zip([*(("Total", one) for one in totals), *shares], map(parse, show(*rows) if rows else ()), strict=True)
    )

    known = {cell: told for cell, told in seen.items() if cell[0] == "Total"}
    sums = [
        [((part, of), -1), *(((part, one), 1) for one in quarters)]
        for of, quarters in WITHIN.items()
        for part in ("Total", "Boys", "Girls")
    ]
    sums += [[(("Total", one), -1), (("Boys", one), 1), (("Girls", one), 1)] for one in whole]
    for _ in range(3):
        found = solved(known, sums)
        for period in shares:
            if seen[period] is not None and ("Total", period) in found:
                known["Boys", period] = Decimal(round(Fraction(seen[period]) * found["Total", period] / 100))

    assert not {cell: one for cell, one in found.items() if CLA.is_small(one)}
