"""Several breakdowns of the same people, by sex and by age: a reader who sees one knows what the others are of."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core.disclosure import rules
from core.formatting.numbers import parse
from core.submissions.questions import limit
from indicators.suppression import ShownRows, show_families, show_measures
from tests.disclosure.breakdowns import build, known_wholes, told
from tests.factories import IndicatorFactory, IndicatorValueFactory, MeasureFactory

CLA = rules()["dfe-cla"]
SEX = {"Girls": 50, "Boys": 7, "Unknown": 3}
AGE = {"Under 5": 20, "5 and over": 38, "Unknown": 2}
ANSWERED = f"{limit('several-breakdowns').about}: They are wards."


def small_ones_left(rows, shown: ShownRows) -> list:
    """Hidden small numbers that a reader can tell, breakdown by breakdown."""
    seen, found = told(rows, shown), []
    for name in {row.grouped_by for row in rows if row.category != "Total"}:
        parts = [row for row in rows if row.grouped_by == name and row.category != "Total"]
        hidden = [row.value for row in parts if seen[name, row.category] is None]
        left = sum(hidden)
        if known_wholes(rows, shown) and any(map(CLA.is_small, hidden)):
            found += hidden if len(hidden) < 2 or left - len(hidden) + 1 < CLA.most else []
    return found


@pytest.mark.parametrize(
    "whole", [{}, {"": {"Total": 60}}, {"": {"Children on a plan": 60}}], ids=["none", "", "named"]
)
@pytest.mark.parametrize("exhaustive", [True, False])
def test_each_breakdown_hides_its_own_small_number(in_darlington, whole, exhaustive):
    rows = build(in_darlington, whole | {"sex": SEX, "age": AGE}, exhaustive=exhaustive)
    shown = show_families([], rows, CLA)

    seen = told(rows, shown)
    assert seen["sex", "Unknown"] is seen["age", "Unknown"] is None
    if whole or exhaustive:
        assert seen["sex", "Boys"] is seen["age", "Under 5"] is None
    assert (seen["sex", "Girls"], seen["age", "5 and over"]) == (50, 38)
    assert not small_ones_left(rows, shown)


def test_each_breakdown_has_its_own_sum(in_darlington):
    rows = build(in_darlington, {"sex": {"Girls": 30, "Boys": 27}, "age": {"Under 5": 40, "5 and over": 17}})
    shown = show_families([], rows, CLA)

    assert {shown.total(row) for row in rows} == {"57"}
    assert None not in told(rows, shown).values()


def test_one_that_is_complete_tells_what_another_lacks(in_darlington):
    """57 less 54 is 3, though no row says either."""
    rows = build(in_darlington, {"sex": {"Girls": 30, "Boys": 27}})
    rows += build(in_darlington, {"age": {"Under 5": 54}}, exhaustive=False)
    shown = show_families([], rows, CLA)

    assert told(rows, shown)["age", "Under 5"] is None
    assert told(rows, shown)["sex", "Girls"] == 30


def test_a_published_breakdown_hides_the_sum_and_so_another(in_darlington):
    """54 is public and cannot be hidden, so that the whole is; what adds up to it must not tell it."""
    rows = build(in_darlington, {"sex": {"Girls": 30, "Boys": 27}, "age": {"Under 5": 54, "5 and over": 3}})
    rows[2].is_published = True
    shown = show_families([], rows, CLA)

    assert told(rows, shown)["age", "5 and over"] is None
    assert known_wholes(rows, shown) == set()


def test_of_two_sums_that_differ_by_a_small_number_one_is_shown(in_darlington):
    """60 less 57 is 3 whose age nobody knows."""
    rows = build(in_darlington, {"sex": {"Girls": 33, "Boys": 27}, "age": {"Under 5": 40, "5 and over": 17}})

    assert known_wholes(rows, show_families([], rows, CLA)) == {60}


def test_parts_of_one_name_are_known_again_without_their_breakdown(in_darlington):
    """A share that came in without the name of its breakdown is still that of the girls."""
    rows = build(in_darlington, {"": {"Total": 60}, "sex": {"Girls": 57, "Boys": 3}}, exhaustive=False)
    share = MeasureFactory.build(
        partnership=in_darlington, topic="Plans", category="Girls", unit="%", value=Decimal(95), position=9
    )
    shown = show_families([], [*rows, share], CLA)

    assert told(rows, shown)["sex", "Girls"] is None
    assert shown.of(share).value == "c"


def test_quarters_are_those_of_the_year_whichever_of_them_names_the_breakdown(in_darlington):
    fields = {"topic": "Plans", "category": "Girls"}
    quarters = [MeasureFactory(**fields, period=f"2019-20 Q{n}", value=19 if n < 4 else 3) for n in (1, 2, 3, 4)]
    year = MeasureFactory(**fields, grouped_by="sex", period="2019-20", value=60)
    boys = MeasureFactory(topic="Plans", category="Boys", grouped_by="sex", period="2019-20", value=70)
    shown = show_measures([*quarters, year, boys], CLA)

    seen = [parse(shown.of(row).value) for row in (*quarters, year)]
    assert seen[3] is None
    assert seen.count(None) > 1


@st.composite
def breakdowns(draw):
    """Two breakdowns of the same people, of which each may lack some."""
    both = [draw(st.lists(st.integers(0, 60), min_size=2, max_size=4)) for _ in range(2)]
    most = max(sum(parts) for parts in both) + draw(st.integers(1, 9))
    return [[*parts, most - sum(parts)] for parts in both]


MANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@MANY
@given(breakdowns(), st.booleans(), st.sampled_from(["", "Total"]))
@example([[45, 12, 3], [8, 52]], True, "")
@example([[50, 8, 1, 1], [20, 40]], False, "Total")
def test_no_breakdown_tells_the_small_numbers_of_another(in_darlington, both, exhaustive, whole):
    named = {f"by {n}": {f"p{place}": number for place, number in enumerate(parts)} for n, parts in enumerate(both)}
    named |= {"": {whole: sum(both[0])}} if whole else {}
    rows = build(in_darlington, named, exhaustive=exhaustive)

    assert not small_ones_left(rows, show_families([], rows, CLA))


def test_values_of_an_indicator_by_sex_and_by_age(in_darlington):
    indicator = IndicatorFactory()
    rows = [
        IndicatorValueFactory(indicator=indicator, breakdown=part, grouped_by=name, value=number, is_exhaustive=True)
        for name, parts in {"sex": SEX, "age": AGE}.items()
        for part, number in parts.items()
    ]
    shown = show_families(rows, [], CLA)

    assert {shown.total(row) for row in rows} == {"60"}
    seen = {(row.grouped_by, row.breakdown): parse(shown.of(row).value) for row in rows}
    assert [place for place, number in seen.items() if number is not None] == [("sex", "Girls"), ("age", "5 and over")]
