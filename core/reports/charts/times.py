"""A line's places in time: as far apart as the days are, with room for the words at the end of each line."""

import json

import altair as alt

from core.reports.charts import layers
from core.reports.charts.style import CHARACTER

AXIS_WIDTH = 46
GAP = 18
# The first mark stands clear of the numbers beside the axis.
MARK = 12
LEAST_FOR_LINES = 0.4


def is_dated(rows) -> bool:
    """Whether every point says on which day it stands."""
    return all(row["on"] is not None for row in rows)


def places(rows, ends, width):
    """The axis of time. Only days with a point have a label, and of labels that would cover one another some go."""
    names = {row["on"]: row["x"] for row in rows}
    first, last = min(names), max(names)
    plot = width - AXIS_WIDTH
    room = min(max(len(row["label"]) for row in ends) * CHARACTER + GAP, plot * (1 - LEAST_FOR_LINES))
    a_dot = (last - first or 1) / (plot - room - MARK)
    words = layers.axis(
        values=sorted(names),
        labelExpr=f"({json.dumps({str(day): name for day, name in names.items()})})[datum.value]",
        labelOverlap="greedy",
        labelAngle=0,
        labelPadding=8,
    )
    scale = alt.Scale(domain=[first - MARK * a_dot, last + room * a_dot], nice=False, zero=False)
    return alt.X("on:Q", axis=words, scale=scale)
