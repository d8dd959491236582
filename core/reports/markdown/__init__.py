"""Markdown typed by people: read once, into words, tables and notes, and printed as HTML that is safe.

CommonMark with tables and footnotes; raw HTML is shown as text. A table that follows a line `Table: what it shows` has
that caption. What a text says and no edition prints is told by `unprinted`.
"""

from core.reports.markdown.limits import LONGEST, too_much
from core.reports.markdown.text import Note, Printed, Table, Text, read
from core.reports.markdown.unprinted import Unprinted, unprinted
from core.reports.markdown.words import word_count

__all__ = [
    "LONGEST",
    "Note",
    "Printed",
    "Table",
    "Text",
    "Unprinted",
    "read",
    "render",
    "too_much",
    "unprinted",
    "word_count",
]


def render(markdown: str, *, level: int = 1, prefix: str = "text") -> Printed:
    """A text that stands by itself, where no table is numbered."""
    return read(markdown, captions=False).printed(level=level, prefix=prefix)
