"""Which figures have a page of their history. Counts that may identify somebody are told to those who keep them; to
others a history tells of a figure what every page shows of it now."""

from dataclasses import asdict

from core.formatting.units import Kind, unit_named
from core.timelines import timeline
from indicators.discrepancies import found_once
from indicators.models import Explanation, IndicatorValue, Measure, OwnIndicator, PeopleAnswer, PrintedTotal
from indicators.shown_totals import shown_totals
from indicators.suppression import rule_for, show_measures, show_values
from indicators.totals import TOTALS

Shown = dict[str, str | None] | None


def _value_shown(value) -> Shown:
    return _row_shown(value, show_values)


def _measure_shown(measure) -> Shown:
    return _row_shown(measure, show_measures)


def _row_shown(row, show) -> Shown:
    if not row.is_about_people or (_is_money(row.unit) and getattr(row, "denominator", None) is None):
        return None
    return {} if row.void_reason else asdict(show([row], rule_for(row.partnership)).of(row))


def _is_money(unit: str) -> bool:
    return unit_named(unit).kind == Kind.MONEY


def _total_shown(total) -> Shown:
    if total.of in TOTALS or _is_money(total.unit) or not unit_named(total.unit).may_count_people:
        return None
    return {"printed": shown_totals(total.partnership).get(total.pk)}


def _explanation_shown(written) -> Shown:
    """The numbers that it is about, where they are still those of the discrepancy."""
    found = next((one for one in found_once(written.partnership) if one.key == written.discrepancy), None)
    if found is None or found.explanation is None:
        return {}
    return None if found.of in TOTALS else {"printed": found.shown_printed, "computed": found.shown}


timeline(
    IndicatorValue,
    counts=["value", "numerator", "denominator", "previous"],
    shown=_value_shown,
)
timeline(
    Measure,
    hidden=["position"],
    counts=["value"],
    shown=_measure_shown,
)
timeline(
    PrintedTotal,
    counts=["printed"],
    shown=_total_shown,
)
timeline(
    Explanation,
    hidden=["version", "discrepancy", "written_at", "written_by"],
    counts=["printed", "computed"],
    shown=_explanation_shown,
)
timeline(OwnIndicator)
timeline(PeopleAnswer, hidden=["said_at", "said_by"])
