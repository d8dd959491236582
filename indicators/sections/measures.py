"""Measures of a topic: training, actions of an inspection, visits to the website."""

from collections import Counter
from collections.abc import Iterator

from core.calendar.financial_years import FinancialYear
from core.formatting import sentences
from core.formatting.units import unit_named
from core.formatting.wholes import whole_of
from core.reports import blocks
from core.reports.sources import CannotBuild, source
from core.submissions.questions import limit
from indicators.breakdowns import by_breakdown, called
from indicators.models import Measure
from indicators.periods import DAY, HALF, QUARTER, YEAR, sort_of
from indicators.sections import periods, words
from indicators.suppression import ShownRows, rule_for, show_measures
from indicators.wholes import parts_and_wholes

CHARTS = ("bar", "stacked", "grouped", "line", "share")
# Kinds that put several series end to end.
END_TO_END = ("stacked", "share")
TOGETHER_AT_MOST = 4
LENGTHS = (YEAR, HALF, QUARTER, DAY)


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
    listed = {names.get(topic, topic): rows for topic, rows in topics.items() if topic not in single}
    for together in _alike(_by_breakdown(listed)):
        what = next(captions, "") or sentences.listed(list(together))
        for told, caption in _told_apart(together, what):
            made += _table_and_chart(told, shown, options, place=len(made), caption=caption)
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
    for row in rows.order_by("period", "position", "category_sort", "unit"):
        if periods.is_asked(row.period, options.get("period"), year):
            found[row.topic].append(row)
    if missing := [f"“{topic}”" for topic, listed in found.items() if not listed]:
        when = sentences.in_period(options.get("period") or str(year))
        raise CannotBuild(f"Nothing is recorded {when} for {sentences.listed(missing)}.")
    return found


def _by_breakdown(topics: dict[str, list[Measure]]) -> dict[str, list[Measure]]:
    """Each breakdown of a topic as a topic of its own."""
    return {
        ", ".join(filter(None, (topic, called(name)))): own
        for topic, rows in topics.items()
        for name, own in by_breakdown(rows).items()
    }


def _alike(topics: dict[str, list[Measure]]) -> list[dict[str, list[Measure]]]:
    """Topics that have the same categories, period and unit, side by side; never two breakdowns of the same people."""
    found: dict[tuple, dict[str, list[Measure]]] = {}
    for topic, rows in topics.items():
        signature = tuple((row.grouped_by, row.category, row.period, row.unit) for row in rows)
        found.setdefault(signature, {})[topic] = rows
    return [dict(chunk) for together in found.values() for chunk in _chunks(list(together.items()), TOGETHER_AT_MOST)]


def _told_apart(topics: dict[str, list[Measure]], caption: str) -> Iterator[tuple[dict[str, list[Measure]], str]]:
    """Years, halves, quarters and days each by themselves, and over several of them each unit, with what it is called:
    a quarter after a year would seem to be a fall, and a share beside a count takes its place."""
    first = next(iter(topics.values()))
    lengths = Counter(sort_of(period) for period in {row.period for row in first})
    units_of = {sort: {row.unit for row in first if sort_of(row.period) == sort} for sort in lengths}
    by_unit = {sort for sort, times in lengths.items() if times > 1 and len(units_of[sort]) > 1}

    def told(row) -> tuple[str, str | None]:
        sort = sort_of(row.period)
        return sort, row.unit if sort in by_unit else None

    for sort, unit in sorted(set(map(told, first)), key=lambda one: (LENGTHS.index(one[0]), _counts_first(one[1]))):
        called = caption if unit is None else f"{caption}, {words.caption(unit).lower()}"
        yield {topic: [row for row in rows if told(row) == (sort, unit)] for topic, rows in topics.items()}, called


def _counts_first(unit: str | None) -> tuple[bool, str]:
    return not unit_named(unit or "").is_count, unit or ""


def _chunks(listed: list, size: int) -> list[list]:
    return [listed[start : start + size] for start in range(0, len(listed), size)]


