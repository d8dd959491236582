"""One indicator by its parts."""

from assurance.models import IndicatorValue
from assurance.sections import periods, words
from assurance.suppression import ShownRows, rule_for, show_values
from core import blocks, figures, sentences
from core.sections import CannotBuild, source
from core.units import code_of
from core.years import FinancialYear


@source(
    "indicator-breakdown",
    name="An indicator by its parts",
    help="The parts of one indicator with the total that they give, and a chart.",
    options={
        "number": "The number of the indicator in the catalogue.",
        "period": "The period of the values; the one that stands for the year where none is named.",
        "unit": "The unit of the values, such as n or %.",
        "chart": "Yes or no.",
        "heading": "What the first column lists, such as Placement.",
    },
)
def breakdown(partnership, year: FinancialYear, options: dict) -> list[dict]:
    rows = _rows(partnership, year, options)
    shown = show_values(rows, rule_for(partnership, year.ends))
    rows = _largest_first(rows, shown)
    drawn = [_chart(rows, shown)] if options.get("chart", True) and len(rows) > 1 else []
    return [*drawn, _table(rows, shown, options.get("heading", "Category")), *_commentary(rows)]


def _rows(partnership, year: FinancialYear, options: dict) -> list[IndicatorValue]:
    number = options.get("number")
    if not number:
        raise CannotBuild("Choose the indicator by its number.")
    found = IndicatorValue.objects.filter(partnership=partnership, indicator__number=number).exclude(breakdown="")
    if "unit" in options:
        found = found.filter(unit=options["unit"])
    rows = list(found.select_related("indicator"))
    cohort = rows[0].indicator.cohort if rows else ""
    period = options.get("period") or periods.of_year([row.period for row in rows], year, cohort)
    units = {row.unit for row in rows if row.period == period}
    unit = code_of(options.get("unit") or "") or ("n" if "n" in units else min(units, default=""))
    rows = [row for row in rows if row.period == period and row.unit == unit]
    if not rows:
        when = sentences.in_period(options.get("period") or str(year))
        raise CannotBuild(f"No parts of indicator {number} are recorded {when}.")
    return rows


def _largest_first(rows: list[IndicatorValue], shown: ShownRows) -> list[IndicatorValue]:
    """By what is shown: a hidden number among the others would say between which of them it lies."""

    def place(row):
        number = figures.parse(shown.of(row).value)
        return row.breakdown == "Other", number is None, -(number or 0), row.breakdown

    return sorted(rows, key=place)


def _table(rows: list[IndicatorValue], shown: ShownRows, heading: str) -> dict:
    unit, total = rows[0].unit, shown.total(rows[0])
    kind = blocks.column_kind(unit)
    texts = [shown.of(row).value for row in rows]
    compared = any(row.england is not None for row in rows)
    shares = sentences.shares(texts, total) if kind == "number" else None
    columns = [(heading, "text"), (words.column(unit), kind)]
    columns += [("Share", "percent")] if shares else []
    columns += [("England", kind)] if compared else []
    made = [
        blocks.row(
            [
                row.breakdown,
                text,
                *([shares[place]] if shares else []),
                *([blocks.plain(row.england)] if compared else []),
            ],
            source=row,
        )
        for place, (row, text) in enumerate(zip(rows, texts, strict=True))
    ]
    last = ["Total", total, *(["100"] if shares else []), *([None] if compared else [])] if total else None
    caption = f"{rows[0].indicator.name}, {sentences.period(rows[0].period)}"
    return blocks.table("parts", caption, columns, made, total=last, note=_note(rows, total))


def _note(rows: list[IndicatorValue], total: str | None) -> str:
    if rows[0].in_unit.is_share and total and figures.parse(total) not in (None, 100):
        return f"The parts add up to {figures.percent(total)}, because they are rounded or one was left out."
    return ""


def _chart(rows: list[IndicatorValue], shown: ShownRows) -> dict:
    unit, total = rows[0].unit, shown.total(rows[0])
    points = [(row.breakdown, shown.of(row).value) for row in rows]
    name = rows[0].indicator.name
    return blocks.chart(
        "chart",
        f"{name}, {sentences.period(rows[0].period)}",
        "share" if total else "bar",
        unit,
        f"{name}: {sentences.ranking(points, unit, total)}",
        [(words.column(unit), points)],
        total=total,
        table="parts",
    )


def _commentary(rows: list[IndicatorValue]) -> list[dict]:
    return [blocks.remark(row.breakdown, row.commentary) for row in rows if row.commentary.strip()]
