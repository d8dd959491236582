"""What a person may choose for a panel of key figures: single values and measures."""

import json

from django.db.models import Q

from core.calendar.financial_years import FinancialYear
from core.formatting import numbers, sentences
from core.reports.sources import Choice, Offer, chooser
from indicators.models import IndicatorValue, Measure
from indicators.sections import periods, words
from indicators.sections.choosing import as_value, in_order
from indicators.suppression import rule_for, show_measures, show_values


@chooser(
    "key-figures",
    question="Which figures should it show?",
    kind="indicators",
    nothing="No value of an indicator and no measure is recorded for this year or the one before yet.",
)
def key_figures(partnership, year: FinancialYear, options: dict) -> Offer:
    """Values and measures of the year and of the one before, and those that the section shows already."""
    old = [{"period": str(year)} | item for item in options.get("items") or []]
    values, measures = _values(partnership, year, old), _measures(partnership, year, old)
    rule = rule_for(partnership, year.ends)
    shown = show_values(values, rule).rows | show_measures(measures, rule).rows
    rows = sorted([*values, *measures], key=lambda row: _place(row, year))
    choices = [
        Choice(_value(row), f"{_label(row)}: {_told(row, shown)}", sentences.capital(_group(row, year))) for row in rows
    ]
    kept: dict[str, dict] = {}
    gone = []
    for item, given in zip(old, options.get("items") or [], strict=True):
        row = next((row for row in rows if _is_meant(item, row)), None)
        if row is None:
            gone.append(_called(item))
        else:
            kept.setdefault(_value(row), given)

    def made(chosen: list[str]) -> dict:
        ordered = in_order(chosen, kept, [choice.value for choice in choices])
        return {**options, "items": [kept.get(value) or _item(value) for value in ordered]}

    return Offer(choices, list(kept), made, gone=tuple(gone))


def _values(partnership, year: FinancialYear, old: list[dict]) -> list[IndicatorValue]:
    shown = _any(Q(indicator__number=item["indicator"], period=item["period"]) for item in old if "indicator" in item)
    found = IndicatorValue.objects.filter(partnership=partnership)
    found = found.filter(periods.in_years(year, year.previous()) | shown).select_related("indicator")
    return list(found.order_by("indicator__number", "grouped_by", "breakdown_sort", "-period", "unit"))


def _measures(partnership, year: FinancialYear, old: list[dict]) -> list[Measure]:
    shown = _any(Q(topic=item["measure"], period=item["period"]) for item in old if "measure" in item)
    found = Measure.objects.filter(partnership=partnership)
    found = found.filter(periods.in_years(year, year.previous()) | shown)
    return list(found.order_by("topic_sort", "topic", "position", "category_sort", "-period", "unit"))


def _any(conditions) -> Q:
    found = Q(pk__in=[])
    for condition in conditions:
        found |= condition
    return found


def _is_meant(item: dict, row) -> bool:
    """Whether the source would show the row for the item; without a unit the first one is meant."""
    if item["period"] != row.period or not row.is_in(item.get("unit")):
        return False
    if item.get("grouped_by", row.grouped_by) != row.grouped_by:
        return False
    if isinstance(row, IndicatorValue):
        return (item.get("indicator"), item.get("breakdown", "")) == (row.indicator.number, row.breakdown)
    return (item.get("measure"), item.get("category")) == (row.topic, row.category)


def _value(row) -> str:
    named = [row.grouped_by] if row.grouped_by else []
    if isinstance(row, IndicatorValue):
        return as_value("indicator", row.indicator.number, row.unit, row.period, row.breakdown, *named)
    return as_value("measure", row.topic, row.unit, row.period, row.category, *named)


def _item(value: str) -> dict:
    kind, what, unit, period, part, *named = json.loads(value)
    item = {kind: what, "unit": unit, "period": period} | ({"grouped_by": named[0]} if named else {})
    if kind == "measure":
        return item | {"category": part}
    return item | ({"breakdown": part} if part else {})


def _place(row, year: FinancialYear) -> tuple:
    """This year first, then the one before, then what is older; indicators before measures."""
    years = (year, year.previous())
    age = next((place for place, one in enumerate(years) if periods.is_within(row.period, one)), len(years))
    return age, isinstance(row, Measure)


def _group(row, year: FinancialYear) -> str:
    age, is_measure = _place(row, year)
    when = (str(year), str(year.previous()), "other years")[age]
    return f"{'measures' if is_measure else 'indicators'} of {when}"


def _label(row) -> str:
    if isinstance(row, Measure):
        return f"{row.topic}, {row.part}"
    return f"{row.indicator}, {row.part}" if row.part else str(row.indicator)


def _told(row, shown: dict) -> str:
    text = shown[row.pk].value
    value = numbers.with_unit(text, row.unit) if text is not None else words.column(row.unit).lower()
    return f"{value}, {sentences.period(row.period)}"


def _called(item: dict) -> str:
    what = f"{item['measure']}, {item.get('category')}" if "measure" in item else f"indicator {item.get('indicator')}"
    return f"{what} ({sentences.period(item['period'])})"
