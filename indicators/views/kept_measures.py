"""Screens that keep the figures of topics."""

from django.contrib import messages
from django.db.models import Max
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.roles import Permission
from core import records
from core.formatting.sentences import period as in_words
from core.formatting.units import code_of
from core.forms import opened
from core.http.requires import requires
from core.records.page import Up
from indicators.forms import MeasureForm, PartsForm
from indicators.forms.parts import LONGEST_GROUPED_BY, VALUE
from indicators.models import Measure, OwnIndicator
from indicators.periods import LONGEST as LONGEST_PERIOD
from indicators.periods import is_period, read, usual_sort
from indicators.services import figures
from indicators.views.values import SHARED, are_gone, are_too_many, keep_parts, places_of_sets

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@requires(Permission.KEEP_RECORDS)
def add(request, slug):
    row = Measure(partnership=request.partnership)
    topic = request.GET.get("topic", "").replace("\0", "")[:120]
    own = OwnIndicator.objects.of_topic(topic) if topic else None
    initial = {"topic": topic, **({"unit": own.unit} if own else {}), **_usual(topic, own)} if topic else {}
    return records.add(
        request,
        opened(MeasureForm, request, instance=row, initial=initial),
        heading="Add a figure",
        up=Up(topic, page(slug, topic)) if topic else _all(slug),
        save=lambda form, by: figures.add(row=row, by=by, **form.values),
    )


@form_page
@records.or_history(Measure)
@requires(Permission.KEEP_RECORDS)
def change(request, slug, pk):
    row = get_object_or_404(Measure, pk=pk)
    return records.change(
        request,
        opened(MeasureForm, request, instance=row),
        row,
        heading=f"{row.part}, {in_words(row.period)}",
        template="partnership/money_form.html",
        up=Up(row.topic, page(slug, row.topic)),
        save=lambda form, by: figures.change(row=row, by=by, **form.values),
    )


@form_page
@requires(Permission.KEEP_RECORDS)
def parts(request, slug):
    """All categories of a topic for one period, unit and breakdown, in one table."""
    asked = {name: request.GET.get(name, "").replace("\0", "")[:longest] for name, longest in LONGEST.items()}
    asked |= {"period": read(asked["period"]) or asked["period"], "unit": code_of(asked["unit"])}
    family = figures.of_topic(**asked)
    rows = list(family.rows().order_by("position"))
    if asked["period"] and are_gone(request, rows):
        return redirect(page(slug, asked["topic"]))
    if asked["period"] and not (rows and is_period(asked["period"])):
        raise Http404("No figures of that topic, period and unit.")
    options = _options(rows, asked["topic"], asked["grouped_by"])
    if are_too_many(request, options["known"]):
        return redirect(page(slug, asked["topic"]))
    form = opened(PartsForm, request, **options, sets=places_of_sets(family, rows))
    if form.is_valid():
        chosen = asked | {name: form.cleaned_data[name] for name in asked if name in form.cleaned_data}
        chosen["topic"] = figures.topic_on_record(request.partnership, chosen["topic"])
        chosen["grouped_by"] = asked["grouped_by"] if rows else _on_record(request.partnership, chosen)
        if kept := keep_parts(request, form, figures.of_topic(**chosen)):
            messages.success(request, f"{kept} {'figure is' if kept == 1 else 'figures are'} kept.")
            return redirect(page(slug, chosen["topic"]))
    up = Up(asked["topic"], page(slug, asked["topic"])) if asked["topic"] else _all(slug)
    context = {"form": form, "title": asked["topic"] or "A topic", "up_text": up.text, "up_href": up.href}
    return render(request, "indicators/parts.html", context | {"period": in_words(asked["period"]) if rows else ""})


def _on_record(partnership, chosen: dict) -> str:
    of = {name: chosen[name] for name in ("topic", "grouped_by")}
    return figures.breakdown_on_record(Measure(partnership=partnership, **of))


def _usual(topic: str, own: OwnIndicator | None) -> dict:
    last = Measure.objects.of_topic(topic).aggregate(last=Max("period"))["last"]
    return {"usual_period": usual_sort(last or "", own.frequency if own else "")}


LONGEST = {"topic": 120, "period": LONGEST_PERIOD, "unit": 20, "grouped_by": LONGEST_GROUPED_BY}


def _options(rows, topic: str, grouped_by: str) -> dict:
    """Rows for what is on record; where nothing is, for the categories that the topic had last."""
    if rows:
        initial = {name: getattr(rows[0], name) for name in SHARED}
        initial |= {f"value-{place}": row.value for place, row in enumerate(rows)}
        initial["unit"] = rows[0].unit
        known, fixed = [row.category for row in rows], ("topic", "period", "unit")
    else:
        grouped_by = grouped_by or Measure.objects.last_breakdown(topic)
        known, fixed = list(Measure.objects.categories_of(topic, grouped_by)), ()
        own = OwnIndicator.objects.of_topic(topic) if topic else None
        initial = {
            "topic": topic,
            "grouped_by": grouped_by,
            "unit": own.unit if own else "n",
            "is_exhaustive": figures.are_complete(topic),
        } | _usual(topic, own)
    initial |= {"seen": figures.seen(rows)}
    facts = {"fixed": fixed, "about": topic, "unit": initial["unit"]}
    return facts | {"known": known, "columns": VALUE, "initial": initial}


def page(slug, topic: str) -> str:
    return reverse("indicators:measure_topic", args=[slug, topic])


def _all(slug) -> Up:
    return Up("Other figures", reverse("indicators:measures", args=[slug]))
