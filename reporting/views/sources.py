"""From a figure in a report to the record that it came from."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from core.http.requires import requires
from core.timelines import timeline_named


@require_safe
@requires(Permission.VIEW_RECORDS)
def source(request, slug, model, pk):
    """Where the record is shown today, or its history if it was taken back; 404 for one of another partnership."""
    shown = timeline_named(model)
    if shown is None:
        raise Http404("No such kind of record.")
    record = get_object_or_404(shown.records, pk=pk)
    shown.check_may_see(request.member, record)
    if getattr(record, "void_reason", ""):
        return redirect("history", slug, model, pk)
    return redirect(record)
