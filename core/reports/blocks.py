"""The blocks of a section, as a snapshot keeps them: plain data, numbers as decimal strings."""

from collections.abc import Iterable, Sequence

from core.formatting.units import unit_named


def column_kind(unit: str) -> str:
    """The kind of a table's column that shows figures of a unit."""
    return unit_named(unit).format


def ref(row) -> dict:
    """Where a figure comes from: the model and id of its record."""
    return {"model": row._meta.label_lower, "id": str(row.pk)}


def row(cells: Iterable[str | None], source=None) -> dict:
    return {"cells": list(cells), "source": ref(source) if source is not None else None}


def missing(reason: str) -> dict:
    """Stands where a section has nothing to show yet; `reason` is a sentence that says what it lacks."""
    return {"type": "missing", "reason": reason}


def remark(about: str, text: str) -> dict:
    """What somebody wrote about a figure: plain text, printed as it was typed, line by line."""
    return {"type": "remark", "caption": about, "says": text.strip()}


def table(
    key: str,
    caption: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[dict],
    *,
    total: Sequence[str | None] | None = None,
    note: str = "",
    landscape: bool = False,
) -> dict:
    """A table; `columns` are (label, kind), the first column holds the rows' headings."""
    return {
        "type": "table",
        "key": key,
        "caption": caption,
        "columns": [{"label": label, "kind": kind} for label, kind in columns],
        "rows": list(rows),
        "total": list(total) if total is not None else None,
        "note": note,
        "landscape": landscape,
    }


def chart(
    key: str,
    caption: str,
    kind: str,
    unit: str,
    summary: str,
    series: Sequence[tuple[str, Sequence[tuple[str, str | None]]]],
    *,
    target: tuple[str, str] | None = None,
    total: str | None = None,
    table: str | None = None,
) -> dict:
    """A chart; `series` are (name, [(x, y)]), `table` is the key of the table that shows its numbers.

    `total` is what the points are parts of, as it may be shown: only with it a chart of shares says any.
    """
    return {
        "type": "chart",
        "key": key,
        "caption": caption,
        "chart": kind,
        "unit": unit,
        "summary": summary,
        "series": [{"name": name, "points": [{"x": x, "y": y} for x, y in points]} for name, points in series],
        "target": {"label": target[0], "y": target[1]} if target else None,
        "total": total,
        "table": table,
    }


def figure(label: str, value: str | None, unit: str, *, detail: str = "", source=None) -> dict:
    return {
        "label": label,
        "value": value,
        "unit": unit,
        "detail": detail,
        "source": ref(source) if source is not None else None,
    }


def figures(key: str, items: Sequence[dict], *, caption: str = "") -> dict:
    return {"type": "figures", "key": key, "caption": caption, "items": list(items)}


def node(name: str, *, source=None, children: Sequence[dict] = (), **facts) -> dict:
    """A branch of a tree. `facts`: short, kind, detail, joint, decides, links."""
    bare = {"short": "", "kind": "", "detail": "", "joint": False, "decides": False, "links": []}
    made = {"name": name, **bare, **facts}
    return made | {"source": ref(source) if source is not None else None, "children": list(children)}


def tree(key: str, caption: str, nodes: Sequence[dict]) -> dict:
    return {"type": "tree", "key": key, "caption": caption, "nodes": list(nodes)}


def entry(name: str, *, detail: str = "", source=None) -> dict:
    return {"name": name, "detail": detail, "source": ref(source) if source is not None else None}


def directory(key: str, caption: str, groups: Sequence[tuple[str, Sequence[dict]]]) -> dict:
    return {
        "type": "directory",
        "key": key,
        "caption": caption,
        "groups": [{"title": title, "items": list(items)} for title, items in groups],
    }
