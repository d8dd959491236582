"""Rows of one topic that overlap: a second breakdown, a subtotal, a total by another name, and what a later period says
of the one before. A reader who knows what the rows are called subtracts whichever belong together."""

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core.disclosure import rules
from core.formatting.numbers import parse
from indicators.suppression import show_families, show_measures, show_values
from indicators.wholes import names_the_whole
from tests.factories import IndicatorFactory, IndicatorValueFactory, MeasureFactory

CLA = rules()["dfe-cla"]


def seen(shown, rows) -> dict:
    """What a reader sees of each row, by its name."""
    return {row.part: parse(shown.of(row).value) for row in rows}


def topic(numbers, **fields) -> dict:
    rows = [MeasureFactory(topic="Plans", category=name, value=number, **fields) for name, number in numbers.items()]
    return seen(show_measures(rows, CLA), rows)


def is_open(told: dict, whole: str, parts: list) -> bool:
    """Whether the reader lacks more than one of a whole and its parts."""
    return [told[name] for name in (whole, *parts)].count(None) > 1


@st.composite
def breakdowns(draw):
    """Two breakdowns of the same number of people."""
    both = [draw(st.lists(st.integers(0, 60), min_size=2, max_size=4)) for _ in range(2)]
    most = max(sum(parts) for parts in both) + draw(st.integers(1, 9))
    return [[*parts, most - sum(parts)] for parts in both]


SEX = {"Girls": 50, "Boys": 7, "Gender not known": 3}
AGE = {"Under 5": 20, "5 and over": 40}


@pytest.mark.parametrize("exhaustive", [True, False])
@pytest.mark.parametrize("ages", [{"Under 5": 20}, AGE, AGE | {"Born abroad": 10}], ids=["one", "all", "a third"])
def test_a_second_breakdown_leaves_the_first_one_hidden(in_darlington, exhaustive, ages):
    """60 less 50 and 7 is 3, and 60 is also 20 and 40."""
    told = topic({"Total": 60} | SEX | ages, is_exhaustive=exhaustive)

    assert told["Gender not known"] is None
    assert [told[name] for name in SEX].count(None) > 1 or (told["Total"] is None and None in map(told.get, ages))
    assert any(told.values())


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(breakdowns(), st.booleans(), st.sampled_from(["Total", "Children on a plan"]))
@example([[45, 12, 3], [8, 52]], True, "Total")
@example([[50, 8, 1, 1], [20, 40]], False, "Total")
def test_no_breakdown_tells_the_small_numbers_that_it_lacks(in_darlington, both, exhaustive, name):
    """A reader knows which parts make up the whole, and the whole from any breakdown that is all shown."""
    rows = {name: sum(both[0])} | {f"{a}.{b}": n for a, parts in enumerate(both) for b, n in enumerate(parts)}
    built = [
        MeasureFactory.build(
            partnership=in_darlington, topic="Plans", category=part, value=Decimal(n), is_exhaustive=exhaustive
        )
        for part, n in rows.items()
    ]
    told = seen(show_families([], built, CLA), built)

    shown = [[told[f"{a}.{b}"] for b in range(len(parts))] for a, parts in enumerate(both)]
    is_known = told[name] is not None or any(None not in parts for parts in shown)
    for parts, numbers in zip(shown, both, strict=True):
        lacking = [number for number, one in zip(numbers, parts, strict=True) if one is None]
        if is_known and any(map(CLA.is_small, lacking)):
            # Any of them may be 5, were the others one each.
            assert len(lacking) > 1
            assert sum(lacking) - len(lacking) + 1 >= CLA.most


@pytest.mark.parametrize("exhaustive", [True, False])
def test_two_whole_breakdowns_of_one_total(in_darlington, exhaustive):
    """60 less 57 is 3, and 60 is also half of the sum that the page prints."""
    rows = {"Total": 60, "Girls": 50, "Boys": 10, "Under 5": 57, "5 and over": 3}
    told = topic(rows, is_exhaustive=exhaustive)

    assert (told["Under 5"], told["5 and over"]) == (None, None)
    assert told["Girls"] == 50


NAMES = [
    "Total:",
    "All ages",
    "Total (all children)",
    "TOTAL *",
    "All children on a plan",
    "Children on a plan",
    "Sum.",
]


@pytest.mark.parametrize("exhaustive", [True, False])
@pytest.mark.parametrize("parts", [{"Neglect": 57, "Physical": 3}, {"Neglect": 50, "Emotional": 7, "Physical": 3}])
@pytest.mark.parametrize("name", NAMES)
def test_a_total_in_other_words(in_darlington, name, parts, exhaustive):
    told = topic({name: 60} | parts, is_exhaustive=exhaustive)

    assert is_open(told, name, list(parts))


