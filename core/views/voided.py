"""Voiding a row that was entered by mistake, and the list of what was voided; one for every kind of row."""

import uuid

from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from core import records
from core.db.combined_queries import kept, rows_of
from core.history.voiding import VoidableModel
from core.http.requires import requires
from core.lists import list_page
from core.lists.tables import Column, MomentColumn, Table
from core.timelines import KEEP, VIEW, timeline_named, timelines

EMPTY = {
    "title": "No withdrawn entries",
    "text": "Figures and amounts that were entered by mistake can be withdrawn on the page that changes them.",
}


class VoidedTable(Table):
    what = Column(verbose_name="What", linkify=lambda record: record["href"])
    kind = Column(verbose_name="Kind")
    why = Column(verbose_name="Why")
    at = MomentColumn(verbose_name="When")

    caption = "Withdrawn entries"
    lead = (
        "Figures and amounts that were entered by mistake. They count nowhere any more; the history of each says what "
        "it was, and who took it back."
    )
    nouns = ("withdrawn entry", "withdrawn entries")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(KEEP)
def void(request: HttpRequest, slug: str, model: str, pk: uuid.UUID) -> HttpResponse:
    """Asks why, then takes the row back."""
    shown = timeline_named(model)
    if shown is None or not issubclass(shown.model, VoidableModel):
        raise Http404("Records of this kind are not withdrawn.")
    record = get_object_or_404(shown.records, pk=pk)
    record.partnership = request.partnership
    return records.void(request, record)


@require_safe
@requires(VIEW)
def voided_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every row that was taken back, the latest first, each with its history."""
    models = [shown.model for shown in timelines().values() if issubclass(shown.model, VoidableModel)]
    some = rows_of(_any_of(*models))
    rows = [_told(row, slug) for model, any_ in zip(models, some, strict=True) if any_ for row in _voided(model)]
    table = VoidedTable(rows, order_by="-at")
    return list_page(request, table, empty=EMPTY)


@kept
def _any_of(*models):
    """Of each kind, whether any row was taken back: of most there is none."""
    return [model.with_voided.exclude(void_reason="").values("void_reason")[:1] for model in models]


def _voided(model):
    """The rows of one kind, each with the moment of its last event; one query."""
    events = model.pgh_event_model.objects.filter(pgh_obj_id=OuterRef("pk")).order_by("-pgh_id")
    found = model.with_voided.exclude(void_reason="").select_related()
    return found.annotate(at=Subquery(events.values("pgh_created_at")[:1]))


def _told(row, slug: str) -> dict:
    kind = str(row._meta.verbose_name)
    return {
        "what": str(row),
        "kind": f"{kind[:1].upper()}{kind[1:]}",
        "why": row.void_reason,
        "at": row.at,
        "href": reverse("history", args=[slug, row._meta.label_lower, row.pk]),
    }
