"""Indicators with what they are compared with, and what the partnership says about them."""

from assurance.models import IndicatorValue
from assurance.sections import periods, words
from assurance.suppression import ShownRows, rule_for, show_values
from core import blocks, sentences
from core.sections import CannotBuild, source
from core.years import FinancialYear

COMPARATORS = {
    "statistical_neighbours": "Similar areas",
    "region": "Region",
    "england": "England",
}
RATES = ("%", "r1k", "r10k", "r100k")
DOUBTFUL = IndicatorValue.Quality.DOUBTFUL


@source(
    "indicators",
    name="Indicators and what they are compared with",
    help="Values of the year beside those of other areas, of the year before and the target, with the commentary.",
    options={
        "numbers": "Numbers of the indicators in the catalogue, in order.",
        "period": "The period of the values; for each indicator the one that stands for the year where none is named.",
        "chart": "Yes or no: a chart of rates beside those of other areas.",
    },
)
def indicators(partnership, year: FinancialYear, options: dict) -> list[dict]:
    rows = _rows(partnership, year, options)
    shown = show_values(rows, rule_for(partnership, year.ends))
    made = []
    for unit in dict.fromkeys(row.unit for row in rows):
        of_unit = [row for row in rows if row.unit == unit]
        made += _charts(partnership, of_unit, shown) if options.get("chart") else []
        made.append(_table(partnership, of_unit, shown))
    return [*made, *_commentary(rows)]


def _rows(partnership, year: FinancialYear, options: dict) -> list[IndicatorValue]:
    """The whole-area values of the indicators asked for, in that order; raises `CannotBuild` where there is none."""
    numbers = options.get("numbers") or []
    if not numbers:
        raise CannotBuild("Choose the indicators to show by their numbers.")
    found = IndicatorValue.objects.filter(partnership=partnership, indicator__number__in=numbers, breakdown="")
    by_number: dict[int, list] = {}
    for row in found.select_related("indicator").order_by("unit"):
        by_number.setdefault(row.indicator.number, []).append(row)
    rows = []
    for number in dict.fromkeys(numbers):
        listed = by_number.get(number, [])
        cohort = listed[0].indicator.cohort if listed else ""
        period = options.get("period") or periods.of_year([row.period for row in listed], year, cohort)
        rows += [row for row in listed if row.period == period]
    if not rows:
        when = sentences.in_period(options.get("period") or str(year))
        names = sentences.listed([str(number) for number in numbers])
        raise CannotBuild(
            f"No value is recorded {when} for {'indicators' if len(numbers) > 1 else 'indicator'} {names}."
        )
    return sorted(rows, key=lambda row: (row.unit not in ("n", ""), numbers.index(row.indicator.number)))


def _table(partnership, rows: list[IndicatorValue], shown: ShownRows) -> dict:
    unit = rows[0].unit
    kind = blocks.column_kind(unit)
    cells = {
        ("Counted", "number"): [_counted(row, shown) for row in rows],
        ("Out of", "number"): [shown.of(row).denominator if _counted(row, shown) else None for row in rows],
        (words.place(partnership), kind): [shown.of(row).value for row in rows],
        **{(label, kind): [blocks.plain(getattr(row, name)) for row in rows] for name, label in COMPARATORS.items()},
        ("Before", kind): [shown.of(row).previous for row in rows],
        ("Target", kind): [blocks.plain(row.target) for row in rows],
    }
    kept = {column: listed for column, listed in cells.items() if any(listed)}
    made = [
        blocks.row([row.indicator.name, *(listed[place] for listed in kept.values())], source=row)
        for place, row in enumerate(rows)
    ]
    caption = f"{words.caption(unit)}, {words.periods([row.period for row in rows])}"
    return blocks.table(_key(unit), caption, [("Indicator", "text"), *kept], made, note=_quality(rows))


def _key(unit: str) -> str:
    return {"%": "percent", "£": "money", "n": "numbers"}.get(unit) or unit.replace(" ", "-") or "numbers"


def _counted(row: IndicatorValue, shown: ShownRows) -> str | None:
    """What a share or rate was counted from, where the table does not show it as a value of its own."""
    return shown.of(row).numerator if row.unit not in ("n", "") and row.denominator is not None else None


def _quality(rows: list[IndicatorValue]) -> str:
    flagged = [row for row in rows if row.quality != IndicatorValue.Quality.GOOD]
    return words.notes([(row.indicator.name, f"{row.get_quality_display().lower()}.") for row in flagged])


def _charts(partnership, rows: list[IndicatorValue], shown: ShownRows) -> list[dict]:
    """A chart for each rate or share beside other areas; a doubtful figure is not drawn."""
    return [
        _chart(partnership, row, shown)
        for row in rows
        if row.unit in RATES and row.quality != DOUBTFUL and any(getattr(row, name) is not None for name in COMPARATORS)
    ]


def _chart(partnership, row: IndicatorValue, shown: ShownRows) -> dict:
    own = (words.place(partnership), shown.of(row).value)
    others = [
        (label, blocks.plain(getattr(row, name)))
        for name, label in COMPARATORS.items()
        if getattr(row, name) is not None
    ]
    said = [
        (label if label == "England" else f"{'the ' if label == 'Region' else ''}{label.lower()}", value)
        for label, value in others
    ]
    return blocks.chart(
        f"chart-{row.indicator.number}-{_key(row.unit)}",
        f"{row.indicator.name}, {words.caption(row.unit).lower()}, {sentences.period(row.period)}",
        "bar",
        row.unit,
        sentences.comparison(row.indicator.name, own, said, row.unit),
        [("Value", [own, *others])],
        target=("Target", blocks.plain(row.target)) if row.target is not None else None,
        table=_key(row.unit),
    )


def _commentary(rows: list[IndicatorValue]) -> list[dict]:
    """What the partnership says that the figures mean, indicator by indicator."""
    said = [f"- **{row.indicator.name}.** {row.commentary.strip()}" for row in rows if row.commentary.strip()]
    return [{"type": "prose", "markdown": "\n".join(dict.fromkeys(said))}] if said else []
