"""Measures of a topic: training, actions of an inspection, visits to the website."""

from collections.abc import Iterator

from assurance.models import Measure
from assurance.sections import periods, words
from assurance.suppression import ShownRows, rule_for, show_measures
from core import blocks, sentences
from core.sections import CannotBuild, source
from core.years import FinancialYear

CHARTS = ("bar", "stacked", "grouped", "line", "share")
TOGETHER_AT_MOST = 4


@source(
    "measures",
    name="Measures by topic",
    help="The measures of one or more topics. Topics with the same categories share a table and a chart.",
    options={
        "topics": "The topics in order.",
        "period": "The period of the measures; all of the year where none is named.",
        "chart": "Yes or no.",
        "chart_kind": f"One of {', '.join(CHARTS)}.",
        "caption": "What the table shows, or a list with a caption for each table; its topics where none is given.",
        "names": "What the topics are called in tables and charts, in order; as they are recorded where none is given.",
        "heading": "What the first column lists, such as Course.",
        "figures": "Topics to show as single figures and not in a table.",
    },
)
def measures(partnership, year: FinancialYear, options: dict) -> list[dict]:
    if options.get("chart_kind", "bar") not in CHARTS:
        raise CannotBuild(f"There is no chart of kind “{options['chart_kind']}”; there are: {', '.join(CHARTS)}.")
    topics = _topics(partnership, year, options)
    shown = show_measures([row for rows in topics.values() for row in rows], rule_for(partnership, year.ends))
    single = {topic for topic, rows in topics.items() if len(rows) == 1 or topic in options.get("figures", [])}
    made, captions, names = [], _captions(options), dict(zip(topics, options.get("names", []), strict=False))
    for together in _alike({topic: rows for topic, rows in topics.items() if topic not in single}):
        called = {names.get(topic, topic): rows for topic, rows in together.items()}
        made += _table_and_chart(called, shown, options, place=len(made), caption=next(captions, ""))
    return [*made, *_panel([row for topic in topics if topic in single for row in topics[topic]], shown)]


def _captions(options: dict) -> Iterator[str]:
    """The captions asked for, table by table."""
    given = options.get("caption") or []
    return iter([given] if isinstance(given, str) else given)


def _topics(partnership, year: FinancialYear, options: dict) -> dict[str, list[Measure]]:
    """The rows of each topic asked for; raises `CannotBuild` with the topics of which nothing is recorded."""
    wanted = options.get("topics") or []
    if not wanted:
        raise CannotBuild("Choose the topics to show.")
    found: dict[str, list[Measure]] = {topic: [] for topic in wanted}
    rows = Measure.objects.filter(partnership=partnership, topic__in=wanted)
    for row in rows.order_by("period", "position", "category"):
        if row.period == options["period"] if "period" in options else periods.is_within(row.period, year):
            found[row.topic].append(row)
    if missing := [f"“{topic}”" for topic, listed in found.items() if not listed]:
        when = sentences.in_period(options.get("period") or str(year))
        raise CannotBuild(f"Nothing is recorded {when} for {sentences.listed(missing)}.")
    return found


def _alike(topics: dict[str, list[Measure]]) -> list[dict[str, list[Measure]]]:
    """Topics that have the same categories, period and unit, side by side."""
    found: dict[tuple, dict[str, list[Measure]]] = {}
    for topic, rows in topics.items():
        signature = tuple((row.category, row.period, row.unit) for row in rows)
        found.setdefault(signature, {})[topic] = rows
    return [dict(chunk) for together in found.values() for chunk in _chunks(list(together.items()), TOGETHER_AT_MOST)]


def _chunks(listed: list, size: int) -> list[list]:
    return [listed[start : start + size] for start in range(0, len(listed), size)]


def _table_and_chart(
    topics: dict[str, list[Measure]], shown: ShownRows, options: dict, *, place: int, caption: str
) -> list[dict]:
    rows = next(iter(topics.values()))
    key, units, times = f"table-{place}", list(dict.fromkeys(row.unit for row in rows)), {row.period for row in rows}
    if len(times) > 1:
        table = _over_time(topics, shown, key, caption)
    elif len(units) > 1:
        table = _by_unit(topics, shown, key, caption, units)
    else:
        table = _side_by_side(topics, shown, key, caption)
    table["columns"][0]["label"] = options.get("heading", "Category")
    if not options.get("chart", True) or len(units) > 1:
        return [table]
    return [_chart(topics, shown, options, key=f"chart-{place}", table=key, caption=caption), table]


def _caption(topics: dict[str, list[Measure]], caption: str) -> str:
    when = words.periods([row.period for rows in topics.values() for row in rows])
    return f"{caption or sentences.listed(list(topics))}, {when}"


