from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.roles import Permission
from assurance.charts import trend
from assurance.filters import IndicatorFilters
from assurance.models import Indicator, IndicatorValue
from assurance.pages import breakdowns, headlines, latest_texts, legend
from assurance.seen import rule_of, seen
from assurance.suppression import show_values
from assurance.tables import IndicatorTable
from core.lists import list_page
from partnership.views.empty import nothing_yet


@require_safe
def indicator_list(request, slug):
    request.member.check(Permission.VIEW_RECORDS)
    filters = IndicatorFilters(request.GET, Indicator.objects.shipped())
    values = list(IndicatorValue.objects.latest())
    shown = seen(show_values, values, member=request.member, partnership=request.partnership)
    latest = latest_texts(values, shown)
    rows = [
        {"number": one.number, "name": one.name, "frequency": one.frequency, **latest.get(one.pk, {})}
        for one in filters.qs
    ]
    table = IndicatorTable(rows, order_by="number")
    empty = nothing_yet(request, "indicators")
    return list_page(request, "assurance/indicators.html", table, filters, empty=empty)


@require_safe
def indicator_detail(request, slug, number):
    request.member.check(Permission.VIEW_RECORDS)
    indicator = get_object_or_404(Indicator.objects.shipped(), number=number)
    values = list(IndicatorValue.objects.of_indicator(indicator))
    rule = rule_of(request.member, request.partnership)
    shown = show_values(values, rule)
    context = {
        "indicator": indicator,
        "headlines": headlines(values, shown),
        "breakdowns": breakdowns(values, shown),
        "comments": [value for value in values if value.commentary],
        "charts": trend(request.partnership, indicator, values, shown),
        "rule": legend(rule, shown),
        "empty": nothing_yet(request, "values"),
    }
    return render(request, "assurance/indicator.html", context)
