"""What a person may choose for sections of indicators, of their parts and of measures."""

import json

from core.calendar.financial_years import FinancialYear
from core.formatting import sentences
from core.formatting.numbers import with_unit
from core.reports.sources import Choice, Offer, chooser
from indicators.models import Indicator, IndicatorValue, Measure
from indicators.sections import periods, words
from indicators.suppression import rule_for, show_values

NAMED_AT_MOST = 3
NO_INDICATORS = "No value of an indicator is recorded for this year yet."


@chooser(
    "indicators",
    question="Which indicators should it show?",
    kind="indicators",
    nothing=NO_INDICATORS,
)
def indicators(partnership, year: FinancialYear, options: dict) -> Offer:
    """Each indicator with a value of the whole area, with the values that stand for the year."""
    old = options.get("numbers") or []
    rows = _for_year(partnership, year, options)
    shown = show_values(rows, rule_for(partnership, year.ends))
    by_number: dict[int, list[IndicatorValue]] = {}
    for row in rows:
        by_number.setdefault(row.indicator.number, []).append(row)
    choices = []
    for number, listed in by_number.items():
        told = "; ".join(with_unit(shown.of(row).value, row.unit) for row in listed)
        when = words.periods([row.period for row in listed])
        choices.append(Choice(str(number), f"{number}. {listed[0].indicator.name}: {told}, {when}"))
    missing = [number for number in old if number not in by_number]
    return Offer(
        choices,
        [str(number) for number in dict.fromkeys(old) if number in by_number],
        lambda values: _with_numbers(values, by_number, options),
        gone=tuple(_names(missing)),
    )


def _for_year(partnership, year: FinancialYear, options: dict) -> list[IndicatorValue]:
    """As the source reads them: of the period that the options name, else of the one that stands for the year.

    An indicator without a value in the period named is offered for the year all the same.
    """
    named = options.get("period")
    found = IndicatorValue.objects.filter(partnership=partnership, breakdown="")
    found = found.filter(periods.in_years(year) | periods.named(named)).select_related("indicator")
    by_number: dict[int, list[IndicatorValue]] = {}
    for row in found.order_by("indicator__number", "unit"):
        by_number.setdefault(row.indicator.number, []).append(row)
    rows = []
    for listed in by_number.values():
        recorded = {row.period for row in listed}
        period = named if named in recorded else periods.of_year(recorded, year, listed[0].indicator.cohort)
        of_period = [row for row in listed if row.period == period]
        rows += sorted(of_period, key=lambda row: not row.in_unit.is_count)
    return rows


def _with_numbers(values: list[str], by_number: dict[int, list], options: dict) -> dict:
    chosen = in_order(values, [str(number) for number in options.get("numbers") or []], map(str, by_number))
    numbers = [int(value) for value in chosen]
    recorded = [row.period for number in numbers for row in by_number[number]]
    return without_period(options, recorded) | {"numbers": numbers}


def _names(numbers: list[int]) -> list[str]:
    found = Indicator.objects.shipped().filter(number__in=numbers).order_by("number")
    return [str(indicator) for indicator in found]


@chooser(
    "indicator-breakdown",
    question="Which indicator should it show by its parts?",
    kind="indicators",
    nothing="No indicator is recorded by its parts for this year yet.",
    many=False,
)
def breakdown(partnership, year: FinancialYear, options: dict) -> Offer:
    """Each indicator, unit and period with parts, of the year and of the one before."""
    found = IndicatorValue.objects.filter(partnership=partnership).exclude(breakdown="")
    found = found.filter(periods.in_years(year, year.previous()) | periods.named(options.get("period")))
    order = ("indicator__number", "-period", "unit")
    listed: dict[tuple, list[IndicatorValue]] = {}
    for row in found.select_related("indicator").order_by(*order, "grouped_by", "breakdown_sort"):
        listed.setdefault((row.indicator.number, row.unit, row.period), []).append(row)
    choices = [Choice(as_value(*parts), _parts(rows), _when(rows[0], year)) for parts, rows in listed.items()]
    current = _current(listed, year, options)
    number = options.get("number")

    def kept(values: list[str]) -> dict:
        number, unit, period = json.loads(values[0])
        return {**options, "number": number, "unit": unit, "period": period}

    return Offer(
        sorted(choices, key=lambda choice: choice.group, reverse=True),
        [as_value(*current)] if current else [],
        kept,
        gone=tuple(_names([number])) if number and not current else (),
    )


