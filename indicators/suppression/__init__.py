"""Small numbers of a partnership: which rule it follows, and its figures as that rule lets them be shown.

Rows are never judged alone: what stands beside them on another page gives them away just as well. So whoever asks for
some rows gets them as they may be shown together with all others that a reader may work them out from: those of the
same indicator or topic and period (`families`), and of the other periods and rules (`equations`).
"""

import datetime
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import partial

from django.db.models import Q

from core.disclosure import Rule, rules
from core.settings import ever_held, value_of
from indicators.models import IndicatorValue, Measure
from indicators.periods import first_day, told_together
from indicators.suppression.equations import settled
from indicators.suppression.showing import shown_alone
from indicators.suppression.shown import ShownRows, ShownValue, shown_rule

__all__ = [
    "ShownRows",
    "ShownValue",
    "rule_for",
    "rule_words",
    "show_families",
    "show_measures",
    "show_values",
    "shown_alone",
    "shown_rule",
]
KEY = "small_numbers"


def rule_for(partnership, on: datetime.date | None = None) -> Rule:
    """The rule that a partnership follows on a day: its own choice for that day, or the portal's. It knows by which
    others the figures of a period have been shown, which go on hiding them."""
    rule = rules()[value_of(partnership, KEY, on)]
    return replace(rule, also=partial(_also, partnership, rule.code))


def _also(partnership, code: str, period: str) -> tuple[Rule, ...]:
    """None where the partnership has said of the period itself that nothing is hidden."""
    if not rules()[value_of(partnership, KEY, first_day(period))].hides:
        return ()
    held = (rules()[one] for one in sorted(ever_held(partnership, KEY, first_day(period))))
    return tuple(rule for rule in held if rule.hides and rule.code != code)


def rule_words(partnership, on: datetime.date | None = None) -> dict[str, str]:
    """What a report's snapshot says about its small numbers."""
    rule = rule_for(partnership, on)
    return {"symbol": rule.symbol, "says": rule.says}


def show_values(values: Iterable[IndicatorValue], rule: Rule) -> ShownRows:
    """Values of indicators as they may be shown; one query for what belongs to them, and three for populations where
    a rate or a share names none."""
    values = list(values)
    beside = IndicatorValue.objects.filter(
        indicator_id__in={one.indicator_id for one in values}, period__in=told_together(one.period for one in values)
    )
    return settled(beside.select_related("indicator"), rule, _large, _values_of)


def show_measures(measures: Iterable[Measure], rule: Rule) -> ShownRows:
    """Measures as they may be shown; queries as `show_values`."""
    measures = list(measures)
    beside = Measure.objects.filter(
        topic__in={one.topic for one in measures}, period__in=told_together(one.period for one in measures)
    )
    return settled(beside, rule, _large, lambda topics: Measure.objects.filter(topic__in=topics).order_by())


def show_families(values: Iterable[IndicatorValue], measures: Iterable[Measure], rule: Rule) -> ShownRows:
    """Rows as they may be shown, where the caller has every row that belongs to them; three queries for populations
    where a rate or a share names none."""
    shown = settled(values, rule, _large, _values_of)
    shown.add(settled(measures, rule, _large))
    return shown


def _values_of(numbers: set[int]) -> Iterable[IndicatorValue]:
    """All values of the indicators of these numbers."""
    found = IndicatorValue.objects.filter(indicator__number__in=numbers)
    return found.select_related("indicator").order_by()


def _large(number: Decimal) -> Iterable[IndicatorValue | Measure]:
    """All that count so many or are of so many: who may be all that live there."""
    is_large = Q(value__gte=number) | Q(numerator__gte=number) | Q(denominator__gte=number)
    yield from IndicatorValue.objects.filter(is_large).exclude(breakdown="").order_by()
    yield from Measure.objects.filter(value__gte=number).order_by()
