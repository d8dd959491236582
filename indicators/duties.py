"""What the figures of a partnership ask somebody to do."""

from django.urls import reverse

from accounts.roles import Permission
from core.dashboard.overview import Duty, duty, same_for_all
from core.formatting.sentences import period
from indicators.discrepancies import open_once
from indicators.models import IndicatorValue, OwnIndicator
from indicators.models.indicators import LAST_PERIODS
from indicators.periods import sort_of
from indicators.trends import missing

NAMED = 3


_for_keepers = same_for_all(Permission.KEEP_RECORDS)


@_for_keepers
def _last_periods(today):
    return IndicatorValue.objects.last_periods()


@duty(40, _last_periods)
def indicator_periods(partnership, member, today, rows):
    """Indicators that were counted before and miss a period that others have, or that should be counted by now."""
    found = [tuple(row[name] for name in LAST_PERIODS) for row in rows]
    names = {number: name for number, name, *_ in found}
    lacking = missing(found, today)
    page = reverse("indicators:indicators", args=[partnership.slug])
    if len(lacking) > NAMED:
        yield Duty(f"Add the latest values of {len(lacking)} indicators", f"{page}?show=missing")
        return
    for number, lacks in lacking.items():
        address = reverse("indicators:value_add", args=[partnership.slug, number])
        yield Duty(f"Add {period(lacks)} of “{names[number]}”", address)


@_for_keepers
def _own_last(today):
    counted = OwnIndicator.objects.current(today).exclude(frequency="").with_last_period()
    return counted.values("topic", "frequency", "last")


@duty(41, _own_last)
def own_indicator_periods(partnership, member, today, rows):
    """Indicators of the partnership's own that have no figure, or none for a period that should be counted by now."""
    lasts = [
        (row["topic"], row["topic"], row["frequency"], sort_of(row["last"]), row["last"]) for row in rows if row["last"]
    ]
    lacking = {row["topic"]: "" for row in rows if not row["last"]} | missing(lasts, today)
    page = reverse("indicators:measures", args=[partnership.slug])
    if len(lacking) > NAMED:
        yield Duty(f"Add the latest figures of {len(lacking)} indicators of your own", page)
        return
    for topic, lacks in lacking.items():
        of = f"{period(lacks)} of" if lacks else "the first figure of"
        yield Duty(f"Add {of} “{topic}”", reverse("indicators:measure_topic", args=[partnership.slug, topic]))


@duty(50)
def discrepancies_to_explain(partnership, member, today):
    if not member.can(Permission.EXPLAIN_FIGURES):
        return
    still_open = open_once(partnership)
    if len(still_open) > NAMED:
        address = reverse("indicators:discrepancies", args=[partnership.slug])
        yield Duty(f"Explain {len(still_open)} published totals that do not match their parts", address)
        return
    for one in still_open:
        address = reverse("indicators:explain", args=[partnership.slug, one.key])
        yield Duty(f"Published total does not match its parts: “{one.title}”, {period(one.period)}", address)
