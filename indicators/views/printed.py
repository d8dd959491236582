"""Totals as documents print them: the list, and the screens that keep it."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.roles import Permission
from core import records
from core.formatting.folding import sort_key
from core.formatting.numbers import plain
from core.forms import opened
from core.http.requires import requires
from core.lists import list_page
from core.records.page import Up
from indicators.forms import PrintedTotalForm
from indicators.models import PrintedTotal
from indicators.services import figures
from indicators.shown_totals import place_of, shown_totals
from indicators.tables import PrintedTotalTable
from indicators.visibility import rule_to_explain
from partnership.views.empty import nothing_yet

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Permission.VIEW_RECORDS)
def printed_list(request, slug):
    totals = _seen(request)
    table = PrintedTotalTable(totals, order_by=("-period", "of"))
    lines = [(total.period, (total.seen_printed,)) for total in totals]
    rule = rule_to_explain(lines, member=request.member, partnership=request.partnership)
    context = {"may_keep": request.member.can(Permission.KEEP_RECORDS), "rule": rule}
    empty = nothing_yet(request, "printed totals")
    return list_page(request, table, None, context, empty=empty, template="indicators/printed_totals.html")


@form_page
@requires(Permission.KEEP_RECORDS)
def add(request, slug):
    row = PrintedTotal(partnership=request.partnership)
    return records.add(
        request,
        opened(PrintedTotalForm, request, instance=row),
        heading="Add a printed total",
        up=_up(slug),
        save=lambda form, by: figures.add(row=row, by=by, **form.values),
        done=reverse("indicators:discrepancies", args=[slug]),
    )


@form_page
@records.or_history(PrintedTotal)
@requires(Permission.KEEP_RECORDS)
def change(request, slug, pk):
    row = get_object_or_404(PrintedTotal, pk=pk)
    return records.change(
        request,
        opened(PrintedTotalForm, request, instance=row),
        row,
        heading=f"Printed total: {row.of}",
        template="partnership/money_form.html",
        up=_up(slug),
        save=lambda form, by: figures.change(row=row, by=by, **form.values),
        done=reverse("indicators:discrepancies", args=[slug]),
    )


def _seen(request) -> list[PrintedTotal]:
    """Every printed total with the number that this member may see of it."""
    totals = list(PrintedTotal.objects.all())
    keeps = request.member.can(Permission.KEEP_RECORDS)
    texts = {} if keeps else shown_totals(request.partnership)
    for total in totals:
        total.seen_printed = plain(total.printed) if keeps else texts[total.pk]
        total.printed_order = place_of(total.seen_printed)
        total.of_sort = sort_key(total.of)
    return totals


def _up(slug) -> Up:
    return Up("Printed totals", reverse("indicators:printed_totals", args=[slug]))
