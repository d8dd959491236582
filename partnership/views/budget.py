from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.roles import Permission
from core.lists import list_page
from core.preferences import year_shown
from core.years import FinancialYear
from partnership.budgets import budgets_of, years_with_money
from partnership.contribution_list import ContributionFilters, ContributionTable
from partnership.models import Contribution
from partnership.review import review_of
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
RESERVE = {
    "opening_reserve": "Opening reserve",
    "total_income": "Income",
    "spending_planned": "Spending planned",
    "spending_actual": "Spending, actual",
    "result": "Result",
    "closing_reserve": "Closing reserve, computed",
    "closing_reserve_agreed": "Closing reserve, agreed",
}
ALWAYS = {"Opening reserve", "Result", "Closing reserve, computed"}


@require_safe
def latest_budget(request, slug):
    """The year that pages show first, or the latest with money in it; without any a page that says what to do."""
    request.member.check(Permission.VIEW_RECORDS)
    years = years_with_money(request.partnership)
    if years:
        shown = year_shown(request.partnership)
        return redirect("partnership:budget_year", slug, shown if shown in years else years[0])
    context = {"empty": nothing_yet(request, "money"), "may_keep": request.member.can(Permission.KEEP_RECORDS)}
    return render(request, "partnership/no_budget.html", context)


@require_safe
def budget(request, slug, year):
    """A year's money, with the year before beside the contributions."""
    request.member.check(Permission.VIEW_RECORDS)
    year = year_or_404(year)
    compared = budgets_of(request.partnership, [year.previous(), year])
    context = {
        "before": compared.budgets[0],
        "figures": compared.budgets[1],
        "agencies": compared.agencies,
        "year": year,
        "years": years_with_money(request.partnership),
        "may_keep": request.member.can(Permission.KEEP_RECORDS),
    }
    return render(request, "partnership/budget.html", context)


@require_safe
def years_compared(request, slug):
    """The latest years side by side, the earliest of them first, with the change to the last."""
    request.member.check(Permission.VIEW_RECORDS)
    years = years_with_money(request.partnership)[:MOST_YEARS]
    compared = budgets_of(request.partnership, years[::-1])
    lines = [
        {"name": name, "amounts": [getattr(figures, attribute) for figures in compared.budgets]}
        for attribute, name in LINES.items()
    ]
    context = {"compared": compared, "years": years, "lines": lines, "empty": nothing_yet(request, "money")}
    return render(request, "partnership/budget_years.html", context)


@require_safe
def contribution_list(request, slug):
    """The contributions of all years, to filter, sort and take out."""
    request.member.check(Permission.VIEW_RECORDS)
    filters = ContributionFilters(request.GET, Contribution.objects.for_list_page())
    table = ContributionTable(filters.qs, order_by=("-year", "agency"))
    empty = nothing_yet(request, "contributions")
    return list_page(request, "partnership/contributions.html", table, filters, empty=empty)


@require_safe
def review(request, slug, year):
    """One page for the partners' yearly funding review, fit to print and to project."""
    request.member.check(Permission.VIEW_RECORDS)
    year = year_or_404(year)
    found = review_of(request.partnership, year)
    context = {
        "review": found,
        "figures": found.figures,
        "before": found.before,
        "year": year,
        "reserve": [line for line in _reserve(found.figures) if line[1] is not None or line[0] in ALWAYS],
    }
    return render(request, "partnership/review.html", context)


def _reserve(figures) -> list[tuple]:
    return [(name, getattr(figures, attribute)) for attribute, name in RESERVE.items()]


def year_or_404(label) -> FinancialYear:
    try:
        return FinancialYear.parse(label)
    except ValidationError as error:
        raise Http404("No such year.") from error
