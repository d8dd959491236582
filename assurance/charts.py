"""Charts beside the tables of the pages, drawn from the very texts that the tables show."""

from django.utils.safestring import mark_safe

from assurance.suppression import ShownRows
from core.blocks import chart
from core.charts import draw
from core.figures import parse, with_unit

LEAST_POINTS = 3


def trend(partnership, indicator, values, shown: ShownRows) -> list[dict]:
    """A line for each unit whose headline is known for three periods or more, the earliest first."""
    area = partnership.short_name or "This partnership"
    drawn = []
    for unit in dict.fromkeys(value.unit for value in values):
        rows = [value for value in reversed(values) if value.unit == unit and not value.breakdown]
        points = [(row.period, shown.of(row).value) for row in rows if parse(shown.of(row).value) is not None]
        if len(points) >= LEAST_POINTS:
            drawn.append(_line(indicator.name, area, unit, points))
    return drawn


def _line(name: str, area: str, unit: str, points: list) -> dict:
    (first, least), (last, most) = points[0], points[-1]
    summary = f"{name}: {with_unit(least, unit)} in {first}, {with_unit(most, unit)} in {last}."
    block = chart("trend", name, "line", unit, summary, [(area, points)])
    return {"svg": mark_safe(draw(block)), "caption": summary}  # noqa: S308 -- our own drawing, its texts escaped
