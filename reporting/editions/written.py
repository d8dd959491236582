"""A text of a section: its words, and the tables in it that have a caption, which are numbered like any other."""

import re
from collections.abc import Iterator
from html import unescape

from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

from core.reports.markdown import Table, read
from core.reports.markdown.parser import NUMERIC
from reporting.editions.grids import LONG, PAGE, breadth, is_short, room_for, set_aside

TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
CELL = re.compile(r"<t[hd]([^>]*)>(.*?)</t[hd]>", re.DOTALL)
INDENT = re.compile(r"<(?:ul|ol|blockquote)\b")
OUTDENT = re.compile(r"</(?:ul|ol|blockquote)>")
INDENT_POINTS = 21  # as edition-print.css sets a quotation; a list takes less


def prose(block, section, chapter, binding):
    text = block["text"].printed(level=section.heading, prefix=chapter.id, first_note=binding.numbers.first_note(block))
    chapter.notes.extend({"note": note, "html": mark_safe(note.html)} for note in text.notes)  # noqa: S308 -- as below
    parts, number = [], binding.numbers.of(block)
    for piece in text.pieces:
        if isinstance(piece, Table):
            parts.append(set_aside(_table(piece, number), binding))
            number += 1
        else:
            html = mark_safe(_with_scrolling_tables(piece, binding))  # noqa: S308 -- sanitised by core.reports.markdown
            parts.append({"template": "reporting/edition/_words.html", "html": html})
    return {"parts": parts}


def too_wide(markdown: str) -> Iterator[str]:
    """The tables of a text that no page has room for without breaking words and figures, each by its caption; "" where
    it has none."""
    for piece in read(markdown).printed().pieces:
        if isinstance(piece, Table):
            prepared = _table(piece, 0)
            if breadth(prepared) > room_for(prepared):
                yield piece.caption.text
        else:
            yield from ("" for table, room in _scrolling_tables(piece) if breadth(_cells(table[0])) > room)


def _table(table: Table, number: int) -> dict:
    lines = [[_words(cell.html) for cell in row] for row in (table.heads, *table.rows)]
    return {
        "template": "reporting/edition/_table.html",
        "id": f"table-{number}",
        "name": f"Table {number}",
        "caption": table.caption.text,
        "title": _safe(table.caption),
        "columns": [{"label": _safe(cell), "numeric": cell.is_numeric} for cell in table.heads],
        "rows": [
            {"head": _safe(head), "cells": [{"text": _safe(cell), "numeric": cell.is_numeric} for cell in cells]}
            for head, *cells in table.rows
        ],
        "short": is_short([" ".join(cells) for cells in lines]),
        "long": len(table.rows) > LONG,
        "lines": lines,
    }


def _safe(cell) -> str:
    return mark_safe(cell.html)  # noqa: S308 -- sanitised by core.reports.markdown


def _words(html: str) -> str:
    """What is printed of it: the address of a link is not."""
    return unescape(strip_tags(html))


def _with_scrolling_tables(html: str, binding) -> str:
    """Tables without a caption, which stay where they are: in a list or a quotation they have less room."""
    shown, end = [], 0
    for found, room in _scrolling_tables(html):
        shown += [html[end : found.start()], _scrolling(found[0], room, binding)]
        end = found.end()
    return "".join([*shown, html[end:]])


def _scrolling_tables(html: str) -> Iterator[tuple[re.Match, float]]:
    """Each with the points of print that it has room for."""
    depth = end = 0
    for found in TABLE.finditer(html):
        before = html[end : found.start()]
        depth += len(INDENT.findall(before)) - len(OUTDENT.findall(before))
        yield found, PAGE - INDENT_POINTS * depth
        end = found.end()


def _cells(table: str) -> dict:
    cells = [CELL.findall(row) for row in table.split("<tr>")[1:]]
    lines = [[_words(words) for _, words in row] for row in cells]
    return {"lines": lines, "columns": [{"numeric": NUMERIC in marks} for marks, _ in cells[0]]}


def _scrolling(table: str, room: float, binding) -> str:
    grid = _cells(table)
    marks = " edition-table--short" if is_short([" ".join(row) for row in grid["lines"]]) else ""
    marks += " edition-table--tight" if not binding.on_screen and breadth(grid) > room else ""
    if "<tbody>" not in table:
        table = table.replace("</table>", f"<tbody><tr>{'<td>–</td>' * len(grid['columns'])}</tr></tbody></table>")
    holder = '<div class="edition-scroll" role="group" aria-label="Table" tabindex="0">'
    return f'{holder}<table class="edition-table{marks}">{table.removeprefix("<table>")}</div>'
