"""How figures are called in the tables and charts of a report."""

import datetime

from core.formatting import sentences
from core.formatting.numbers import parse, percent
from core.formatting.units import Unit, unit_named
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


def adding_up(unit: Unit, totals: dict[str, str | None]) -> list[str]:
    """What the shares of each topic add up to, where they are all there are and that is not the whole."""
    beside = {name: total for name, total in totals.items() if total and parse(total) not in (None, 100)}
    said = {name: f"The parts add up to {percent(total)}." for name, total in beside.items() if unit.is_share}
    return [text if len(totals) == 1 else f"{name}: {text}" for name, text in said.items()]


def notes(about: list[tuple[str, str]]) -> str:
    """What there is to say about single rows, under the table, each on a line of its own."""
    return "\n".join(f"{name}: {text}" for name, text in about if text)
