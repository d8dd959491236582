"""Lines that were meant as a table and are none: cells from a spreadsheet, or strokes without a line of dashes."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from core.reports.markdown.rules import MOST_COLUMNS

AS_TEXT = "are printed one after the other, as text"
STROKES = (
    f"These lines look like a table and {AS_TEXT}, because the line of dashes below the headings is missing or has "
    "another number of parts. There, type “{dashes}”."
)
TABS = (
    f"These lines look like a table from a spreadsheet and {AS_TEXT}. To have a table, type | between the cells in "
    "place of each tab, and “{dashes}” below the headings."
)


def untabled(tokens: list[Token], told: set[int]) -> Iterator[tuple[tuple[int, ...], str]]:
    """The lines of each, and what to type; not those of which a line in `told` says why they are no table."""
    for token in tokens:
        if token.type == "inline" and token.map and "\n" in token.content:
            rows = [(line, *_cells(typed)) for line, typed in enumerate(token.content.split("\n"), token.map[0])]
            for says, found in groupby(rows, itemgetter(1)):
                lines, _, widths = zip(*found, strict=True)
                if says and len(lines) > 1 and not told.intersection(lines):
                    yield lines, says.format(dashes="|---" * min(max(widths), MOST_COLUMNS) + "|")


def _cells(line: str) -> tuple[str, int]:
    """What to say of a line as the row of a table, and how many cells it would have; nothing where it has one."""
    line = line.strip()
    if "\t" in line:
        return TABS, line.count("\t") + 1
    width = len(escapedSplit(line.removeprefix("|").removesuffix("|")))
    return (STROKES, width) if width > 1 else ("", 1)
