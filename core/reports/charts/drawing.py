"""From a chart block to a Vega-Lite specification: the block is checked, then each kind of chart has its layers."""

import datetime
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from core.formatting import numbers
from core.formatting.folding import UNSEEN
from core.formatting.typography import printed
from core.reports.charts.style import COLOURS, ChartError, label

NARROW = "line"


def chart_of(block: dict) -> dict:
    """The specification of the chart, complete with size and style. Raises ChartError when the block is unfit."""
    from core.reports.charts import kinds  # noqa: PLC0415 -- Altair takes a quarter of a second to import

    rows, names = _rows(block)
    draw = kinds.KINDS.get(block.get("chart"))
    if draw is None:
        raise ChartError(f"there is no chart of kind “{block.get('chart')}”")
    if not str(block.get("summary") or "").strip():
        raise ChartError("the chart has no sentence that says what it shows")
    made = [rows, names, target_of(block), block.get("unit") or ""]
    if not (width := block.get("width")):
        return draw(*made)
    if block["chart"] != NARROW:
        raise ChartError("only a line can be drawn narrow")
    return draw(*made, width) | {"width": width}


def _rows(block: dict) -> tuple[list[dict], list[str]]:
    """One row per point, in the order given, with its label written out."""
    series = block.get("series") or []
    names = _told_apart(str(one.get("name") or "") for one in series)
    if not names or not any(one.get("points") for one in series):
        raise ChartError("the chart has no points")
    if len(names) > len(COLOURS):
        raise ChartError(f"the chart has {len(names)} series; more than {len(COLOURS)} cannot be told apart")
    unit = block.get("unit") or ""
    rows, whole = [], numbers.parse(block.get("total"))
    for index, one in enumerate(series):
        # A line says only its last value, which stands by itself; other values stand beside each other.
        is_line = block.get("chart") == "line"
        places = None if is_line else _places(one["points"])
        made = [_row(point, index, names[index], unit, places) | {"whole": whole} for point in one["points"]]
        apart = [printed(row["x"]) for row in made] if is_line else _told_apart(row["x"] for row in made)
        rows += [row | {"x": x} for row, x in zip(made, apart, strict=True)]
    return rows, names


def _told_apart(texts: Iterable[str]) -> list[str]:
    """As they are printed; those that are printed alike have a number, because two of one name would be one bar."""
    seen, apart = Counter(), []
    for text in map(printed, texts):
        seen[said := UNSEEN.sub("", text)] += 1
        apart.append(text if seen[said] == 1 else f"{said} ({seen[said]})")
    return apart


def _row(point: dict, index: int, name: str, unit: str, places: int | None) -> dict:
    if "x" not in point or "y" not in point:
        raise ChartError("a point of the chart lacks its place or its value")
    amount = numbers.parse(point["y"])
    return {
        "x": str(point["x"]),
        "y": float(amount) if amount is not None else None,
        "exact": amount,
        "is_hidden": amount is None and point["y"] is not None,
        "label": label(point["y"], unit, places),
        "series": name,
        "index": index,
        "on": datetime.date.fromisoformat(point["on"]).toordinal() if point.get("on") else None,
    }


def _places(points: list[dict]) -> int:
    amounts = [numbers.parse(point.get("y")) for point in points]
    return max((numbers.decimals(amount) for amount in amounts if amount is not None), default=0)


def target_of(block: dict) -> dict | None:
    target = block.get("target")
    if not target or numbers.parse(target.get("y")) is None:
        return None
    unit = block.get("unit") or ""
    amount = numbers.parse(target["y"]) or Decimal(0)
    return {"y": float(amount), "label": f"{printed(target.get('label') or 'Target')} {label(amount, unit)}"}
