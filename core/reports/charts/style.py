"""How charts look: sizes, colours, and how a value is written beside its mark."""

from core.formatting import numbers
from core.formatting.units import unit_named

WIDTH = 640
COLOURS = ("#12436D", "#28A197", "#801650", "#F46A25")
ON_COLOURS = ("#FFFFFF", "#0B0C0C", "#FFFFFF", "#0B0C0C")
INK = "#0B0C0C"
QUIET = "#505A5F"
GRID = "#DDE1E4"
TRACK = "#EEF1F3"
TEXT_SIZE = 13
CHARACTER = 6.4  # the mean width of a character at TEXT_SIZE


class ChartError(ValueError):
    """A chart that cannot be drawn; its text is the reason, fit to show."""


def label(value, unit: str, places: int | None = None) -> str:
    """A value as it stands beside its bar: the unit's words are left to the caption."""
    of = unit_named(unit).format
    return numbers.KINDS[of](value, places and 2 if of == "money" else places)
