import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.timelines import timeline_named
from core.timelines.entries import entries
from core.timelines.events import events

PER_PAGE = 25


@require_safe
def history(request: HttpRequest, slug: str, model: str, pk: uuid.UUID) -> HttpResponse:
    """What happened to one record, the newest first."""
    shown = timeline_named(model)
    if shown is None:
        raise Http404("Records of this kind have no page of their history.")
    record = get_object_or_404(shown.records, pk=pk)
    record.partnership = request.partnership
    shown.check_may_see(request.member, record)
    number = _page(request)
    first = (number - 1) * PER_PAGE
    found = list(events(shown, pk)[first : first + PER_PAGE + 1])
    if number > 1 and not found:
        raise Http404("The history is not that long.")
    context = {
        "record": record,
        "up_text": str(record),
        "up_href": record.get_absolute_url(),
        "entries": entries(shown, record, found[:PER_PAGE], request.member),
        "newer": number - 1,
        "older": number + 1 if len(found) > PER_PAGE else None,
    }
    return render(request, "core/history.html", context)


def _page(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= 10_000:
        raise Http404("There is no such page.")
    return int(text)
