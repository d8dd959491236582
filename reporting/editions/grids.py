"""Tables as rows of finished cells."""

import re

from core.formatting import numbers
from core.reports import blocks, fonts

SHORT_LINES = 15
LONG = 80
LINE_IN_CHARACTERS = 105
WIDE = 7
# Of print, in points, as edition-print.css sets them.
PAGE = 442
ON_ITS_SIDE = 717
HALF = 209
SIZE = 9
BETWEEN_COLUMNS = 10.5
BREAK = re.compile(r"[ \n\t]+")  # not a space that is to hold words together
PERIOD = re.compile(r"\b(19|20)\d\d\b")


def grid(block: dict, url) -> dict:
    """Columns with their alignment, rows of written cells, and the total, every column to one precision."""
    columns = [{"label": one["label"], "kind": one.get("kind") or "text"} for one in block["columns"]]
    rows = [row["cells"] for row in block["rows"]]
    total = block.get("total")
    for cells in [*rows, *([total] if total else [])]:
        if len(cells) != len(columns):
            raise ValueError(f"a row has {len(cells)} cells for {len(columns)} columns")
    written = _written(columns, [*rows, *([total] if total else [])])
    for column in columns:
        column["numeric"] = column["kind"] != "text"
    shown = [_row(cells, columns, url(row.get("source"))) for cells, row in zip(written, block["rows"], strict=False)]
    last = _row(written[-1], columns, None) if total else None
    return {
        "columns": columns,
        "rows": shown,
        "total": last,
        "short": is_short([" ".join(cells) for cells in written]),
        "long": len(rows) > LONG,
        "lines": [[column["label"] for column in columns], *written],
    }


def is_short(rows: list[str]) -> bool:
    """Whether the rows, each as its text, take so few lines in print that they should stay on one page."""
    return sum(1 + len(row) // LINE_IN_CHARACTERS for row in rows) <= SHORT_LINES


def breadth(prepared: dict) -> float:
    """How many points of print a table needs if no word is broken, and no line in a column of numbers."""
    heads, *rows = prepared["lines"]
    widest = [_width(BREAK.split(head)) for head in heads]
    whole = [column["numeric"] for column in prepared["columns"]]
    for row in rows:
        for place, cell in enumerate(row):
            widest[place] = max(widest[place], _width([cell] if whole[place] else BREAK.split(cell)))
    return sum(widest) + BETWEEN_COLUMNS * len(widest)


def _width(words: list[str]) -> float:
    return max(fonts.width(word, SIZE) for word in words)


def room_for(prepared: dict, *, landscape: bool = False) -> int:
    """How many points of print a table has room for: one of many columns stands on a page on its side."""
    return ON_ITS_SIDE if landscape or len(prepared["columns"]) > WIDE else PAGE


def set_aside(prepared: dict, binding, *, landscape: bool = False) -> dict:
    """A table as it stands in the text: in print, one that needs a page on its side is only pointed at.

    It is tight where its words would leave the page side by side, so that they are broken.
    """
    room = room_for(prepared, landscape=landscape)
    prepared["tight"] = not binding.on_screen and breadth(prepared) > room
    if binding.on_screen or room == PAGE:
        return prepared
    binding.wide.append(prepared)
    return {**prepared, "template": "reporting/edition/_elsewhere.html"}


def numbers_of(chart: dict) -> dict:
    """The points of a chart as a table: a row for every place, a column for every series."""
    kind = blocks.column_kind(chart.get("unit") or "")
    places = list(dict.fromkeys(str(point["x"]) for series in chart["series"] for point in series["points"]))
    values = [{str(point["x"]): point["y"] for point in series["points"]} for series in chart["series"]]
    corner = "Period" if all(PERIOD.search(place) for place in places) else "Category"
    columns = [{"label": corner, "kind": "text"}]
    columns += [{"label": series["name"], "kind": kind} for series in chart["series"]]
    rows = [{"cells": [place, *(one.get(place) for one in values)]} for place in places]
    return grid({"columns": columns, "rows": rows, "total": None}, lambda source: None)


def _written(columns: list[dict], rows: list[list]) -> list[list[str]]:
    by_column = [numbers.column([row[place] for row in rows], one["kind"]) for place, one in enumerate(columns)]
    return [list(cells) for cells in zip(*by_column, strict=True)]


def _row(cells: list[str], columns: list[dict], url: str | None) -> dict:
    rest = zip(cells[1:], columns[1:], strict=True)
    return {
        "head": cells[0],
        "url": url,
        "cells": [{"text": text, "numeric": column["numeric"]} for text, column in rest],
    }
