"""A panel of the figures that tell the year best."""

from core.calendar.financial_years import FinancialYear
from core.formatting import sentences
from core.formatting.numbers import with_unit
from core.reports import blocks
from core.reports.sources import CannotBuild, source
from indicators.breakdowns import called
from indicators.models import IndicatorValue, Measure
from indicators.sections import words
from indicators.suppression import ShownRows, rule_for, show_measures, show_values

KNOWN = {"indicator", "measure", "unit", "period", "breakdown", "category", "grouped_by", "label", "detail"}


@source(
    "key-figures",
    name="Key figures",
    help="A panel of single figures, each with what it is compared with.",
    options={
        "items": "The figures in order: an indicator's number with unit and period, or a measure's topic, category "
        "and period; with by what it is grouped where that has to be said. A label or detail of its own may be given.",
    },
)
def key_figures(partnership, year: FinancialYear, options: dict) -> list[dict]:
    items = [_complete(item, year) for item in options.get("items") or []]
    if not items:
        raise CannotBuild("Choose the figures to show.")
    values = _values(partnership, items)
    measures = _measures(partnership, items)
    rows = [_find(item, values, measures) for item in items]
    rule = rule_for(partnership, year.ends)
    shown = _together(rows, rule)
    shared = {item["period"] for item in items}
    caption = sentences.period(shared.pop()) if len(shared) == 1 else ""
    made = [_figure(item, row, shown, caption) for item, row in zip(items, rows, strict=True)]
    return [blocks.figures("figures", made, caption=caption)]


def _complete(item: dict, year: FinancialYear) -> dict:
    if unknown := sorted(set(item) - KNOWN):
        raise CannotBuild(f"A key figure has no “{unknown[0]}”.")
    if ("indicator" in item) == ("measure" in item):
        raise CannotBuild("Each key figure is either an indicator or a measure.")
    return {"period": str(year), "breakdown": ""} | item


def _values(partnership, items: list[dict]) -> list[IndicatorValue]:
    numbers = {item["indicator"] for item in items if "indicator" in item}
    periods = {item["period"] for item in items}
    found = IndicatorValue.objects.filter(partnership=partnership, indicator__number__in=numbers, period__in=periods)
    return list(found.select_related("indicator").order_by("grouped_by", "unit"))


def _measures(partnership, items: list[dict]) -> list[Measure]:
    topics = {item["measure"] for item in items if "measure" in item}
    periods = {item["period"] for item in items}
    return list(
        Measure.objects.filter(partnership=partnership, topic__in=topics, period__in=periods).order_by(
            "grouped_by", "pk"
        )
    )


def _find(item: dict, values: list[IndicatorValue], measures: list[Measure]) -> IndicatorValue | Measure:
    """The record of an item; raises `CannotBuild` with what is not recorded."""
    if "indicator" in item:
        rows = [
            row for row in values if (row.indicator.number, row.breakdown) == (item["indicator"], item["breakdown"])
        ]
        what = f"indicator {item['indicator']}" + (f" ({item['breakdown']})" if item["breakdown"] else "")
    else:
        rows = [row for row in measures if (row.topic, row.category) == (item["measure"], item.get("category"))]
        what = f"“{item['measure']}: {item.get('category')}”"
    rows = [row for row in rows if row.period == item["period"] and row.is_in(item.get("unit"))]
    rows = [row for row in rows if item.get("grouped_by", row.grouped_by) == row.grouped_by]
    if not rows:
        unit = f" in {words.column(item['unit']).lower()}" if item.get("unit") not in (None, "n") else ""
        raise CannotBuild(f"No value of {what}{unit} is recorded {sentences.in_period(item['period'])}.")
    return rows[0]


def _together(rows: list, rule) -> ShownRows:
    values = [row for row in rows if isinstance(row, IndicatorValue)]
    measures = [row for row in rows if isinstance(row, Measure)]
    shown = show_values(values, rule) if values else ShownRows()
    if measures:
        shown.rows |= show_measures(measures, rule).rows
    return shown


def _figure(item: dict, row, shown: ShownRows, caption: str) -> dict:
    said = [] if caption else [sentences.period(row.period)]
    if isinstance(row, IndicatorValue):
        label = f"{row.indicator.name}: {row.breakdown}" if row.breakdown else row.indicator.name
        said += _beside(row, shown)
    else:
        label = row.category
        said.insert(0, ", ".join(filter(None, (row.topic, called(row.grouped_by)))))
    details = [item.get("detail", ", ".join(said)), "to be read with care" if _is_doubtful(row) else ""]
    detail = sentences.capital(", ".join(filter(None, details)))
    return blocks.figure(item.get("label", label), shown.of(row).value, row.unit, detail=detail, source=row)


def _is_doubtful(row) -> bool:
    return isinstance(row, IndicatorValue) and row.quality == IndicatorValue.Quality.DOUBTFUL


def _beside(row: IndicatorValue, shown: ShownRows) -> list[str]:
    """What the figure is compared with, unless the comparison is doubtful."""
    if _is_doubtful(row):
        return []
    compared = {"Year before": shown.of(row).previous, "England": row.england, "Target": row.target}
    return [f"{name} {with_unit(value, row.unit)}" for name, value in compared.items() if value is not None]
