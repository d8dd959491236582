"""How figures are called in the tables and charts of a report."""

import datetime

from core.formatting import sentences
from core.formatting.units import unit_named
from core.settings import value_of
from indicators.periods import HALF, QUARTER, sort_of

BY = {QUARTER: "by quarter", HALF: "by half-year"}


def column(unit: str) -> str:
    return unit_named(unit).column


def caption(unit: str) -> str:
    return unit_named(unit).caption


def place(partnership, on: datetime.date) -> str:
    """The partnership as the name of a column or a bar, as it was called on a day."""
    return value_of(partnership, "short_name", on)


def periods(listed: list[str]) -> str:
    """The periods of a table, for its caption; several parts of a year are one: 2019-20 by quarter."""
    found: dict[tuple[str, str], list[str]] = {}
    for period in dict.fromkeys(listed):
        sort = sort_of(period)
        found.setdefault((sort, period.partition(" ")[0] if sort in BY else period), []).append(period)
    return sentences.listed(
        [
            f"{year} {BY[sort]}" if len(together) > 1 else sentences.period(together[0])
            for (sort, year), together in found.items()
        ]
    )


def notes(about: list[tuple[str, str]]) -> str:
    """What there is to say about single rows, under the table, each on a line of its own."""
    return "\n".join(f"{name}: {text}" for name, text in about if text)