def _table_and_chart(
    topics: dict[str, list[Measure]], shown: ShownRows, options: dict, *, place: int, caption: str
) -> list[dict]:
    rows = next(iter(topics.values()))
    units, times = sorted({row.unit for row in rows}, key=_counts_first), {row.period for row in rows}
    key = f"table-{place}"
    if len(times) > 1:
        table = _over_time(topics, shown, key, caption)
    elif len(units) > 1:
        table = _by_unit(topics, shown, key, caption, units)
    else:
        table = _side_by_side(topics, shown, key, caption)
    table["columns"][0]["label"] = options.get("heading", "Category")
    if not options.get("chart", True) or len(units) > 1 or len(rows) < 2:
        return [table]
    return [_chart(topics, shown, options, key=f"chart-{place}", table=key, caption=caption), table]


def _caption(topics: dict[str, list[Measure]], caption: str) -> str:
    when = words.periods([row.period for rows in topics.values() for row in rows])
    return f"{caption}, {when}"


def _side_by_side(topics: dict[str, list[Measure]], shown: ShownRows, key: str, caption: str) -> dict:
    """A row for each category, a column for each topic."""
    listed = [_rows_and_whole(rows) for rows in topics.values()]
    first, whole = listed[0]
    kind = blocks.column_kind(first[0].unit)
    labels = [words.column(first[0].unit)] if len(topics) == 1 else list(topics)
    texts = [[shown.of(row).value for row in rows] for rows, _ in listed]
    totals = [_total(rows, shown) for rows in topics.values()]
    shares = None
    if len(topics) == 1 and kind == "number" and len(first) > 2:
        shares = sentences.shares(texts[0], totals[0], first[0].unit)
    columns = [("Category", "text"), *((label, kind) for label in labels), *([("Share", "percent")] if shares else [])]
    rows = [
        blocks.row(
            [row.category, *(column[place] for column in texts), *([shares[place]] if shares else [])], source=row
        )
        for place, row in enumerate(first)
    ]
    name = whole.category if whole else "Total"
    total = [name, *totals, *(["100"] if shares else [])] if any(totals) else None
    sums = {topic: shown.total(rows[0]) for topic, (rows, _) in zip(topics, listed, strict=True)}
    note = "\n".join(filter(None, [*words.adding_up(first[0].in_unit, sums), _notes(topics)]))
    return blocks.table(key, _caption(topics, caption), columns, rows, total=total, note=note)


def _by_unit(topics: dict[str, list[Measure]], shown: ShownRows, key: str, caption: str, units: list[str]) -> dict:
    """A column for each unit, where the figures of one topic have several."""
    columns = [("Category", "text"), *((words.column(unit), blocks.column_kind(unit)) for unit in units)]
    return _by_category(topics, shown, key, caption, columns, "unit", units)


def _over_time(topics: dict[str, list[Measure]], shown: ShownRows, key: str, caption: str) -> dict:
    """A row for each category, a column for each period."""
    listed = [row for rows in topics.values() for row in rows]
    times = list(dict.fromkeys(row.period for row in listed))
    kind = blocks.column_kind(listed[0].unit)
    columns = [("Category", "text"), *((sentences.capital(sentences.period(time)), kind) for time in times)]
    return _by_category(topics, shown, key, caption, columns, "period", times)


def _by_category(
    topics: dict[str, list[Measure]], shown: ShownRows, key: str, caption: str, columns: list, by: str, asked: list[str]
) -> dict:
    """A row for each category, with what it says of each unit or period that is asked for; the whole stands last."""
    made, total = [], None
    for topic, rows in topics.items():
        _, whole = _rows_and_whole(rows)
        for category in dict.fromkeys(row.category for row in rows):
            found = {getattr(row, by): row for row in rows if row.category == category}
            cells = [shown.of(found[one]).value if one in found else None for one in asked]
            if len(topics) == 1 and whole and category == whole.category:
                total = [category, *cells]
            else:
                label = category if len(topics) == 1 else f"{topic}: {category}"
                made.append(blocks.row([label, *cells], source=next(reversed(found.values()))))
    return blocks.table(key, _caption(topics, caption), columns, made, total=total, note=_notes(topics))


def _rows_and_whole(rows: list[Measure]) -> tuple[list[Measure], Measure | None]:
    """The rows of a topic, and the one of all its categories together that somebody recorded beside them."""
    parts, wholes = parts_and_wholes(rows)
    return parts + wholes[1:], next(iter(wholes), None)


def _total(rows: list[Measure], shown: ShownRows) -> str | None:
    """What stands under the rows of a topic and period: the whole as it is recorded, else what they add up to."""
    _, whole = _rows_and_whole(rows)
    if whole:
        return shown.of(whole).value
    return shown.total(rows[0]) if rows[0].is_exhaustive else None


