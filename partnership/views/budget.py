from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.roles import Permission
from core.calendar.financial_years import FinancialYear
from core.http.requires import requires
from core.lists import list_page
from core.settings import year_shown
from partnership.budgets import PLANNED, Basis, Comparison, MoneyOfYear, budgets_of, lines_of, years_with_money
from partnership.budgets.sentences import says_of_outstanding, says_of_successions
from partnership.contribution_list import ContributionFilters, ContributionTable
from partnership.models import Contribution
from partnership.review import outcome, review_of
from partnership.views.empty import nothing_yet
from partnership.views.places import list_above

MOST_YEARS = 6


@require_safe
@requires(Permission.VIEW_RECORDS)
def latest_budget(request, slug):
    """The year that pages show first, or the latest with money in it; without any a page that says what to do."""
    years = years_with_money(request.partnership)
    if years:
        shown = year_shown(request.partnership)
        return redirect("partnership:budget_year", slug, shown if shown in years else years[0])
    context = {"empty": nothing_yet(request, "money"), "may_keep": request.member.can(Permission.KEEP_RECORDS)}
    return render(request, "partnership/no_budget.html", context)


@require_safe
@requires(Permission.VIEW_RECORDS)
def budget(request, slug, year):
    """A year's money, with the year before beside the total of the contributions."""
    year = year_or_404(year)
    before, money = budgets_of(request.partnership, [year.previous(), year]).budgets
    context = {
        "before": before,
        "before_cash": before.whole_cash(money.basis),
        "money": money,
        "cash": money.cash(money.basis),
        "unknown": money.unknown(money.basis),
        "outstanding": says_of_outstanding(money),
        "totals": {str(basis): money.cash(basis) for basis in Basis},
        **_statements(money),
        "year": year,
        "years": years_with_money(request.partnership),
        "may_keep": request.member.can(Permission.KEEP_RECORDS),
    }
    return render(request, "partnership/budget.html", context)


@require_safe
@requires(Permission.VIEW_RECORDS)
def years_compared(request, slug):
    """The latest years side by side, the earliest of them first, on the basis asked for or the usual one."""
    years = years_with_money(request.partnership)[:MOST_YEARS]
    compared = budgets_of(request.partnership, years[::-1], _basis(request.GET.get("basis")))
    context = {
        "compared": compared,
        "says": says_of_successions(compared),
        "bases": list(Basis),
        "years": years,
        "tables": _tables_of(compared),
        "kind": [(money.in_kind_worth, money.in_kind_left_out) for money in compared.budgets],
        "has_kind": any(money.in_kind for money in compared.budgets),
        "empty": nothing_yet(request, "money"),
    }
    return render(request, "partnership/budget_years.html", context)


@require_safe
@requires(Permission.VIEW_RECORDS)
def contribution_list(request, slug):
    """The contributions of all years, to filter, sort and take out."""
    filters = ContributionFilters(request.GET, Contribution.objects.for_list_page())
    table = ContributionTable(filters.qs, order_by=("-year", "agency"))
    empty = nothing_yet(request, "contributions")
    up = list_above(request, "budget", "Budget and contributions")
    return list_page(request, table, filters, {"up": up}, empty=empty)


@require_safe
@requires(Permission.VIEW_RECORDS)
def review(request, slug, year):
    """One page for the partners' yearly funding review, fit to print and to project."""
    year = year_or_404(year)
    found = review_of(request.partnership, year)
    money, basis = found.money, found.compared.basis
    context = {
        "review": found,
        "money": money,
        "before": found.before,
        "cash": money.cash(basis),
        "unknown": money.unknown(basis),
        **_statements(money),
        "year": year,
    }
    return render(request, "partnership/review.html", context)


def _statements(money: MoneyOfYear) -> dict:
    """For `_statements.html` and `_money_figures.html`."""
    return {
        "statements": [(one, outcome(one)) for one in money.statements],
        "lines": lines_of(money.statements),
    }


def _tables_of(compared: Comparison) -> list[dict]:
    """A table for each statement of which any year has something of its own."""
    found = []
    for each in zip(*((one.planned, one.actual) for one in compared.budgets), strict=True):
        if each[0].name == PLANNED or any(one.has_own for one in each):
            found.append({"name": each[0].name, "lines": lines_of(list(each))})
    return found


def _basis(named: str | None) -> Basis | None:
    return Basis(named) if named in list(Basis) else None


def year_or_404(label) -> FinancialYear:
    try:
        return FinancialYear.parse(label)
    except ValidationError as error:
        raise Http404("No such year.") from error