def _side_by_side(topics: dict[str, list[Measure]], shown: ShownRows, key: str, caption: str) -> dict:
    """A row for each category, a column for each topic."""
    first = next(iter(topics.values()))
    kind = blocks.column_kind(first[0].unit)
    labels = [words.column(first[0].unit)] if len(topics) == 1 else list(topics)
    listed = list(topics.values())
    texts = [[shown.of(row).value for row in rows] for rows in listed]
    totals = [shown.total(rows[0]) if rows[0].is_exhaustive else None for rows in listed]
    shares = sentences.shares(texts[0], totals[0]) if len(topics) == 1 and kind == "number" and len(first) > 2 else None
    columns = [("Category", "text"), *((label, kind) for label in labels), *([("Share", "percent")] if shares else [])]
    rows = [
        blocks.row(
            [row.category, *(column[place] for column in texts), *([shares[place]] if shares else [])], source=row
        )
        for place, row in enumerate(first)
    ]
    total = ["Total", *totals, *(["100"] if shares else [])] if any(totals) else None
    return blocks.table(key, _caption(topics, caption), columns, rows, total=total, note=_notes(topics))


def _by_unit(topics: dict[str, list[Measure]], shown: ShownRows, key: str, caption: str, units: list[str]) -> dict:
    """A column for each unit, where the figures of one topic have several."""
    columns = [("Category", "text"), *((words.column(unit), blocks.column_kind(unit)) for unit in units)]
    rows = []
    for listed in topics.values():
        for category in dict.fromkeys(row.category for row in listed):
            found = {row.unit: row for row in listed if row.category == category}
            cells = [shown.of(found[unit]).value if unit in found else None for unit in units]
            rows.append(blocks.row([category, *cells], source=next(iter(found.values()))))
    return blocks.table(key, _caption(topics, caption), columns, rows, note=_notes(topics))


def _over_time(topics: dict[str, list[Measure]], shown: ShownRows, key: str, caption: str) -> dict:
    """A row for each category, a column for each period."""
    listed = [row for rows in topics.values() for row in rows]
    times = list(dict.fromkeys(row.period for row in listed))
    kind = blocks.column_kind(listed[0].unit)
    columns = [("Category", "text"), *((sentences.capital(sentences.period(time)), kind) for time in times)]
    rows = []
    for name in dict.fromkeys((topic, row.category) for topic, rows in topics.items() for row in rows):
        found = {row.period: row for row in topics[name[0]] if row.category == name[1]}
        cells = [shown.of(found[time]).value if time in found else None for time in times]
        label = name[1] if len(topics) == 1 else f"{name[0]}: {name[1]}"
        rows.append(blocks.row([label, *cells], source=next(reversed(found.values()))))
    return blocks.table(key, _caption(topics, caption), columns, rows, note=_notes(topics))


def _chart(
    topics: dict[str, list[Measure]], shown: ShownRows, options: dict, *, key: str, table: str, caption: str
) -> dict:
    first = next(iter(topics.values()))
    unit, times = first[0].unit, {row.period for row in first}
    if len(times) > 1:
        series = _lines(first, shown)
        kind, says = options.get("chart_kind", "line"), _says_over_time(series, unit)
    else:
        called = {topic: caption if caption and len(topics) == 1 else topic for topic in topics}
        series = [(topic, [(row.category, shown.of(row).value) for row in rows]) for topic, rows in topics.items()]
        kind = options.get("chart_kind") or ("share" if _whole(first, shown) else "bar")
        kind = "grouped" if len(topics) > 1 and kind == "bar" else kind
        wholes = {topic: _whole(rows, shown) for topic, rows in topics.items()}
        says = " ".join(f"{called[name]}: {sentences.ranking(points, unit, wholes[name])}" for name, points in series)
    total = _whole(first, shown) if len(series) == 1 and len(times) == 1 else None
    return blocks.chart(key, _caption(topics, caption), kind, unit, says, series, total=total, table=table)


def _whole(rows: list[Measure], shown: ShownRows) -> str | None:
    """What the rows of a topic and period are all parts of, as it may be shown."""
    return shown.total(rows[0]) if all(row.is_exhaustive for row in rows) else None


def _lines(rows: list[Measure], shown: ShownRows) -> list[tuple[str, list[tuple]]]:
    names = list(dict.fromkeys(row.category for row in rows))[:TOGETHER_AT_MOST]
    return [
        (name, [(sentences.period(row.period), shown.of(row).value) for row in rows if row.category == name])
        for name in names
    ]


def _says_over_time(series: list[tuple[str, list[tuple]]], unit: str) -> str:
    return " ".join(sentences.change(name, points, unit) for name, points in series)


def _panel(rows: list[Measure], shown: ShownRows) -> list[dict]:
    """Topics with a single figure each, as a panel."""
    items = [blocks.figure(row.category, shown.of(row).value, row.unit, detail=row.topic, source=row) for row in rows]
    return [blocks.figures("figures", items, caption=words.periods([row.period for row in rows]))] if rows else []


def _notes(topics: dict[str, list[Measure]]) -> str:
    return words.notes([(row.category, row.note.strip()) for rows in topics.values() for row in rows])
