"""Screens that say of a series whether its figures count people; each answer is shown with the figures."""

from contextlib import suppress
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.roles import Permission
from core import records
from core.formatting.units import unit_named
from core.forms import opened
from core.http.requires import requires
from core.imports import batches
from core.models import ImportBatch
from core.records.page import Up
from indicators.forms import PeopleForm
from indicators.models import Indicator, PeopleAnswer
from indicators.services import people

form_page = require_http_methods(["GET", "HEAD", "POST"])
SAYS = "What “{}” counts is kept."
TEMPLATE = "indicators/people_form.html"


@form_page
@requires(Permission.KEEP_RECORDS)
def add(request, slug):
    """For the series of the address: of an indicator by its number, or of a topic, and of a unit."""
    row = PeopleAnswer(partnership=request.partnership, indicator=_indicator(request.GET.get("indicator", "")))
    asked = {name: request.GET.get(name, "").replace("\0", "")[:120] for name in ("topic", "unit")}
    row.topic = "" if row.indicator else asked["topic"]
    row.unit = unit_named(asked["unit"]).code if asked["unit"] else ""
    if there := PeopleAnswer.objects.of_series(row.series).first():
        return redirect("indicators:people", slug, there.pk)
    batch = _asking(request.GET.get("import", ""))
    up = Up(batch.file_name, reverse("imports:preview", args=[slug, batch.pk])) if batch else _up(slug, row)
    return records.add(
        request,
        opened(PeopleForm, request, instance=row),
        heading="Say whether figures count people",
        template=TEMPLATE,
        indicator=row.indicator,
        up=up,
        save=lambda form, by: _said(form, by, batch),
        done=lambda made: up.href if batch else made.get_absolute_url(),
        says=SAYS,
    )


@form_page
@records.or_history(PeopleAnswer)
@requires(Permission.KEEP_RECORDS)
def change(request, slug, pk):
    row = get_object_or_404(PeopleAnswer.objects.select_related("indicator"), pk=pk)
    return records.change(
        request,
        opened(PeopleForm, request, instance=row),
        row,
        heading=f"Whether figures count people: {row}",
        template=TEMPLATE,
        up=_up(slug, row),
        save=lambda form, by: _said(form, by),
        done=_up(slug, row).href,
        says=SAYS,
    )


@transaction.atomic
def _said(form, by, batch: ImportBatch | None = None) -> PeopleAnswer:
    """With the preview of an import that asked for it, which then asks no more."""
    row = form.instance
    made = people.say(partnership=row.partnership, series=row.series, by=by, **form.said)
    if batch:
        batches.check_again(batch=batch)
    return made


def _asking(pk: str) -> ImportBatch | None:
    """The import whose preview leads here."""
    with suppress(ValueError):
        return get_object_or_404(ImportBatch, pk=UUID(pk)) if pk else None
    raise Http404("No import of that key.")


def _indicator(number: str) -> Indicator | None:
    if not number:
        return None
    if not (number.isascii() and number.isdigit() and len(number) < 5):
        raise Http404("No indicator of that number.")
    return get_object_or_404(Indicator.objects.shipped(), number=number)


def _up(slug, row: PeopleAnswer) -> Up:
    if row.indicator:
        return Up(row.indicator.name, reverse("indicators:indicator", args=[slug, row.indicator.number]))
    if row.topic:
        return Up(row.topic, reverse("indicators:measure_topic", args=[slug, row.topic]))
    return Up("Other figures", reverse("indicators:measures", args=[slug]))
