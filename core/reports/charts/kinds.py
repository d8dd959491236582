"""The five kinds of chart, as layers of Altair. Values are written beside their marks: colour never stands alone."""

import altair as alt

from core.formatting.units import unit_named
from core.formatting.wholes import whole_of
from core.reports.charts import layers, times
from core.reports.charts.style import CHARACTER, COLOURS, ON_COLOURS, TRACK, WIDTH, label

ROW = 34
LETTERS = "ABCD"
SHAPES = ("circle", "square", "triangle-up", "diamond")
DASHES = ([1, 0], [7, 3], [2, 3], [8, 3, 2, 3])
COLUMNS_AT_MOST = 8
SHORT_NAME = 9


def bar(rows, names, target, unit):
    """One series: columns where the places are few and short (years), lying bars elsewhere."""
    if len(names) > 1:
        return grouped(rows, names, target, unit)
    places = layers.places_of(rows)
    upright = len(places) <= COLUMNS_AT_MOST and max(map(len, places)) <= SHORT_NAME
    if upright and all((row["y"] or 0) >= 0 for row in rows):
        return _columns(rows, target)
    return _lying(rows, target)


def _lying(rows, target):
    data, y = layers.data_of(rows), layers.categories(rows)
    bars = layers.bars(data, y, layers.amounts("y:Q", rows, target))
    labels = layers.inside_labels(rows, y, target) if target else layers.end_labels(data, y)
    chart = layers.with_target(bars, *labels, target=target)
    return layers.finish(chart, height=_height(rows, ROW), target=target)


def share(rows, names, target, unit):
    """Parts of a whole: every bar on a track that stands for all of it. Bars alone where the whole may not be shown,
    because what the shown parts add up to is not the whole, and where they are no parts of it."""
    if len(names) > 1:
        return stacked(rows, names, target, unit)
    if not (total := whole_of([row["exact"] for row in rows], rows[0]["whole"], unit)):
        return _lying(rows, None)
    for row in rows:
        row["all"] = float(total)
        if row["exact"] is not None and not unit_named(unit).is_part_of_whole:
            row["label"] = f"{row['label']} ({row['exact'] * 100 / total:.0f}%)"
    data, y = layers.data_of(rows), layers.categories(rows)
    x = layers.amounts("all:Q", rows, high=float(total))
    track = alt.Chart(data).mark_bar(color=TRACK, height=20).encode(y=y, x=x)
    chart = alt.layer(track, layers.bars(data, y), *layers.end_labels(data, y))
    return layers.finish(chart, height=_height(rows, ROW))


def grouped(rows, names, target, unit):
    """Bars of each series under one another; the first group carries the names."""
    first = rows[0]["x"]
    for row in rows:
        row["label"] = f"{row['label']} {row['series']}" if row["x"] == first else row["label"]
    data, y = layers.data_of(rows), layers.categories(rows, padding=0.28)
    offset = alt.YOffset("series:N", sort=names)
    x = layers.amounts("y:Q", rows, target)
    bars = alt.Chart(data).mark_bar(stroke="white").encode(y=y, yOffset=offset, x=x, color=layers.colours(names))
    labels = [layer.encode(yOffset=offset) for layer in layers.end_labels(data, y, target)]
    chart = layers.with_target(bars, *labels, target=target)
    return layers.finish(chart, height=_height(rows, 14 + 20 * len(names)), target=target)


def stacked(rows, names, target, unit):
    """Bars of parts end to end; each part carries the letter that the key above gives it. A bar of which a part is
    hidden ends in the sign that stands for it: its length is not the sum. A part below nothing
    has no length there: bars of their own where there is one."""
    if any((row["y"] or 0) < 0 for row in rows):
        return bar(rows, names, target, unit)
    keys = [f"{LETTERS[index]}  {name}" for index, name in enumerate(names)]
    totals = _stack(rows, keys, unit)
    data, y = layers.data_of(rows), layers.categories(rows)
    colour = alt.Color(
        "key:N",
        scale=alt.Scale(domain=keys, range=list(COLOURS[: len(keys)])),
        legend=layers.key_above(keys),
    )
    longest = max(total["y"] for total in totals) or 1
    x = alt.X("start:Q", axis=None, scale=alt.Scale(domain=[0, longest], nice=False))
    bars = (
        alt.Chart(data).mark_bar(stroke="white", strokeWidth=1.5, height=22).encode(y=y, x=x, x2="end:Q", color=colour)
    )
    on_bar = alt.Scale(domain=list(range(len(ON_COLOURS))), range=list(ON_COLOURS))
    inside = alt.Color("index:O", scale=on_bar, legend=None)
    text = alt.Chart(data).mark_text(**layers.type_of(600)).encode(y=y, x="middle:Q", text="inside:N", color=inside)
    parts = alt.layer(bars, text).resolve_scale(color="independent")
    chart = layers.with_target(parts, *layers.end_labels(layers.data_of(totals), y, target), target=target)
    return layers.finish(chart, height=_height(rows, ROW) + layers.key_height(keys), target=target)


