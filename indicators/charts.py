"""Charts beside the tables of the pages, drawn from the very texts that the tables show."""

from django.utils.safestring import mark_safe

from core.formatting.numbers import plain, with_unit
from core.formatting.sentences import in_period, known, left_out
from core.reports.blocks import chart
from core.reports.charts import draw
from core.settings import value_of
from indicators.periods import last_day, short, sort_of
from indicators.suppression import ShownRows

LEAST_POINTS = 3
# Beside the margins of a page of 320 pixels, so that letters there are as large as elsewhere.
PHONE = 290
BESIDE = {"statistical_neighbours": "Similar areas", "region": "Region", "england": "England"}


def trend(partnership, indicator, values, shown: ShownRows) -> list[dict]:
    """A chart for each unit and length of period of which three headlines or more are known, the earliest first,
    beside others'. A quarter is never drawn after a year: it would seem to be a fall."""
    area = value_of(partnership, "short_name")
    headlines = sorted((value for value in values if not value.breakdown), key=lambda row: last_day(row.period))
    drawn = []
    for unit, sort in dict.fromkeys((value.unit, sort_of(value.period)) for value in values):
        rows = [row for row in headlines if (row.unit, sort_of(row.period)) == (unit, sort)]
        points = [(row.period, shown.of(row).value) for row in rows]
        if len(known(points)) >= LEAST_POINTS:
            series = [(area, points), *_compared(rows)]
            drawn.append(_line(indicator.name, unit, series, _target(rows[-1])))
    return drawn


def _compared(rows) -> list:
    """Other areas, where their figures are known for as many periods; at most as many as a chart can tell apart."""
    lines = [
        (label, [(row.period, plain(getattr(row, name))) for row in rows if getattr(row, name) is not None])
        for name, label in BESIDE.items()
    ]
    return [(label, points) for label, points in lines if len(points) >= LEAST_POINTS]


def _line(name: str, unit: str, series: list, target) -> dict:
    own = series[0][1]
    (first, least), *_, (last, most) = known(own)
    summary = (
        f"{name}: {with_unit(least, unit)} {in_period(first)}, {with_unit(most, unit)} {in_period(last)}"
        f"{_beside(series, unit)}.{left_out(own)}"
    )
    block = chart("trend", name, "line", unit, summary, series, target=target)
    for one in block["series"]:
        one["points"] = [_dated(point) for point in one["points"]]
    narrow = block | {"width": PHONE}
    return {"svg": _svg(block), "narrow": _svg(narrow), "caption": summary}


def _dated(point: dict) -> dict:
    """The point with the day on which its period ends, so that it stands as far from the others as in life."""
    return {**point, "x": short(point["x"]), "on": last_day(point["x"]).isoformat()}


def _svg(block: dict) -> str:
    return mark_safe(draw(block))  # noqa: S308 -- our own drawing, its texts escaped


def _beside(series: list, unit: str) -> str:
    return "".join(f", beside {with_unit(points[-1][1], unit)} for {name}" for name, points in series[1:])


def _target(row):
    text = plain(row.target)
    return ("Target", text) if text is not None else None
