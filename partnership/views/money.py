"""Screens that keep a year's money."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.roles import Permission
from core import records
from core.calendar.financial_years import FinancialYear, check_counted_year
from core.db.names import SortKey
from core.forms import opened
from core.http.requires import requires
from core.records.page import Up
from core.settings import last_day_shown
from core.templatetags.govuk import pounds
from partnership.budgets import years_with_money
from partnership.forms import money as forms
from partnership.models import Budget, Contribution, Income, Spending
from partnership.services import money
from partnership.views.budget import year_or_404

CASH, IN_KIND = "cash", "in-kind"
KINDS = {CASH: (Contribution.Paid.CASH, forms.CashForm), IN_KIND: (Contribution.Paid.IN_KIND, forms.InKindForm)}
form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@requires(Permission.KEEP_RECORDS)
def start(request, slug):
    """Begin a year, with what is to come over from the year before."""
    years = years_with_money(request.partnership)
    offered = years[0].next() if years else FinancialYear.of(last_day_shown(request.partnership, timezone.localdate()))
    initial = {"year": str(offered), "copies": [money.CONTRIBUTIONS, money.SPENDING]}
    return records.add(
        request,
        opened(forms.StartYearForm, request, initial=initial),
        heading="Start a year",
        up=Up("Budget and contributions", reverse("partnership:budget", args=[slug])),
        save=lambda form, by: money.start_year(partnership=request.partnership, by=by, **form.values),
        action="Start the year",
    )


@form_page
@requires(Permission.KEEP_RECORDS)
def change_budget(request, slug, year):
    """The reserves of a year and its note; kept for the first time, it begins the year."""
    year = _kept_year(year)
    found = Budget.objects.filter(year=str(year)).first()
    form = opened(forms.BudgetForm, request, instance=found or Budget(year=str(year)))

    def save(form, by):
        return money.keep_budget(partnership=request.partnership, year=str(year), by=by, **form.values)

    page = {
        "heading": f"Reserve of {year}",
        "template": "partnership/money_form.html",
        "up": _up(slug, year),
        "save": save,
    }
    return records.change(request, form, found, **page) if found else records.add(request, form, **page)


@form_page
@requires(Permission.KEEP_RECORDS)
def add_contribution(request, slug, year, paid):
    if paid not in KINDS:
        raise Http404("Contributions are in cash or in kind.")
    kind, form_class = KINDS[paid]
    row = Contribution(year=str(_kept_year(year)), paid=kind)
    return _add(request, row, form_class, f"Add a contribution {_how(row)} for {year}")


@form_page
@records.or_history(Contribution)
@requires(Permission.KEEP_RECORDS)
def change_contribution(request, slug, pk):
    row = _row(request, Contribution.objects.select_related("agency"), pk)
    form_class = forms.CashForm if row.is_cash else forms.InKindForm
    return _change(request, row, form_class, f"Contribution {_how(row)} of {row.agency} for {row.year}")


@form_page
@requires(Permission.KEEP_RECORDS)
def add_income(request, slug, year):
    return _add(request, Income(year=str(_kept_year(year))), forms.IncomeForm, f"Add income for {year}")


@form_page
@records.or_history(Income)
@requires(Permission.KEEP_RECORDS)
def change_income(request, slug, pk):
    row = _row(request, Income.objects, pk)
    return _change(request, row, forms.IncomeForm, f"{row.item} for {row.year}")


@form_page
@requires(Permission.KEEP_RECORDS)
def add_spending(request, slug, year):
    return _add(request, Spending(year=str(_kept_year(year))), forms.SpendingForm, f"Add spending for {year}")


@form_page
@records.or_history(Spending)
@requires(Permission.KEEP_RECORDS)
def change_spending(request, slug, pk):
    row = _row(request, Spending.objects, pk)
    return _change(request, row, forms.SpendingForm, f"{row.item} for {row.year}")


@form_page
@requires(Permission.KEEP_RECORDS)
def received(request, slug, year):
    """Tick the contributions that have come in full."""
    year = year_or_404(year)
    rows = list(Contribution.objects.of_years([str(year)]).outstanding().order_by(SortKey("agency_then")))
    form = opened(forms.ReceivedForm, request, outstanding=[_choice(row) for row in rows])
    if form.is_valid():
        seen = {row.pk: row.due for row in rows if _choice(row)[0] in form.cleaned_data["came"]}
        try:
            came = money.mark_received(partnership=request.partnership, seen=seen, by=request.user)
        except money.AmountsChanged as reason:
            form.add_error("came", str(reason))
        else:
            count = "1 contribution is" if len(came) == 1 else f"{len(came)} contributions are"
            messages.success(request, f"{count} noted as received in full.")
            return redirect("partnership:budget_year", slug, year)
    context = {"form": form, "rows": rows, "year": year, "up_href": _year_page(slug, year)}
    return render(request, "partnership/received.html", context)


def _choice(row) -> tuple[str, str]:
    """The row with the amount that is due, so that a tick never stands for another amount than was seen."""
    says = f"{row.agency_then}: {pounds(row.due)}"
    says += f", of which {pounds(row.missing)} is not paid yet" if row.received else ""
    return f"{row.pk}/{row.due}", says


def _add(request, row, form_class, heading):
    row.partnership = request.partnership
    return records.add(
        request,
        opened(form_class, request, instance=row),
        heading=heading,
        up=_up(request.partnership.slug, row.year),
        save=lambda form, by: money.add(row=row, by=by, **form.values),
    )


def _change(request, row, form_class, heading):
    return records.change(
        request,
        opened(form_class, request, instance=row),
        row,
        heading=heading,
        template="partnership/money_form.html",
        up=_up(request.partnership.slug, row.year),
        save=lambda form, by: money.change(row=row, by=by, **form.values),
    )


def _row(request, rows, pk):
    return get_object_or_404(rows, pk=pk)


def _kept_year(label) -> FinancialYear:
    """A year that money may be kept for; 404 for one of long ago or far ahead."""
    year = year_or_404(label)
    try:
        check_counted_year(str(year), timezone.localdate())
    except ValidationError as error:
        raise Http404(error.message) from error
    return year


def _how(row) -> str:
    return "in cash" if row.is_cash else "in kind"


def _year_page(slug, year: FinancialYear | str) -> str:
    return reverse("partnership:budget_year", args=[slug, year])


def _up(slug, year) -> Up:
    return Up(f"Budget and contributions {year}", _year_page(slug, year))