def line(rows, names, target, unit, width=WIDTH):
    """Values over time: dash, mark and name at the end of each line, beside its colour. A gap stays a gap."""
    known = [row for row in rows if row["y"] is not None]
    amounts = [row["y"] for row in known] + ([target["y"]] if target else [])
    from_zero = min(amounts, default=0) < max(amounts, default=0) * 0.7
    ends = _spread(_last_of_each(known, names), amounts, from_zero)
    x = times.places(rows, ends, width) if times.is_dated(rows) else _in_order(rows)
    axis = layers.axis(grid=True, tickCount=5, labelExpr=layers.tick_words(unit))
    y = alt.Y("y:Q", scale=alt.Scale(zero=from_zero, nice=True), axis=axis)
    colour = layers.colours(names)
    dash = alt.StrokeDash("series:N", scale=alt.Scale(domain=names, range=[list(d) for d in DASHES]), legend=None)
    shape = alt.Shape("series:N", scale=alt.Scale(domain=names, range=list(SHAPES)), legend=None)
    lines = alt.Chart(layers.data_of(rows)).mark_line(strokeWidth=2.5)
    points = alt.Chart(layers.data_of(known)).mark_point(filled=True, size=54, opacity=1)
    text = alt.Chart(layers.data_of(ends)).mark_text(align="left", dx=11, **layers.type_of(600))
    drawn = [
        lines.encode(x=x, y=y, color=colour, strokeDash=dash),
        points.encode(x=x, y=y, color=colour, shape=shape),
        text.encode(x=x, y="at:Q", text="label:N"),
    ]
    behind = layers.target_across(target) if target else []
    return layers.finish(alt.layer(*behind, *drawn), height=230)


def _in_order(rows):
    """Places side by side, however long it is from one to the next."""
    places = layers.places_of(rows)
    axis = layers.axis(labelOverlap=True, labelAngle=0, labelPadding=8)
    return alt.X("x:O", sort=places, axis=axis, scale=alt.Scale(domain=places, padding=0.3))


KINDS = {"bar": bar, "share": share, "grouped": grouped, "stacked": stacked, "line": line}


def _columns(rows, target):
    places = layers.places_of(rows)
    scale = alt.Scale(paddingInner=0.45, paddingOuter=0.3)
    x = alt.X("x:N", sort=places, axis=layers.axis(labelAngle=0, labelPadding=8), scale=scale)
    y = layers.amounts("y:Q", rows, target, channel=alt.Y)
    base = alt.Chart(layers.data_of(rows))
    bars = base.mark_bar(color=COLOURS[0], size=46).encode(x=x, y=y)
    words = [base.mark_text(dy=-9, **layers.type_of(600), **halo) for halo in (layers.HALO, {})]
    labels = [word.encode(x=x, y="at:Q", text="label:N") for word in words]
    if not target:
        return layers.finish(alt.layer(bars, labels[1]), height=220)
    return layers.finish(alt.layer(bars, *layers.target_across(target), *labels), height=220)


def _height(rows, each):
    lines = sum(place.count("\n") for place in map(layers.wrapped, layers.places_of(rows)))
    return len(layers.places_of(rows)) * each + lines * layers.LINE // 2


def _stack(rows, keys, unit):
    """Give every part its place along the bar; returns one row per bar for the totals."""
    totals = {}
    for row in rows:
        total = totals.setdefault(row["x"], {"x": row["x"], "y": 0.0, "exact": 0, "series": "", "index": 0})
        row.update(key=keys[row["index"]], start=total["y"])
        total["y"] += row["y"] or 0.0
        total["exact"] += row["exact"] or 0
        row.update(end=total["y"], middle=(row["start"] + total["y"]) / 2)
    longest = max(total["y"] for total in totals.values()) or 1
    hidden = {row["x"]: row["label"] for row in rows if row["is_hidden"]}
    for row in rows:
        row["inside"] = _fitting(row, (row["y"] or 0) / longest * WIDTH * 0.55)
    for total in totals.values():
        total["label"] = hidden.get(total["x"]) or label(total["exact"], unit)
    return list(totals.values())


def _fitting(row, width):
    letter = LETTERS[row["index"]]
    full = f"{letter} {row['label']}"
    if width > len(full) * CHARACTER + 10:
        return full
    return letter if width > CHARACTER * 2.4 else ""


def _last_of_each(rows, names):
    ends = [[row for row in rows if row["series"] == name][-1:] for name in names]
    return [{**row, "label": f"{row['label']} {row['series']}"} for end in ends for row in end]


def _spread(ends, amounts, from_zero):
    """Move the labels at the ends of lines apart so that none covers another."""
    low = 0 if from_zero else min(amounts, default=0)
    gap = (max(amounts, default=0) - low) * 0.07
    ordered = sorted(ends, key=lambda row: row["y"])
    for before, row in zip([None, *ordered], ordered, strict=False):
        row["at"] = row["y"] if before is None else max(row["y"], before["at"] + gap)
    excess = sum(row["at"] - row["y"] for row in ordered) / max(1, len(ordered))
    for row in ordered:
        row["at"] -= excess
    return ends
