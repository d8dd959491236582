"""How figures are called in the tables and charts of a report."""

import datetime

from core import sentences
from core.preferences import value_of
from core.units import unit_named


def column(unit: str) -> str:
    return unit_named(unit).column


def caption(unit: str) -> str:
    return unit_named(unit).caption


def place(partnership, on: datetime.date) -> str:
    """The partnership as the name of a column or a bar, as it was called on a day."""
    return value_of(partnership, "short_name", on)


def periods(listed: list[str]) -> str:
    """The periods of a table, for its caption."""
    return sentences.listed([sentences.period(period) for period in dict.fromkeys(listed)])


def notes(about: list[tuple[str, str]]) -> str:
    """What there is to say about single rows, under the table, each on a line of its own."""
    return "\n".join(f"{name}: {text}" for name, text in about if text)
