"""Figures of one indicator or topic, for the equations that hold of both."""

from decimal import Decimal

import pytest

from tests.factories import IndicatorFactory, IndicatorValueFactory, MeasureFactory


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
