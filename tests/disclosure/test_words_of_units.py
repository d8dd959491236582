"""What the words of a unit that the list lacks say, and so what is hidden in it."""

from decimal import Decimal

import pytest

from core.formatting.units import is_known, unit_named
from tests.disclosure.test_shares_and_rates import seen
from tests.factories import IndicatorValueFactory, MeasureFactory


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("% of cases", "share"),
        ("cases (%)", "count"),
        ("number (%)", "count"),
        ("n (%)", "count"),
        ("N %", "count"),
        ("people (%)", "count"),
        ("% and number", "count"),
        ("people, not %", "count"),
        ("number (per 10,000)", "count"),
        ("number per 10,000", "rate"),
        ("% of total", "share"),
        ("n/%", "count"),
        ("% of boys and girls", "share"),
        ("per ten thousand", "rate"),
        ("rate/10,000", "rate"),
        ("per 10.000", "rate"),
        ("per 100.000", "rate"),
        ("‰", "rate"),
        ("per 1 000 000", "count"),
        ("per 100 children", "rate"),
        ("ratio", "amount"),
        ("average", "amount"),
        ("mean days", "amount"),
        ("duration", "count"),
        ("Per cent of adults", "share"),
        ("per 10k adults", "rate"),
        ("rate per 100,000", "rate"),
        ("Adults per 100 000", "rate"),
        ("per 1,000 children", "rate"),
        ("per 1,000,000", "count"),
        ("super 10kids", "count"),
        ("hops", "count"),
    ],
)
def test_what_the_words_of_a_unit_say(in_darlington, unit, kind):
    row = MeasureFactory(unit=unit, value=3)

    assert unit_named(unit).kind == kind
    assert is_known(unit) is (kind != "count")
    assert seen(row) == [None if kind == "count" else 3]


def test_a_rate_in_words_of_its_own_is_worked_back_as_any(in_darlington):
    row = IndicatorValueFactory(value=Decimal("1.8"), unit="per 10k adults", denominator=22_400)

    assert seen(row) == [None]