def _chart(
    topics: dict[str, list[Measure]], shown: ShownRows, options: dict, *, key: str, table: str, caption: str
) -> dict:
    first = next(iter(topics.values()))
    unit, times = first[0].unit, {row.period for row in first}
    if len(times) > 1:
        lines = _lines(topics, shown)
        series = lines[:TOGETHER_AT_MOST]
        kind, says = options.get("chart_kind", "line"), _says_over_time(series, unit, len(lines) - len(series))
    else:
        called = {topic: caption if len(topics) == 1 else topic for topic in topics}
        parts = {topic: parts_and_wholes(rows)[0] for topic, rows in topics.items()}
        series = [(topic, [(row.category, shown.of(row).value) for row in rows]) for topic, rows in parts.items()]
        kind = options.get("chart_kind") or ("share" if _whole(first, shown) else "bar")
        kind = "grouped" if len(topics) > 1 and kind == "bar" else kind
        wholes = {topic: _whole(rows, shown) for topic, rows in topics.items()}
        says = " ".join(f"{called[name]}: {sentences.ranking(points, unit, wholes[name])}" for name, points in series)
    total = _whole(first, shown) if len(series) == 1 and len(times) == 1 else None
    if kind in END_TO_END and len(series) > 1 and not _add_up(topics):
        kind = "grouped"
    return blocks.chart(key, _caption(topics, caption), kind, unit, says, series, total=total, table=table)


def _add_up(topics: dict[str, list[Measure]]) -> bool:
    """Whether what a bar would put end to end gives a number of something: counts and money of one topic do, rates and
    means do not, and no figures of different topics: the same people may be in each. Shares do where they are all the
    parts of one whole, period by period."""
    first, *others = topics.values()
    unit = first[0].in_unit
    if others or unit.adds_up:
        return not others
    parts, _ = parts_and_wholes(first)
    if not unit.is_part_of_whole or not all(row.is_exhaustive for row in parts):
        return False
    made = Counter()
    for row in parts:
        made[row.period] += row.value or 0
    is_drawn = len({row.category for row in parts}) <= TOGETHER_AT_MOST
    return is_drawn and not any(map(limit("parts-above-the-whole").is_too_large, made.values()))


def _whole(rows: list[Measure], shown: ShownRows) -> str | None:
    """What the rows of a topic and period are all parts of, as it may be shown."""
    parts, _ = parts_and_wholes(rows)
    total = _total(rows, shown) if all(row.is_exhaustive for row in parts) else None
    return total if whole_of([shown.of(row).value for row in parts], total, parts[0].unit) else None


def _lines(topics: dict[str, list[Measure]], shown: ShownRows) -> list[tuple[str, list[tuple]]]:
    """A line for each category."""
    found: dict[str, list[tuple]] = {}
    for topic, rows in topics.items():
        for row in parts_and_wholes(rows)[0]:
            name = row.category if len(topics) == 1 else f"{topic}: {row.category}"
            found.setdefault(name, []).append((sentences.period(row.period), shown.of(row).value))
    return list(found.items())


def _says_over_time(series: list[tuple[str, list[tuple]]], unit: str, more: int) -> str:
    """How each line moved, and how many a chart cannot tell apart from these."""
    said = [sentences.change(name, points, unit) for name, points in series]
    left = [f"{more} more {'is' if more == 1 else 'are'} in the table only."] if more else []
    return " ".join([*said, *left])


def _panel(rows: list[Measure], shown: ShownRows) -> list[dict]:
    """Topics with a single figure each, as a panel; each figure says its period where there are several."""
    if not rows:
        return []
    periods_of = {row.period for row in rows}
    items = [
        blocks.figure(row.category, shown.of(row).value, row.unit, detail=_about(row, periods_of), source=row)
        for row in rows
    ]
    return [blocks.figures("figures", items, caption=words.periods([row.period for row in rows]))]


def _about(row: Measure, periods_of: set[str]) -> str:
    return f"{row.topic}, {sentences.period(row.period)}" if len(periods_of) > 1 else row.topic


def _notes(topics: dict[str, list[Measure]]) -> str:
    return words.notes([(row.category, row.note.strip()) for rows in topics.values() for row in rows])
