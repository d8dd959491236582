"""Screens that keep the values of indicators."""

from django.contrib import messages
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
from indicators import rates
from indicators.forms import PartsForm, ValueForm
from indicators.forms.parts import COUNTED, LONGEST_GROUPED_BY
from indicators.models import Indicator, IndicatorValue
from indicators.periods import LONGEST, read, usual_sort
from indicators.services import figures

# What all parts of a page have alike.
SHARED = ("grouped_by", "is_exhaustive", "is_published", "source")

MOST_IN_A_FORM = 200
MOVED = "These figures have another breakdown now, or were withdrawn. Look at what is on record before you go on."

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@requires(Permission.KEEP_RECORDS)
def add(request, slug, number):
    indicator = get_object_or_404(Indicator.objects.shipped(), number=number)
    row = IndicatorValue(partnership=request.partnership, indicator=indicator)
    last = IndicatorValue.objects.of_indicator(indicator).filter(breakdown="").first()
    initial = {"usual_period": usual_sort(last.period if last else "", indicator.frequency)}
    initial |= {"unit": last.unit} if last else {}
    return records.add(
        request,
        opened(ValueForm, request, instance=row, initial=initial),
        heading="Add a value",
        template="indicators/value_form.html",
        indicator=indicator,
        up=_up(slug, indicator),
        save=lambda form, by: figures.add(row=row, by=by, **form.values),
    )


@form_page
@records.or_history(IndicatorValue)
@requires(Permission.KEEP_RECORDS)
def change(request, slug, pk):
    row = get_object_or_404(IndicatorValue.objects.select_related("indicator"), pk=pk)
    form = opened(ValueForm, request, instance=row)
    of = f"{row.part}, {in_words(row.period)}" if row.part else in_words(row.period)
    return records.change(
        request,
        form,
        row,
        heading=f"Value of {of}",
        template="indicators/value_form.html",
        indicator=row.indicator,
        computed=rates.says(row.unit, row.value, row.numerator, row.denominator),
        up=_up(slug, row.indicator),
        save=lambda form, by: figures.change(row=row, by=by, **form.values),
    )


@form_page
@requires(Permission.KEEP_RECORDS)
def parts(request, slug, number):
    """All categories of an indicator for one period and unit, in one table."""
    indicator = get_object_or_404(Indicator.objects.shipped(), number=number)
    period, unit = read(request.GET.get("period", "")[:LONGEST]), code_of(request.GET.get("unit", "")[:20])
    grouped_by = request.GET.get("grouped_by", "").replace("\0", "")[:LONGEST_GROUPED_BY]
    family = figures.of_indicator(indicator, period, unit, grouped_by)
    rows = list(family.rows().order_by("breakdown_sort"))
    if period and are_gone(request, rows):
        return redirect("indicators:indicator", slug, number)
    options = _options(indicator, rows, period, unit, grouped_by)
    if are_too_many(request, options["known"]):
        return redirect("indicators:indicator", slug, number)
    form = opened(PartsForm, request, **options, sets=places_of_sets(family, rows))
    if form.is_valid():
        typed = form.cleaned_data
        if not rows:
            of = {"partnership": request.partnership, "indicator": indicator}
            grouped_by = figures.breakdown_on_record(IndicatorValue(**of, grouped_by=typed["grouped_by"]))
        family = figures.of_indicator(indicator, typed.get("period", period), typed.get("unit", unit), grouped_by)
        if kept := keep_parts(request, form, family):
            messages.success(request, f"{kept} {'category is' if kept == 1 else 'categories are'} kept.")
            return redirect("indicators:indicator", slug, number)
    return render(
        request,
        "indicators/parts.html",
        {
            "form": form,
            "title": indicator.name,
            "period": in_words(period) if rows else "",
            "up_text": indicator.name,
            "up_href": _up(slug, indicator).href,
        },
    )


def are_too_many(request, categories: list) -> bool:
    """Whether one form cannot hold them all; the message says what to do."""
    if len(categories) > MOST_IN_A_FORM:
        many = f"These are {len(categories):,} categories, more than one form can hold."
        messages.warning(request, f"{many} Change them one by one, or import a file.")
    return len(categories) > MOST_IN_A_FORM


def are_gone(request, rows) -> bool:
    """Whether somebody saves rows that stand elsewhere by now, perhaps by this very form sent twice; says so."""
    if rows or request.method != "POST" or not request.POST.get("seen"):
        return False
    messages.warning(request, MOVED)
    return True


def places_of_sets(family, rows: list) -> list[list[int]]:
    """Where in the page's table stand those that may be a breakdown each."""
    places = {row.pk: place for place, row in enumerate(rows)}
    sets = [[places[row.pk] for row in one if row.pk in places] for one in family.open_sets()] if rows else []
    return [one for one in sets if one]


def keep_parts(request, form, family) -> int:
    """What the form's rows say, kept; 0 where something is asked about, and where others were quicker."""
    partnership = request.partnership
    shared = {name: form.cleaned_data.get(name) for name in SHARED if name != "grouped_by"}
    asked = figures.questions_about(partnership=partnership, family=family, parts=form.parts, shared=shared)
    because = form.confirm(asked)
    if form.errors:
        return 0
    try:
        return figures.keep_parts(
            partnership=partnership,
            family=family,
            parts=form.parts,
            asked=asked,
            because=because,
            opened=form.cleaned_data["seen"],
            by=request.user,
            people=form.cleaned_data.get("people"),
            **shared,
        )
    except figures.NameTaken as error:
        form.add_error(None, str(error))
        return 0
    except figures.PartsChanged:
        form.data = form.data.copy()
        form.data["seen"] = figures.seen(family.rows())
        recorded = ", ".join(f"{family.name_of(row)} {_number(row)}" for row in family.rows())
        form.add_error(None, f"There are other figures on record now: {recorded}. Compare, then save again.")
        return 0


def _number(row) -> str:
    return f"{row.value.normalize():f}" if row.value is not None else "–"


def _options(indicator, rows, period: str, unit: str, grouped_by: str) -> dict:
    """Rows for what is on record; where nothing is, for the categories of the catalogue or of last time."""
    if rows:
        first = rows[0]
        initial = {name: getattr(first, name) for name in SHARED}
        initial |= {f"{column}-{place}": getattr(row, column) for place, row in enumerate(rows) for column in COUNTED}
        names = [row.breakdown for row in rows]
        fixed = ("period", "unit", "topic")
    else:
        names = [] if grouped_by else [name.strip() for name in indicator.categories.split(";") if name.strip()]
        names = names or list(IndicatorValue.objects.categories_of(indicator, grouped_by))
        last = IndicatorValue.objects.of_indicator(indicator).first()
        initial, fixed = {"unit": unit or indicator.units.split(";")[0], "grouped_by": grouped_by}, ("topic",)
        initial["is_exhaustive"] = figures.are_complete(indicator)
        initial["usual_period"] = usual_sort(last.period if last else "", indicator.frequency)
    return {
        "known": names,
        "fixed": fixed,
        "unit": unit,
        "about": indicator.pk,
        "overlapping": indicator.has_overlapping_categories,
        "initial": initial | {"seen": figures.seen(rows)},
        "period": period,
    }


def _up(slug, indicator) -> Up:
    return Up(indicator.name, reverse("indicators:indicator", args=[slug, indicator.number]))
