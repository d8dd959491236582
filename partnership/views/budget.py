from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.roles import Permission
from core.years import FinancialYear
from partnership.budgets import budgets_of, years_with_money
from partnership.views.empty import nothing_yet

MOST_YEARS = 6
LINES = {
    "opening_reserve": "Opening reserve",
    "total_income": "Income in all",
    "spending_planned": "Spending planned",
    "spending_actual": "Spending, actual",
    "result": "Result",
    "closing_reserve": "Closing reserve, computed",
    "in_kind_worth": "Contributions in kind, in no total",
}


@require_safe
def latest_budget(request, slug):
    """The latest year with money in it; an empty page that says what to do where there is none."""
    request.member.check(Permission.VIEW_RECORDS)
    years = years_with_money(request.partnership)
    if years:
        return redirect("partnership:budget_year", slug, years[0])
    return render(request, "partnership/no_budget.html", {"empty": nothing_yet(request, "money")})


@require_safe
def budget(request, slug, year):
    """A year's money, with the year before beside the contributions."""
    request.member.check(Permission.VIEW_RECORDS)
    year = _year(year)
    compared = budgets_of(request.partnership, [year.previous(), year])
    context = {
        "before": compared.budgets[0],
        "figures": compared.budgets[1],
        "agencies": compared.agencies,
        "year": year,
        "years": years_with_money(request.partnership),
        "empty": nothing_yet(request, "money"),
    }
    return render(request, "partnership/budget.html", context)


@require_safe
def years_compared(request, slug):
    """Every year side by side, the latest first."""
    request.member.check(Permission.VIEW_RECORDS)
    compared = budgets_of(request.partnership, years_with_money(request.partnership)[:MOST_YEARS])
    lines = [
        {"name": name, "amounts": [getattr(figures, attribute) for figures in compared.budgets]}
        for attribute, name in LINES.items()
    ]
    context = {"compared": compared, "lines": lines, "empty": nothing_yet(request, "money")}
    return render(request, "partnership/budget_years.html", context)


def _year(label):
    try:
        return FinancialYear.parse(label)
    except ValidationError as error:
        raise Http404("No such year.") from error
