"""How figures are called in the tables and charts of a report."""

import datetime

from core import sentences
from core.preferences import value_of

COLUMNS = {
    "n": "Number",
    "": "Number",
    "%": "Per cent",
    "£": "Amount",
    "r1k": "Rate per 1,000",
    "r10k": "Rate per 10,000",
    "r100k": "Rate per 100,000",
    "d": "Days",
    "wd": "Working days",
}
CAPTIONS = COLUMNS | {"n": "Numbers", "": "Numbers", "%": "Percentages", "r10k": "Rates per 10,000"}


def column(unit: str) -> str:
    return COLUMNS.get(unit, unit[:1].upper() + unit[1:])


def caption(unit: str) -> str:
    return CAPTIONS.get(unit, column(unit))


def place(partnership, on: datetime.date) -> str:
    """The partnership as the name of a column or a bar, as it was called on a day."""
    return value_of(partnership, "short_name", on)


def periods(listed: list[str]) -> str:
    """The periods of a table, for its caption."""
    return sentences.listed([sentences.period(period) for period in dict.fromkeys(listed)])


def notes(about: list[tuple[str, str]]) -> str:
    """What there is to say about single rows, under the table."""
    return " ".join(f"{name}: {text}" for name, text in about if text)
