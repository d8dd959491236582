"""One indicator by its parts."""

from core.calendar.financial_years import FinancialYear
from core.formatting import numbers, sentences
from core.formatting.folding import fold_grouping
from core.formatting.numbers import plain
from core.formatting.wholes import whole_of
from core.reports import blocks
from core.reports.sources import CannotBuild, source
from indicators.breakdowns import by_breakdown, called
from indicators.models import IndicatorValue
from indicators.sections import periods, words
from indicators.suppression import ShownRows, rule_for, show_values
from indicators.wholes import parts_and_wholes


@source(
    "indicator-breakdown",
    name="An indicator by its parts",
    help="The parts of one indicator with the total that they give, and a chart.",
    options={
        "number": "The number of the indicator in the catalogue.",
        "period": "The period of the values; the one that stands for the year where none is named.",
        "unit": "The unit of the values, such as n or %; another one where nothing is recorded in it.",
        "grouped_by": "The breakdown, such as sex; a table for each where several are recorded and none is named.",
        "chart": "Yes or no.",
        "heading": "What the first column lists, such as Placement.",
    },
)
def breakdown(partnership, year: FinancialYear, options: dict) -> list[dict]:
    found = _rows(partnership, year, options)
    shown = show_values(found, rule_for(partnership, year.ends))
    made = [_drawn(rows, shown, options, place) for place, rows in enumerate(by_breakdown(found).values())]
    return [*(block for drawn in made for block in drawn), *_commentary(_largest_first(found, shown))]


def _drawn(rows: list[IndicatorValue], shown: ShownRows, options: dict, place: int) -> list[dict]:
    parts, wholes = parts_and_wholes(rows)
    parts = _largest_first(parts, shown)
    key = f"parts-{place}" if place else "parts"
    table = _table(parts, wholes, shown, options.get("heading", "Category"), key)
    drawn = [_chart(parts, wholes, shown, key)] if options.get("chart", True) and len(parts) > 1 else []
    return [*drawn, table]


def _rows(partnership, year: FinancialYear, options: dict) -> list[IndicatorValue]:
    number = options.get("number")
    if not number:
        raise CannotBuild("Choose the indicator by its number.")
    found = IndicatorValue.objects.filter(partnership=partnership, indicator__number=number).exclude(breakdown="")
    named = options.get("period")
    found = found.select_related("indicator").order_by("grouped_by", "breakdown_sort")
    rows = [row for row in found if periods.is_asked(row.period, named, year)]
    if not rows:
        raise CannotBuild(f"No parts of indicator {number} are recorded {sentences.in_period(named or str(year))}.")
    rows = [row for row in rows if row.is_in(options.get("unit"))] or rows
    rows = [row for row in rows if _is_of(row, options.get("grouped_by"))] or rows
    period = periods.of_year([row.period for row in rows], year, rows[0].indicator.cohort) if not named else named
    rows = [row for row in rows if row.period == period]
    units = {row.unit for row in rows}
    unit = "n" if "n" in units else min(units)
    return [row for row in rows if row.unit == unit]


def _is_of(row: IndicatorValue, name: str | None) -> bool:
    return name is None or fold_grouping(row.grouped_by) == fold_grouping(name) or (row.is_whole and not row.grouped_by)


def _largest_first(rows: list[IndicatorValue], shown: ShownRows) -> list[IndicatorValue]:
    """By what is shown: a hidden number among the others would say between which of them it lies."""

    def place(row):
        number = numbers.parse(shown.of(row).value)
        return row.breakdown == "Other", number is None, -(number or 0), row.breakdown

    return sorted(rows, key=place)


def _table(parts: list[IndicatorValue], wholes: list[IndicatorValue], shown: ShownRows, heading: str, key: str) -> dict:
    rows, unit, total = [*parts, *wholes[1:]], parts[0].unit, _total(parts, wholes, shown)
    kind = blocks.column_kind(unit)
    texts = [shown.of(row).value for row in rows]
    compared = any(row.england is not None for row in rows)
    shares = sentences.shares(texts, total, unit) if kind == "number" else None
    columns = [(heading, "text"), (words.column(unit), kind)]
    columns += [("Share", "percent")] if shares else []
    columns += [("England", kind)] if compared else []
    made = [
        blocks.row(
            [
                row.breakdown,
                text,
                *([shares[place]] if shares else []),
                *([plain(row.england)] if compared else []),
            ],
            source=row,
        )
        for place, (row, text) in enumerate(zip(rows, texts, strict=True))
    ]
    note = "".join(words.adding_up(parts[0].in_unit, {"": shown.total(parts[0])}))
    name = wholes[0].breakdown if wholes else "Total"
    last = [name, total, *(["100"] if shares else []), *([None] if compared else [])] if total else None
    return blocks.table(key, _caption(parts[0]), columns, made, total=last, note=note)


def _caption(row: IndicatorValue) -> str:
    return ", ".join(filter(None, (row.indicator.name, called(row.grouped_by), sentences.period(row.period))))


def _total(parts: list[IndicatorValue], wholes: list[IndicatorValue], shown: ShownRows) -> str | None:
    """The whole as it is recorded, else what the parts add up to."""
    return shown.of(wholes[0]).value if wholes else shown.total(parts[0])


def _chart(rows: list[IndicatorValue], wholes: list[IndicatorValue], shown: ShownRows, table: str) -> dict:
    unit, total = rows[0].unit, _total(rows, wholes, shown) if rows[0].is_exhaustive else None
    points = [(row.breakdown, shown.of(row).value) for row in rows]
    total = total if whole_of([text for _, text in points], total, unit) else None
    name = rows[0].indicator.name
    return blocks.chart(
        table.replace("parts", "chart"),
        _caption(rows[0]),
        "share" if total else "bar",
        unit,
        f"{name}: {sentences.ranking(points, unit, total)}",
        [(words.column(unit), points)],
        total=total,
        table=table,
    )


def _commentary(rows: list[IndicatorValue]) -> list[dict]:
    return [blocks.remark(row.part, row.commentary) for row in rows if row.commentary.strip()]
