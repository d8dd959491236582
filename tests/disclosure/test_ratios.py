"""Ratios of two numbers of people, beside one that stands somewhere: 19 to 1 of 60 are 57 and 3."""

from decimal import Decimal

import pytest

from tests.disclosure.readers_view import seen

RATIOS = {"19": ("ratio", "Boys to girls"), "0.053": ("girls to boys ratio", "Sexes"), "20": ("ratio", "All to girls")}


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
