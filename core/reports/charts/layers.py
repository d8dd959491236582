"""What the kinds of chart share: marks, labels, scales and the frame."""

import math
import textwrap

import altair as alt
from altair.utils.schemapi import disable_debug_mode

from core.formatting.units import unit_named
from core.reports.charts.style import CHARACTER, COLOURS, GRID, INK, QUIET, TEXT_SIZE, WIDTH
from core.reports.fonts import FAMILY

# Altair would hold each part of each chart against the schema of all charts; the tests do, once for each kind.
disable_debug_mode()

CATEGORY_WIDTH = 32
LINE = 15
TARGET_ROOM = 22
ROOM_FOR_LABEL = 0.22
LONG_ENOUGH = 0.2
BOLD_CHARACTER = 8
BARS_WIDTH = WIDTH / 2
KEY_WIDTH = 400
KEY_MARK = 40
# Decimals that labels are made of; Vega takes no such numbers.
EXACT = ("exact", "whole")
HALO = {"stroke": "white", "strokeWidth": 4, "strokeJoin": "round"}


def bars(data, y, x="y:Q"):
    return alt.Chart(data).mark_bar(color=COLOURS[0], height=20).encode(y=y, x=x)


def end_labels(data, y, target=None):
    """The value beyond the end of its bar, on the side that the bar points to; it interrupts a target's line."""
    base = alt.Chart(data)
    right, left = base.transform_filter("!(datum.y < 0)"), base.transform_filter("datum.y < 0")
    words = [
        right.mark_text(align="left", dx=6, **type_of(600)),
        left.mark_text(align="right", dx=-6, **type_of(600)),
    ]
    if target:
        words.insert(0, right.mark_text(align="left", dx=6, **type_of(600), **HALO))
    return [layer.encode(y=y, x="at:Q", text="label:N") for layer in words]


def inside_labels(rows, y, target):
    """Values within their bars, where the line of a target would cross them; short bars keep theirs outside."""
    longest = max([target["y"], *(row["y"] or 0 for row in rows)]) or 1
    inside = [row for row in rows if (row["y"] or 0) / longest > LONG_ENOUGH]
    outside = [row for row in rows if row not in inside]
    words = alt.Chart(data_of(inside)).mark_text(align="right", dx=-7, **type_of(600, "#FFFFFF"))
    return [*end_labels(data_of(outside), y, target), words.encode(y=y, x="at:Q", text="label:N")]


def with_target(*drawn, target=None):
    """Layers with the target, if any, as a grey line that says its own name."""
    if not target:
        return alt.layer(*drawn)
    base = alt.Chart(alt.InlineData([{"target": target["y"], "says": target["label"]}]))
    rule = base.mark_rule(color=QUIET, strokeWidth=2).encode(x="target:Q")
    text = base.mark_text(baseline="bottom", y=-6, **type_of(400, QUIET)).encode(x="target:Q", text="says:N")
    return alt.layer(drawn[0], rule, text, *drawn[1:])


def target_across(target):
    base = alt.Chart(alt.InlineData([{"target": target["y"], "says": target["label"]}]))
    rule = base.mark_rule(color=QUIET, strokeWidth=2).encode(y="target:Q")
    text = base.mark_text(align="left", baseline="bottom", x=4, dy=-5, **type_of(400, QUIET))
    return [rule, text.encode(y="target:Q", text="says:N")]


def amounts(field, rows, target=None, *, channel=alt.X, high=0.0):
    """A value scale from zero that holds bars and target; the labels say the values, so it has no axis."""
    values = [row["y"] for row in rows if row["y"] is not None] + ([target["y"]] if target else [])
    low, top = min([0.0, *values]), max([0.0, high, *values])
    if low < 0:
        low -= (top - low) * _room_for_labels(rows)
    return channel(field, axis=None, scale=alt.Scale(domain=[low, top or 1.0], nice=False))


def _room_for_labels(rows):
    """What part of the bars' own room the longest label takes that stands beyond a bar below nothing."""
    longest = max(len(row["label"]) for row in rows if (row["y"] or 0) < 0)
    room = min((longest + 2) * BOLD_CHARACTER, BARS_WIDTH / 2)
    return max(ROOM_FOR_LABEL, room / (BARS_WIDTH - room))


def categories(rows, padding=0.4):
    wraps = {"condition": [_raised(lines) for lines in (4, 3, 2)], "value": 0}
    words = axis(
        labelExpr=r"split(datum.label, '\n')",
        labelLimit=0,
        labelPadding=8,
        labelLineHeight=LINE,
        labelOffset=wraps,
    )
    scale = alt.Scale(paddingInner=padding, paddingOuter=0.15)
    return alt.Y("x:N", sort=[wrapped(place) for place in places_of(rows)], axis=words, scale=scale)


def _raised(lines):
    """A name of so many lines is raised until its middle is beside its bar."""
    return {"test": rf"length(split(datum.label, '\n')) >= {lines}", "value": -LINE / 2 * (lines - 1)}


def places_of(rows):
    return list(dict.fromkeys(row["x"] for row in rows))


def wrapped(text):
    return "\n".join(textwrap.wrap(text, CATEGORY_WIDTH)) or text


def colours(names):
    return alt.Color("series:N", scale=alt.Scale(domain=names, range=list(COLOURS[: len(names)])), legend=None)


def key_above(names):
    """What the letters and colours mean, in as many rows as the names need."""
    across = _across(names)
    return alt.Legend(orient="top", title=None, symbolType="square", labelLimit=0, offset=12, columns=across)


def key_height(names):
    return 14 + 20 * math.ceil(len(names) / _across(names))


def _across(names):
    """How many names of a key stand in a row that is surely narrower than the bars below it."""
    widest = max(map(len, names)) * CHARACTER + KEY_MARK
    return max(1, min(len(names), int(KEY_WIDTH // widest)))


def axis(**options):
    return alt.Axis(**{"title": None, "domain": False, "ticks": False, "grid": False, **options})


def tick_words(unit):
    before, after = {"money": ("'£' + ", ""), "percent": ("", " + '%'")}.get(unit_named(unit).format, ("", ""))
    return f"{before}format(datum.value, ',~f'){after}"


def type_of(weight, colour=INK):
    return {"fontSize": TEXT_SIZE, "fontWeight": weight, "color": colour}


def data_of(rows):
    """The rows as Vega takes them; `at` is where a label stands, also when there is no value."""
    kept = [{name: value for name, value in row.items() if name not in EXACT} for row in rows]
    return alt.InlineData([{**row, "x": wrapped(row["x"]), "at": row.get("at", row["y"] or 0)} for row in kept])


def finish(chart, *, height, target=None):
    """Size, margins and type; the width is the same for all charts so that their text is."""
    room = TARGET_ROOM if target else 0
    chart = chart.properties(
        width=WIDTH,
        height=height + room,
        autosize=alt.AutoSizeParams(type="fit", contains="padding"),
        padding={"left": 2, "top": 6, "right": 6, "bottom": 4},
        background="transparent",
    )
    chart = chart.configure(font=FAMILY).configure_view(stroke=None)
    chart = chart.configure_axis(labelFontSize=TEXT_SIZE, labelColor=INK, gridColor=GRID, labelFontWeight=400)
    chart = chart.configure_legend(labelFontSize=TEXT_SIZE, labelColor=INK, symbolStrokeWidth=0)
    return chart.to_dict(validate=False)
