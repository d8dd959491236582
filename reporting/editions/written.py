"""A text of a section: its words, and the tables in it that have a caption, which are numbered like any other."""

import re

from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

from core.markdown import Table
from reporting.editions.grids import LONG, is_short, is_tight, set_aside

TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
CELL = re.compile(r"<t[hd][^>]*>")


def prose(block, section, chapter, binding):
    text = block["text"].printed(level=section.heading, prefix=chapter.id, first_note=binding.numbers.first_note(block))
    chapter.notes.extend({"note": note, "html": mark_safe(note.html)} for note in text.notes)  # noqa: S308 -- as below
    parts, number = [], binding.numbers.of(block)
    for piece in text.pieces:
        if isinstance(piece, Table):
            parts.append(set_aside(_table(piece, number), binding))
            number += 1
        else:
            html = mark_safe(_with_scrolling_tables(piece))  # noqa: S308 -- sanitised by core.markdown
            parts.append({"template": "reporting/edition/_words.html", "html": html})
    return {"parts": parts}


def _table(table: Table, number: int) -> dict:
    lines = [[cell.text for cell in row] for row in (table.heads, *table.rows)]
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
        "tight": is_tight(lines),
    }


def _safe(cell) -> str:
    return mark_safe(cell.html)  # noqa: S308 -- sanitised by core.markdown


def _with_scrolling_tables(html: str) -> str:
    return TABLE.sub(lambda found: _scrolling(found[0]), html)


def _scrolling(table: str) -> str:
    lines = [[strip_tags(cell) for cell in CELL.split(row)[1:]] for row in table.split("<tr>")[1:]]
    marks = " edition-table--short" if is_short([" ".join(cells) for cells in lines]) else ""
    marks += " edition-table--tight" if is_tight(lines) else ""
    if "<tbody>" not in table:
        table = table.replace("</table>", f"<tbody><tr>{'<td>–</td>' * table.count('<th ')}</tr></tbody></table>")
    holder = '<div class="edition-scroll" role="group" aria-label="Table" tabindex="0">'
    return f'{holder}<table class="edition-table{marks}">{table.removeprefix("<table>")}</div>'