@pytest.mark.parametrize("ages", [AGE, AGE | {"Now": 45, "Earlier": 15}], ids=["two", "three"])
def test_breakdowns_of_a_total_that_no_word_tells(in_darlington, ages):
    told = topic({"Children on a plan": 60} | SEX | ages)

    assert is_open(told, "Children on a plan", list(SEX))


@pytest.mark.parametrize(
    "name", ["Total (boys)", "All other reasons", "Overall health", "Totally new", "(all)", "All girls"]
)
def test_a_part_is_not_taken_for_the_whole(name):
    assert not names_the_whole(name)


@pytest.mark.parametrize(
    "name",
    [*NAMES[:4], "Total (n=60)", "Total [1]", "Total children", "Total number of adults", "All of the children", ""],
)
def test_the_whole_in_other_words(name):
    assert names_the_whole(name)


@pytest.mark.parametrize("whole", [100, 200])
def test_a_subtotal_and_what_is_within_it(in_darlington, whole):
    told = topic({"Total": whole, "Boys": 57, "Girls": 43, "Boys under 5": 54, "Boys 5 and over": 3})

    assert is_open(told, "Boys", ["Boys under 5", "Boys 5 and over"])
    assert told["Total"] == whole


def test_a_single_breakdown_hides_no_more_than_it_did(in_darlington):
    told = topic({"Total": 120, "A": 43, "B": 40, "C": 25, "D": 9, "E": 3})

    assert [name for name, number in told.items() if number is None] == ["D", "E"]


# What a later period says


@pytest.fixture
def figure(in_darlington):
    indicator = IndicatorFactory()
    return lambda value, part="", period="2023-24", **of: IndicatorValueFactory(
        indicator=indicator, value=value, breakdown=part, period=period, **of
    )


def told_of(rows, stated) -> list:
    """What is seen of the earlier rows, each asked for by itself, and of what the later ones say of them."""
    now = [parse(show_values([row], CLA).of(row).value) for row in rows]
    return now + [parse(show_values([row], CLA).of(row).previous) for row in stated]


def test_a_whole_that_only_the_next_period_says(figure):
    rows = [figure(57, "Neglect"), figure(3, "Physical abuse")]
    after = [figure(80, period="2024-25", previous=60)]

    assert told_of(rows, after).count(None) > 1


def test_a_later_period_says_nothing_of_one_that_is_not_before_it(figure):
    rows = [figure(57, "Neglect"), figure(3, "Physical abuse")]
    after = [figure(80, period="2025-26", previous=60)]

    assert told_of(rows, after) == [57, None, 60]


@pytest.mark.parametrize("number", [57, 3])
def test_a_part_that_only_the_next_period_says(figure, number):
    rows = [figure(60), figure(60 - number, "Neglect")]
    after = [figure(80, "Physical", period="2024-25", previous=number)]

    assert told_of(rows, after).count(None) > 1


def test_nothing_but_what_the_next_period_says(figure):
    after = [figure(80 + n, part, "2024-25", previous=n) for part, n in (("", 60), ("Neglect", 57), ("Physical", 3))]

    assert told_of([], after).count(None) > 1


def test_a_whole_that_is_said_in_two_units(figure):
    rows = [figure(57, "Neglect"), figure(3, "Physical abuse")]
    after = [figure(80, period="2024-25", previous=60, unit=unit) for unit in ("n", "children")]

    told = told_of(rows, after)

    assert told[0] is None or told[2:] == [None, None]


def test_halves_of_a_year_that_only_the_next_one_says(figure):
    rows = [figure(57, period="2023-24 H1"), figure(3, period="2023-24 H2")]
    after = [figure(80, period="2024-25", previous=60)]

    assert told_of(rows, after).count(None) > 1


def test_a_subtotal_that_only_the_next_period_says(figure):
    rows = [figure(200), figure(54, "Boys under 5"), figure(3, "Boys 5 and over")]
    after = [figure(80, "Boys", period="2024-25", previous=57)]

    told = told_of(rows, after)

    assert told[1] is None or told[3] is None


def test_no_pair_of_shown_rows_differs_by_a_small_one(in_darlington):
    """Whichever they are: published tables have subtotals of many sorts."""
    told = topic({f"p{n}": n for n in (3, 5, 12, 14, 15, 17, 22, 40, 43, 60)} | {"Total": 400})

    numbers = [number for number in told.values() if number]
    assert not {abs(a - b) for a, b in combinations(numbers, 2)} & {3, 5}
