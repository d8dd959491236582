"""The cards of a partnership's home page that come from its figures."""

from django.urls import reverse

from accounts.roles import Permission
from core.dashboard.overview import Card, Step, card, first_step, same_for_all
from core.db.combined_queries import kept, only
from core.formatting.sentences import period
from indicators.discrepancies import open_once
from indicators.models import IndicatorValue


@kept
def _counted(year):
    return [IndicatorValue.objects.counts(year)]


def _counts(partnership, year, member):
    return _counted(year)[0] if member.can(Permission.VIEW_RECORDS) else None


@card(50, _counts)
def indicators(partnership, year, member, rows):
    counts = only(rows, indicators=0, latest=None, in_year=0)
    return Card(
        "Indicators",
        reverse("indicators:indicators", args=[partnership.slug]),
        str(counts["indicators"]),
        f"with values, the latest for {period(counts['latest'])}" if counts["latest"] else "with values",
        () if counts["in_year"] else (f"No value is on record for {year}.",),
    )


@card(60)
def discrepancy_count(partnership, year, member):
    if not member.can(Permission.VIEW_RECORDS):
        return None
    still_open = len(open_once(partnership))
    return Card(
        "Discrepancies",
        reverse("indicators:discrepancies", args=[partnership.slug]),
        str(still_open),
        "published total does not match its parts" if still_open == 1 else "published totals do not match their parts",
    )


@same_for_all(Permission.KEEP_RECORDS)
def _any_value(today):
    return IndicatorValue.objects.order_by().values("id")[:1]


@first_step(60, _any_value)
def values_added(partnership, member, today, values):
    address = reverse("indicators:indicators", args=[partnership.slug])
    return Step("Add the first values of the indicators", address, bool(values))
