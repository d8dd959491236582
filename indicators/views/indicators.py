from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.roles import Permission
from core.formatting.folding import sort_key
from core.http.requires import requires
from core.lists import cut, list_page
from indicators.charts import trend
from indicators.filters import IndicatorFilters
from indicators.models import Indicator, IndicatorValue
from indicators.pages import breakdowns, headlines, legend
from indicators.people import series_of, told
from indicators.suppression import show_values
from indicators.tables import IndicatorTable
from indicators.trends import latest_rows
from indicators.visibility import rule_of, seen
from partnership.views.empty import nothing_yet

# Indicators that are to be understood rather than judged have no good direction.
GOOD = {code: {"good": "" if code == "neutral" else label} for code, label in Indicator.Direction.choices}


@require_safe
@requires(Permission.VIEW_RECORDS)
def indicator_list(request, slug):
    filters = IndicatorFilters(request.GET, Indicator.objects.shipped())
    values = list(IndicatorValue.objects.latest_two())
    shown = seen(show_values, values, member=request.member, partnership=request.partnership)
    latest = latest_rows(values, shown)
    rows = [
        {
            "number": one.number,
            "name": one.name,
            "name_sort": sort_key(one.name),
            **GOOD[one.good_direction],
            **latest.get(one.pk, {}),
        }
        for one in filters.qs
    ]
    table = IndicatorTable(rows, order_by="number")
    empty = nothing_yet(request, "indicators")
    context = {"may_keep": request.member.can(Permission.KEEP_RECORDS)}
    return list_page(request, table, filters, context, empty=empty, template="indicators/indicators.html")


@require_safe
@requires(Permission.VIEW_RECORDS)
def indicator_detail(request, slug, number):
    indicator = get_object_or_404(Indicator.objects.shipped(), number=number)
    values = list(IndicatorValue.objects.of_indicator(indicator))
    rule = rule_of(request.member, request.partnership)
    shown = show_values(values, rule)
    tables, page = cut(request, breakdowns(values, shown), "parts")
    context = {
        "indicator": indicator,
        "headlines": headlines(values, shown),
        "breakdowns": tables,
        "page": page,
        "comments": [value for value in values if value.commentary],
        "charts": trend(request.partnership, indicator, values, shown),
        "rule": legend(rule, shown),
        "people": told(series_of(values), indicator=indicator.number),
        "may_keep": request.member.can(Permission.KEEP_RECORDS),
        "empty": nothing_yet(request, "values"),
    }
    return render(request, "indicators/indicator.html", context)
