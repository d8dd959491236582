"""Indicators with what they are compared with, and what the partnership says about them."""

from core.calendar.financial_years import FinancialYear
from core.formatting import sentences
from core.formatting.numbers import plain
from core.formatting.units import Kind, unit_named
from core.reports import blocks
from core.reports.sources import CannotBuild, source
from indicators.comparators import AREAS, TARGET
from indicators.models import IndicatorValue
from indicators.sections import periods, words
from indicators.suppression import ShownRows, rule_for, show_values

NAMES_AT_MOST = 3
RATES = (Kind.SHARE, Kind.RATE)
DOUBTFUL = IndicatorValue.Quality.DOUBTFUL


@source(
    "indicators",
    name="Indicators and what they are compared with",
    help="Values of the year beside those of other areas, of the year before and the target, with the commentary.",
    options={
        "numbers": "Numbers of the indicators in the catalogue, in order.",
        "period": "The period of the values; for each indicator the one that stands for the year where none is named.",
        "chart": "Yes or no: a chart of rates beside those of other areas.",
        "caption": "What the table shows; the names of the indicators where none is given.",
    },
)
def indicators(partnership, year: FinancialYear, options: dict) -> list[dict]:
    area = words.place(partnership, year.ends)
    rows = _rows(partnership, year, options)
    shown = show_values(rows, rule_for(partnership, year.ends))
    tables = [_table(area, listed, shown, options) for listed in _per_table(rows)]
    key_of = {row.unit: table["key"] for listed, table in zip(_per_table(rows), tables, strict=True) for row in listed}
    drawn = _charts(area, rows, shown, key_of) if options.get("chart") else []
    return [*drawn, *tables, *_commentary(rows)]


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
    return sorted(rows, key=lambda row: (numbers.index(row.indicator.number), not row.in_unit.is_count))


def _per_table(rows: list[IndicatorValue]) -> list[list[IndicatorValue]]:
    """All rows in one table, unless figures of several units are compared with something: then a table a unit."""
    units = _units(rows)
    compared = {row.unit for row in rows if any(_beside(row))}
    if len(compared) < 2:
        return [rows]
    return [[row for row in rows if row.unit == unit] for unit in units]


def _beside(row: IndicatorValue) -> list:
    """What the row is compared with; nothing where it is doubtful, because it may not be the same thing."""
    if row.quality == DOUBTFUL:
        return [None] * (len(AREAS) + 2)
    return [*(area.of(row) for area in AREAS), row.previous, row.target]


def _table(area: str, rows: list[IndicatorValue], shown: ShownRows, options: dict) -> dict:
    """A row for each indicator, a column for each unit, then what is compared."""
    units = _units(rows)
    indicators = list(dict.fromkeys(row.indicator for row in rows))
    found = {(row.indicator_id, row.unit): row for row in rows}
    columns = _value_columns(area, units) + _compared_columns(rows)
    cells = [
        [
            next((text for row in _of(found, indicator, units) if (text := read(row, shown))), None)
            for _, _, read in columns
        ]
        for indicator in indicators
    ]
    kept = [place for place in range(len(columns)) if any(line[place] for line in cells)]
    made = [
        blocks.row([indicator.name, *(line[place] for place in kept)], source=_of(found, indicator, units)[0])
        for indicator, line in zip(indicators, cells, strict=True)
    ]
    headings = [("Indicator", "text"), *(columns[place][:2] for place in kept)]
    key = "values" if len(units) > 1 else _key(units[0])
    return blocks.table(key, _caption(rows, options), headings, made, note=_quality(rows))


def _of(found: dict, indicator, units: list[str]) -> list[IndicatorValue]:
    return [found[indicator.pk, unit] for unit in units if (indicator.pk, unit) in found]


