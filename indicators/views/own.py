"""Screens that keep a partnership's own indicators; each is shown on the page of its topic."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.roles import Permission
from core import records
from core.forms import opened
from core.http.requires import requires
from core.records.page import Up
from indicators.forms import OwnIndicatorForm
from indicators.models import OwnIndicator
from indicators.services import own

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@requires(Permission.KEEP_RECORDS)
def add(request, slug):
    row = OwnIndicator(partnership=request.partnership)
    topic = request.GET.get("topic", "").replace("\0", "")[:120]
    return records.add(
        request,
        opened(OwnIndicatorForm, request, instance=row, initial={"topic": topic} if topic else {}),
        heading="Add an indicator of your own",
        up=Up("Other figures", reverse("indicators:measures", args=[slug])),
        save=lambda form, by: own.add(row=row, by=by, **form.values),
    )


@form_page
@requires(Permission.KEEP_RECORDS)
def change(request, slug, pk):
    row = _row(request, pk)
    return records.change(
        request,
        opened(OwnIndicatorForm, request, instance=row),
        row,
        heading=f"Change {row}",
        save=lambda form, by: own.change(row=row, by=by, **form.values),
    )


@form_page
@requires(Permission.KEEP_RECORDS)
def end(request, slug, pk):
    """Gives it a last day: its figures stay, and nobody is asked for more."""
    row = _row(request, pk)
    return records.end(request, row)


def _row(request, pk) -> OwnIndicator:
    return get_object_or_404(OwnIndicator, pk=pk)
