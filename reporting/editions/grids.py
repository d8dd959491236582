"""Tables as rows of finished cells."""

import re

from core import blocks, figures

SHORT_LINES = 15
LONG = 80
WIDTH_IN_CHARACTERS = 105
WIDTH_ON_ITS_SIDE = 165
BETWEEN_COLUMNS = 2
WIDE = 7
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
    short = is_short([" ".join(cells) for cells in written])
    tight = is_tight(written)
    return {"columns": columns, "rows": shown, "total": last, "short": short, "long": len(rows) > LONG, "tight": tight}


def is_short(rows: list[str]) -> bool:
    """Whether the rows, each as its text, take so few lines in print that they should stay on one page."""
    return sum(1 + len(row) // WIDTH_IN_CHARACTERS for row in rows) <= SHORT_LINES


def is_tight(rows: list[list[str]]) -> bool:
    """Whether the longest words of the columns leave the page side by side, so that they must be broken."""
    widest = [max(map(_longest_word, column)) + BETWEEN_COLUMNS for column in zip(*rows, strict=True)]
    return sum(widest) > (WIDTH_ON_ITS_SIDE if len(widest) > WIDE else WIDTH_IN_CHARACTERS)


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def set_aside(prepared: dict, binding, *, landscape: bool = False) -> dict:
    """A table as it stands in the text: in print, one that needs a page on its side is only pointed at."""
    if binding.on_screen or not (landscape or len(prepared["columns"]) > WIDE):
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
    by_column = [figures.column([row[place] for row in rows], one["kind"]) for place, one in enumerate(columns)]
    return [list(cells) for cells in zip(*by_column, strict=True)]


def _row(cells: list[str], columns: list[dict], url: str | None) -> dict:
    rest = zip(cells[1:], columns[1:], strict=True)
    return {
        "head": cells[0],
        "url": url,
        "cells": [{"text": text, "numeric": column["numeric"]} for text, column in rest],
    }