def _value_columns(area: str, units: list[str]) -> list[tuple]:
    """(label, kind, how to read it) of the values of each unit, and of what they were counted from."""
    columns = []
    for unit in units:
        label = area if len(units) == 1 else words.column(unit)
        columns += [
            ("Counted", "number", _reader(unit, lambda row, shown: _counted(row, shown))),
            (
                "Out of",
                "number",
                _reader(unit, lambda row, shown: shown.of(row).denominator if _counted(row, shown) else None),
            ),
            (label, blocks.column_kind(unit), _reader(unit, lambda row, shown: shown.of(row).value)),
        ]
    return columns


def _reader(unit: str, read):
    return lambda row, shown: read(row, shown) if row.unit == unit else None


def _compared_columns(rows: list[IndicatorValue]) -> list[tuple]:
    unit = next((row.unit for row in rows if any(_beside(row))), rows[0].unit)
    kind = blocks.column_kind(unit)

    def other(area):
        return lambda row, shown: None if row.quality == DOUBTFUL else plain(area.of(row))

    columns = [(area.label, kind, other(area)) for area in AREAS]
    columns.append(("Previous", kind, lambda row, shown: None if row.quality == DOUBTFUL else shown.of(row).previous))
    return [*columns, (TARGET.label, kind, other(TARGET))]


def _caption(rows: list[IndicatorValue], options: dict) -> str:
    names = list(dict.fromkeys(row.indicator.name for row in rows))
    what = (
        sentences.listed(names) if len(names) <= NAMES_AT_MOST else f"{names[0]} and {len(names) - 1} more indicators"
    )
    return f"{options.get('caption') or what}, {words.periods([row.period for row in rows])}"


def _key(unit: str) -> str:
    return {"%": "percent", "£": "money", "n": "numbers"}.get(unit) or unit.replace(" ", "-") or "numbers"


def _counted(row: IndicatorValue, shown: ShownRows) -> str | None:
    """What a share or rate was counted from, where that is no value of its own in the table."""
    return shown.of(row).numerator if not row.in_unit.is_count and row.denominator is not None else None


def _quality(rows: list[IndicatorValue]) -> str:
    flags = {DOUBTFUL: "To be read with care", IndicatorValue.Quality.PROVISIONAL: "Provisional"}
    named = {
        says: list(dict.fromkeys(row.indicator.name for row in rows if row.quality == flag))
        for flag, says in flags.items()
    }
    return " ".join(f"{says}: {sentences.listed(names)}." for says, names in named.items() if names)


def _units(rows: list[IndicatorValue]) -> list[str]:
    """Counts of people first."""
    return sorted(dict.fromkeys(row.unit for row in rows), key=lambda unit: not unit_named(unit).is_count)


def _charts(area: str, rows: list[IndicatorValue], shown: ShownRows, key_of: dict) -> list[dict]:
    """A chart for each rate or share beside other areas; a doubtful figure is not drawn."""
    return [
        _chart(area, row, shown, key_of[row.unit])
        for row in rows
        if row.in_unit.kind in RATES and row.quality != DOUBTFUL and any(other.of(row) is not None for other in AREAS)
    ]


def _chart(area: str, row: IndicatorValue, shown: ShownRows, table: str) -> dict:
    own = (area, shown.of(row).value)
    others = [(other, plain(other.of(row))) for other in AREAS if other.of(row) is not None]
    said = [(other.in_words, value) for other, value in others]
    return blocks.chart(
        f"chart-{row.indicator.number}-{_key(row.unit)}",
        f"{row.indicator.name}, {words.caption(row.unit).lower()}, {sentences.period(row.period)}",
        "bar",
        row.unit,
        sentences.comparison(row.indicator.name, own, said, row.unit),
        [("Value", [own, *((other.label, value) for other, value in others)])],
        target=(TARGET.label, plain(row.target)) if row.target is not None else None,
        table=table,
    )


def _commentary(rows: list[IndicatorValue]) -> list[dict]:
    """What the partnership says that the figures mean, indicator by indicator."""
    said = [(row.indicator.name, row.commentary.strip()) for row in rows if row.commentary.strip()]
    return [blocks.remark(name, text) for name, text in dict.fromkeys(said)]
