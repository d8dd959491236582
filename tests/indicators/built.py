"""Sections as a report of 2019-20 gets them, and figures to build them from."""

from core.calendar.financial_years import FinancialYear
from core.reports.sources import sources
from tests.factories import IndicatorFactory, IndicatorValueFactory, MeasureFactory

YEAR = FinancialYear(2019)
MARCH = "2020-03-31"


def build(partnership, code, **options):
    return sources()[code].build(partnership, YEAR, options)


def cells(block) -> list[list]:
    return [row["cells"] for row in block["rows"]]


def labels(block) -> list[str]:
    return [column["label"] for column in block["columns"]]


def value(number, value=None, *, period=MARCH, name=None, **fields):
    indicator = IndicatorFactory(number=8000 + number, **({"name": name} if name else {}))
    return IndicatorValueFactory(indicator=indicator, value=value, period=period, **fields)


def topic(name, figures, **fields):
    """Measures of a topic in this order."""
    return [
        MeasureFactory(topic=name, category=category, value=number, position=place, **fields)
        for place, (category, number) in enumerate(figures.items())
    ]
