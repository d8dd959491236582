"""Equations across units: what counts people adds up with what else counts people, however the units are called."""

from itertools import product

import pytest

from core.disclosure import rules
from core.formatting.numbers import parse
from indicators.services import people
from indicators.shown_totals import shown_totals
from indicators.suppression import show_measures, show_values
from tests.factories import IndicatorFactory, IndicatorValueFactory, MeasureFactory, PrintedTotalFactory

CLA, SAC = rules()["dfe-cla"], rules()["dhsc-sac"]
YEAR = "2019-20"
# Two units of the list, and one that nobody knows.
UNITS = ["n", "children", "hops"]
TWO = [(one, other) for one, other in product(UNITS, UNITS) if one != other]


@pytest.fixture(params=["indicator", "topic"])
def figure(request, in_darlington):
    """`figure(value, part, …)` is a figure of one and the same indicator or topic; without a part, of the whole."""
    if request.param == "topic":
        return lambda value, part="Total", **of: MeasureFactory(topic="T", category=part, value=value, **of)
    indicator = IndicatorFactory()
    return lambda value, part="", **of: IndicatorValueFactory(indicator=indicator, breakdown=part, value=value, **of)


def seen(*rows, rule=CLA):
    """What a reader sees of each row; None for a hidden number."""
    show = show_measures if hasattr(rows[0], "topic") else show_values
    shown = show(rows, rule)
    return [parse(shown.of(row).value) for row in rows]


def is_small(number) -> bool:
    return 1 <= number <= 5


@pytest.mark.parametrize(("unit", "other"), TWO)
@pytest.mark.parametrize("exhaustive", [True, False])
def test_a_total_in_one_unit_and_its_parts_in_another(figure, unit, other, exhaustive):
    """59, and of them 56 and 3."""
    facts = {"unit": other, "is_exhaustive": exhaustive}
    whole, large, small = seen(figure(59, unit=unit), figure(56, "A", **facts), figure(3, "B", **facts))

    assert small is None
    assert None in (whole, large)


@pytest.mark.parametrize(("unit", "other"), TWO)
def test_a_total_and_parts_each_in_a_unit_of_its_own(figure, unit, other):
    rows = [figure(89, unit=unit), figure(56, "A", unit=unit), figure(30, "C", unit=other), figure(3, "B", unit=other)]

    whole, *parts = seen(*rows)

    assert whole is None or parts.count(None) > 1


@pytest.mark.parametrize(("unit", "other"), TWO)
def test_a_part_hidden_in_one_unit_is_hidden_in_the_other(figure, unit, other):
    """Nine is hidden beside four."""
    figure(69, unit=unit)
    rows = [figure(number, f"p{number}", unit=unit, is_exhaustive=True) for number in (56, 9, 4)]

    assert seen(figure(9, "p9", unit=other), *rows) == [None, 56, None, None]


@pytest.mark.parametrize(("unit", "other"), TWO)
@pytest.mark.parametrize("part", ["", "Girls"])
def test_the_quarters_in_one_unit_and_the_year_in_another(figure, unit, other, part):
    of = (part,) if part else ()
    quarters = [figure(n, *of, unit=other, period=f"{YEAR} Q{q}") for q, n in enumerate((12, 3, 14, 11), 1)]

    year, *parts = seen(figure(40, *of, unit=unit, period=YEAR), *quarters)

    assert year is None or parts.count(None) > 1


@pytest.mark.parametrize(("unit", "other"), TWO)
def test_the_quarters_themselves_in_two_units(figure, unit, other):
    quarters = [figure(n, unit=other if q % 2 else unit, period=f"{YEAR} Q{q}") for q, n in enumerate((12, 3, 14), 1)]

    year, *parts = seen(figure(29, unit=unit, period=YEAR), *quarters)

    assert year is None or parts.count(None) > 1


@pytest.mark.parametrize(("unit", "other"), TWO)
def test_the_previous_value_in_another_unit(in_darlington, unit, other):
    indicator = IndicatorFactory()
    IndicatorValueFactory(indicator=indicator, value=69, unit=unit, period="2018-19")
    for number in (56, 9, 4):
        facts = {"breakdown": f"p{number}", "is_exhaustive": True, "period": "2018-19", "unit": unit}
        IndicatorValueFactory(indicator=indicator, value=number, **facts)
    later = IndicatorValueFactory(indicator=indicator, value=30, unit=other, breakdown="p9", previous=9)

    assert show_values([later], CLA).of(later).previous == "c"


