"""From a figure in a report to the record that it came from."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from core.http.requires import requires
from core.timelines import timeline_named

# Model → the page that shows the record, and what names it in that page's address.
PAGES = {
    "partnership.agency": ("partnership:agency", lambda record: [record.pk]),
    "partnership.post": ("partnership:posts", lambda record: []),
    "partnership.roleholder": ("partnership:role_holders", lambda record: []),
    "partnership.group": ("partnership:group", lambda record: [record.pk]),
    "partnership.contribution": ("partnership:budget_year", lambda record: [record.year]),
    "partnership.income": ("partnership:budget_year", lambda record: [record.year]),
    "partnership.spending": ("partnership:budget_year", lambda record: [record.year]),
    "partnership.budget": ("partnership:budget_year", lambda record: [record.year]),
    "indicators.indicatorvalue": ("indicators:indicator", lambda record: [record.indicator.number]),
    "indicators.measure": ("indicators:measure_topic", lambda record: [record.topic]),
}

# Shown in a list, which would leave out those that have ended since.
LISTED = {"partnership.post", "partnership.roleholder"}


@require_safe
@requires(Permission.VIEW_RECORDS)
def source(request, slug, model, pk):
    """Where the record is shown today, or its history if it was taken back; 404 for one of another partnership."""
    if model not in PAGES:
        raise Http404("No such kind of record.")
    record = get_object_or_404(timeline_named(model).records, pk=pk)
    if getattr(record, "void_reason", ""):
        return redirect("history", slug, model, pk)
    name, arguments = PAGES[model]
    address = reverse(name, args=[slug, *arguments(record)])
    return redirect(f"{address}?show=all" if model in LISTED else address)
