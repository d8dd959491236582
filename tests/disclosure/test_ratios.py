"""Ratios of two numbers of people, beside one that stands somewhere: 19 to 1 of 60 are 57 and 3."""

from decimal import Decimal

import pytest

from core.disclosure import rules
from core.formatting.numbers import parse
from indicators.suppression import show_measures, show_values
from tests.factories import IndicatorFactory, IndicatorValueFactory, MeasureFactory

CLA = rules()["dfe-cla"]
RATIOS = {"19": ("ratio", "Boys to girls"), "0.053": ("girls to boys ratio", "Sexes"), "20": ("ratio", "All to girls")}


@pytest.fixture(params=["indicator", "topic"])
def figure(request, in_darlington):
    """`figure(value, part, …)` is a figure of one and the same indicator or topic; without a part, of the whole."""
    if request.param == "topic":
        return lambda value, part="All", **of: MeasureFactory(topic="T", category=part, value=value, **of)
    indicator = IndicatorFactory()
    return lambda value, part="", **of: IndicatorValueFactory(indicator=indicator, breakdown=part, value=value, **of)


@pytest.fixture
def rate(in_darlington):
    """`rate(value, unit, …)` is a rate of one and the same indicator."""
    indicator = IndicatorFactory()
    return lambda value, unit, **of: IndicatorValueFactory(indicator=indicator, value=Decimal(value), unit=unit, **of)


def seen(*rows):
    """What a reader sees of each row; None for a hidden number."""
    shown = (show_measures if hasattr(rows[0], "topic") else show_values)(rows, CLA)
    return [parse(shown.of(row).value) for row in rows]


@pytest.mark.parametrize("beside", [[(60,)], [(57, "Boys")], [(57, "Boys"), (3, "Girls")], [(60,), (57, "Boys")]])
@pytest.mark.parametrize(("ratio", "words"), RATIOS.items())
def test_a_ratio_tells_both_of_its_numbers_beside_one(figure, ratio, words, beside):
    """19 to 1 of 60 are 57 and 3."""
    unit, part = words
    value, *others = seen(figure(Decimal(ratio), part, unit=unit), *(figure(*one) for one in beside))

    assert value is None
    assert any(number is not None for number in others)


def test_a_ratio_and_the_one_of_its_numbers_that_it_says(rate):
    assert seen(rate("19", "ratio", numerator=57)) == [None]
    assert seen(rate("19", "ratio", denominator=3, period="2018-19")) == [None]


def test_a_ratio_of_many_is_shown(figure):
    assert seen(figure(Decimal("1.1"), "Boys to girls", unit="ratio"), figure(63)) == [Decimal("1.1"), 63]


def test_so_is_one_that_was_counted_from_many_or_published(figure, rate):
    assert seen(rate("1.5", "ratio", numerator=60, denominator=40)) == [Decimal("1.5")]
    assert seen(figure(Decimal("19"), "Boys to girls", unit="ratio", is_published=True), figure(63))[0] == 19