def test_a_unit_with_a_whole_of_its_own_is_taken_from_that(figure):
    """123 children were the subject of 120 referrals: nobody is given away."""
    rows = [figure(123, unit="children"), figure(120, unit="referrals")]
    rows += [figure(n, f"p{n}", unit="referrals", is_exhaustive=True) for n in (70, 50)]

    assert seen(*rows) == [123, 120, 70, 50]


def test_things_that_are_no_people_are_no_part_of_it(figure):
    rows = [figure(59, unit="n"), figure(56, "A", unit="audits"), figure(3, "B", unit="audits")]

    assert seen(*rows) == [59, 56, 3]


def test_what_somebody_says_of_one_unit_holds_for_that_one(figure):
    rows = [figure(59, unit="hops"), figure(56, "A", unit="hops"), figure(3, "B", unit="hops")]
    people.say(partnership=rows[0].partnership, series=rows[0].series, counts_people=False, reason="Visits.", by=None)
    more = [figure(59, unit="n"), figure(56, "A", unit="n"), figure(3, "B", unit="n")]

    assert seen(*rows, *more) == [59, 56, 3, 59, None, None]


# The total of a family


@pytest.mark.parametrize(
    "name", ["Total", "ALL", " overall ", "Grand  total", "All children", "Total number", "Everyone"]
)
@pytest.mark.parametrize("exhaustive", [True, False])
def test_a_category_that_is_called_the_total_is_the_total(figure, name, exhaustive):
    rows = [figure(89, name, is_exhaustive=exhaustive)]
    rows += [figure(number, f"p{number}", is_exhaustive=exhaustive) for number in (56, 30, 3)]

    assert seen(*rows) == [89, 56, None, None]


def test_a_category_that_only_begins_like_a_total_is_a_part(figure):
    rows = [figure(number, name) for name, number in {"All-age autism": 89, "Total loss": 56, "Other": 30}.items()]

    assert seen(*rows) == [89, 56, 30]


def test_a_category_that_is_called_the_total_is_not_added_up_with_its_parts(in_darlington):
    rows = [MeasureFactory(topic="T", category=name, value=n, is_exhaustive=True) for name, n in PARTS.items()]

    assert show_measures(rows, CLA).total(rows[0]) == "70"


PARTS = {"Boys": 40, "Girls": 30, "Total": 70}


# Half-years and quarters


@pytest.mark.parametrize(
    ("whole", "amount", "parts"),
    [
        ("H1", 40, {"Q1": 37}),
        ("H2", 40, {"Q4": 37}),
        (YEAR, 40, {"H1": 37}),
        (YEAR, 80, {"H1": 37, "Q3": 40}),
        (YEAR, 80, {"Q1": 37, "H2": 40}),
    ],
)
def test_what_a_half_year_or_quarter_leaves_of_a_longer_time(figure, whole, amount, parts):
    """What the others leave is three, which nobody need have recorded, or the sum of them all."""
    rows = [figure(amount, period=whole if whole == YEAR else f"{YEAR} {whole}")]
    rows += [figure(number, period=f"{YEAR} {name}") for name, number in parts.items()]
    whole, *shown = seen(*rows)

    left = whole - sum(shown) if None not in (whole, *shown) else None
    assert left is None or not is_small(left)


def test_a_quarter_that_is_hidden_is_not_what_a_half_year_leaves(figure):
    rows = [figure(40, period=f"{YEAR} H1"), figure(37, period=f"{YEAR} Q1"), figure(3, period=f"{YEAR} Q2")]

    half, first, second = seen(*rows)

    assert second is None
    assert None in (half, first)


def test_a_figure_that_stands_still_all_year_is_not_taken_apart(figure):
    rows = [figure(85, period=YEAR), figure(84, period=f"{YEAR} H1")]
    rows += [figure(number, period=f"{YEAR} Q{q}") for q, number in enumerate((82, 84, 86), 1)]

    assert None not in seen(*rows)


# Printed totals


def test_a_printed_total_is_not_shown_for_the_sum_of_something_else(in_darlington):
    """The courses add up before every reader, and the children do not."""
    for name, number in {"A": 56, "B": 3}.items():
        MeasureFactory(topic="T", category=name, value=number, unit="children")
        MeasureFactory(topic="T", category=name, value=number, unit="courses", is_exhaustive=True)
    total = PrintedTotalFactory(of="Measure: T", printed=59, unit="children")

    assert shown_totals(in_darlington)[total.pk] == "c"