def _parts(rows: list[IndicatorValue]) -> str:
    row = rows[0]
    names = [one.part for one in rows]
    return (
        f"{row.indicator}: {listed_shortly(names)} ({words.column(row.unit).lower()}, {sentences.period(row.period)})"
    )


def _when(row: IndicatorValue, year: FinancialYear) -> str:
    return str(year if periods.is_within(row.period, year) else year.previous())


def _current(listed: dict[tuple, list], year: FinancialYear, options: dict) -> tuple | None:
    """What the source would show now, of what is offered."""
    named = options.get("period")
    of_number = [parts for parts in listed if parts[0] == options.get("number")]
    of_number = [parts for parts in of_number if periods.is_asked(parts[2], named, year)]
    of_number = [parts for parts in of_number if listed[parts][0].is_in(options.get("unit"))] or of_number
    if not of_number:
        return None
    cohort = listed[of_number[0]][0].indicator.cohort
    wanted = named or periods.of_year([parts[2] for parts in of_number], year, cohort)
    there = [parts for parts in of_number if parts[2] == wanted]
    return min(there, key=lambda parts: (parts[1] != "n", parts[1]), default=None)


@chooser(
    "measures",
    question="Which topics should it show?",
    kind="measures",
    nothing="No measure is recorded for this year yet.",
)
def measures(partnership, year: FinancialYear, options: dict) -> Offer:
    """Each topic of which something is recorded in the year, or in the period that the options name."""
    named, old = options.get("period"), options.get("topics") or []
    found = Measure.objects.filter(partnership=partnership).filter(periods.in_years(year) | periods.named(named))
    by_topic: dict[str, list[Measure]] = {}
    for row in found.order_by("topic_sort", "topic", "position", "category_sort", "period"):
        by_topic.setdefault(row.topic, []).append(row)
    return Offer(
        [Choice(topic, _topic(topic, rows)) for topic, rows in by_topic.items()],
        [topic for topic in dict.fromkeys(old) if topic in by_topic],
        lambda values: _with_topics(values, by_topic, options),
        gone=tuple(topic for topic in old if topic not in by_topic),
    )


def _topic(topic: str, rows: list[Measure]) -> str:
    return f"{topic}: {listed_shortly(list(dict.fromkeys(row.part for row in rows)))}"


def _with_topics(values: list[str], by_topic: dict[str, list[Measure]], options: dict) -> dict:
    topics = in_order(values, options.get("topics") or [], by_topic)
    periods_of = [{row.period for row in by_topic[topic]} for topic in topics]
    named = options.get("period")
    made = dict(options) if all(named in recorded for recorded in periods_of) else _dropped(options, "period")
    if topics != options.get("topics") and isinstance(made.get("caption"), list):
        # A caption for each table says nothing true once there are other tables.
        made = _dropped(made, "caption")
    return made | {"topics": topics}


def as_value(*parts) -> str:
    """What names a record in a form."""
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def in_order(values, old, offered) -> list[str]:
    """The chosen values in the order that they had, new ones after them as they are offered."""
    chosen = set(values)
    return [value for value in dict.fromkeys([*old, *offered]) if value in chosen]


def without_period(options: dict, recorded: list[str]) -> dict:
    """The options; without their period where something chosen is recorded in another one only."""
    named = options.get("period")
    return dict(options) if all(period == named for period in recorded) else _dropped(options, "period")


def _dropped(options: dict, name: str) -> dict:
    return {key: value for key, value in options.items() if key != name}


def listed_shortly(names: list[str]) -> str:
    most, more = names[:NAMED_AT_MOST], len(names) - NAMED_AT_MOST
    return sentences.listed([*most, f"{more} more"] if more > 0 else most)
