"""One indicator from year to year."""

from core.calendar.financial_years import FinancialYear
from core.formatting import sentences
from core.formatting.numbers import plain
from core.reports import blocks
from core.reports.sources import CannotBuild, Choice, Offer, chooser, source
from indicators.comparators import AREAS
from indicators.models import IndicatorValue
from indicators.periods import short, sort_of
from indicators.sections import periods, words
from indicators.sections.choosing import as_value
from indicators.suppression import ShownRows, rule_for, show_values

MOST_YEARS, LEAST_POINTS = 10, 3
DOUBTFUL = IndicatorValue.Quality.DOUBTFUL
SEVERAL = "No indicator is recorded for this year and an earlier one yet."


@source(
    "indicator-years",
    name="An indicator over the years",
    help="How one indicator moved from year to year: a sentence, a table and a chart, beside other areas.",
    options={
        "number": "The number of the indicator in the catalogue.",
        "unit": "The unit of the values, such as n or %; the counts where none is named.",
        "years": f"How many years at most, up to {MOST_YEARS}.",
        "chart": "Yes or no.",
    },
)
def over_years(partnership, year: FinancialYear, options: dict) -> list[dict]:
    number = options.get("number")
    if not number:
        raise CannotBuild("Choose the indicator by its number.")
    by_unit = _by_unit(partnership, year, [number], options.get("years", MOST_YEARS)).get(number, {})
    rows = by_unit.get(options.get("unit")) or next(iter(by_unit.values()), [])
    if not rows:
        raise CannotBuild(f"Indicator {number} is not recorded for {year} and an earlier year.")
    shown = show_values(rows, rule_for(partnership, year.ends))
    chart = _chart(words.place(partnership, year.ends), rows, shown) if options.get("chart", True) else None
    drawn = [chart] if chart else []
    return [*drawn, _table(rows, shown, says="" if chart else _moved(rows, shown)), *_commentary(rows)]


@chooser(
    "indicator-years",
    question="Which indicator should it show over the years?",
    kind="indicators",
    nothing=SEVERAL,
    many=False,
)
def choose(partnership, year: FinancialYear, options: dict) -> Offer:
    """Each indicator and unit with a value for the year and for an earlier one."""
    listed = _by_unit(partnership, year, None, options.get("years", MOST_YEARS))
    offered = {(number, unit): rows for number, by_unit in listed.items() for unit, rows in by_unit.items()}
    number, unit = options.get("number"), options.get("unit")
    there = [key for key in offered if key[0] == number]
    current = (number, unit) if (number, unit) in offered else next(iter(there), None)

    def kept(values: list[str]) -> dict:
        return options | dict(
            zip(("number", "unit"), next(key for key in offered if as_value(*key) == values[0]), strict=True)
        )

    return Offer(
        [Choice(as_value(*key), _says(rows)) for key, rows in offered.items()],
        [as_value(*current)] if current else [],
        kept,
        gone=(f"indicator {number}",) if number and not current else (),
    )


def _by_unit(partnership, year: FinancialYear, numbers, years: int) -> dict[int, dict[str, list[IndicatorValue]]]:
    """By indicator and unit, counts first: the value that stands for each year, the earliest first, where two years or
    more have one. All are of one sort: a quarter beside a year would seem to be a fall."""
    every = [FinancialYear(year.first - back) for back in range(min(years, MOST_YEARS))]
    found = IndicatorValue.objects.filter(partnership=partnership, breakdown="").filter(periods.in_years(*every))
    if numbers is not None:
        found = found.filter(indicator__number__in=numbers)
    grouped: dict[tuple, list[IndicatorValue]] = {}
    for row in found.select_related("indicator").order_by("indicator__number", "unit"):
        grouped.setdefault((row.indicator.number, row.unit), []).append(row)
    listed: dict[int, dict[str, list[IndicatorValue]]] = {}
    for (number, unit), rows in sorted(grouped.items(), key=lambda one: (one[0][0], not one[1][0].in_unit.is_count)):
        if len(standing := _standing(rows, every)) > 1 and periods.is_within(standing[-1].period, year):
            listed.setdefault(number, {})[unit] = standing
    return listed


def _standing(rows: list[IndicatorValue], years: list[FinancialYear]) -> list[IndicatorValue]:
    by_period = {row.period: row for row in rows}
    stands = [periods.of_year(by_period, year, rows[0].indicator.cohort) for year in years]
    there = [period for period in stands if period is not None]
    return [by_period[period] for period in reversed(there) if sort_of(period) == sort_of(there[0])]


def _says(rows: list[IndicatorValue]) -> str:
    first, last = sentences.period(rows[0].period), sentences.period(rows[-1].period)
    return f"{rows[0].indicator} ({words.column(rows[0].unit).lower()}, {first} to {last})"


def _caption(rows: list[IndicatorValue]) -> str:
    first, last = sentences.period(rows[0].period), sentences.period(rows[-1].period)
    return f"{rows[0].indicator.name}, {first} to {last}"


def _beside(row: IndicatorValue) -> list[str | None]:
    """The figures of other areas; nothing beside a doubtful one, which may not be the same thing."""
    return [None if row.quality == DOUBTFUL else plain(area.of(row)) for area in AREAS]


def _moved(rows: list[IndicatorValue], shown: ShownRows) -> str:
    points = [(row.period, shown.of(row).value) for row in rows]
    return sentences.change(rows[0].indicator.name, points, rows[0].unit)


def _table(rows: list[IndicatorValue], shown: ShownRows, *, says: str) -> dict:
    unit, beside = rows[0].unit, [_beside(row) for row in rows]
    kept = [place for place in range(len(AREAS)) if any(texts[place] is not None for texts in beside)]
    kind = blocks.column_kind(unit)
    columns = [("Period", "text"), (words.column(unit), kind), *((AREAS[place].label, kind) for place in kept)]
    made = [
        blocks.row([sentences.period(row.period), shown.of(row).value, *(texts[place] for place in kept)], source=row)
        for row, texts in zip(rows, beside, strict=True)
    ]
    doubtful = [sentences.period(row.period) for row in rows if row.quality == DOUBTFUL]
    care = f"To be read with care: {sentences.listed(doubtful)}." if doubtful else ""
    return blocks.table("years", _caption(rows), columns, made, note="\n".join(filter(None, (says, care))))


def _chart(area: str, rows: list[IndicatorValue], shown: ShownRows) -> dict | None:
    """A line where three values or more are known."""
    points = [(short(row.period), shown.of(row).value) for row in rows]
    if len(sentences.known(points)) < LEAST_POINTS:
        return None
    others = [
        (one.label, [(short(row.period), _beside(row)[place]) for row in rows if _beside(row)[place] is not None])
        for place, one in enumerate(AREAS)
    ]
    series = [(area, points), *((name, line) for name, line in others if len(line) >= LEAST_POINTS)]
    return blocks.chart("years-chart", _caption(rows), "line", rows[0].unit, _moved(rows, shown), series, table="years")


def _commentary(rows: list[IndicatorValue]) -> list[dict]:
    last = rows[-1]
    return [blocks.remark(last.indicator.name, last.commentary)] if last.commentary.strip() else []
