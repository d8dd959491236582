"""Merge and split: first a page that says exactly what moves, then all of it or nothing."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render

from accounts.roles import Permission
from core import forms
from core.http.requires import requires
from core.records.page import attempt, own_page, show
from core.submissions import idempotency
from partnership.forms.agencies import MergeForm, SplitForm
from partnership.models import Agency
from partnership.services import successions
from partnership.succession_previews import choices_of, merge_plan, places_of, split_plan

CHANGED = "Something was added or ended since you read the plan. This is the plan as it is now."
LOOK = "Continue to the plan"


@requires(Permission.KEEP_RECORDS)
def agency_merge(request, slug, pk):
    agency, page = _opened(pk, "Merge {}")
    if sent := idempotency.taken(request, _receipt(request)):
        return redirect(sent.went_to)
    form = forms.opened(MergeForm, request, agency=agency)
    if not form.is_valid():
        return show(request, form, action=LOOK, **page)
    chosen = form.cleaned_data

    def merged(expected):
        return successions.merge(
            predecessors=form.predecessors,
            into=chosen["into"],
            name=chosen["name"],
            on=chosen["on"],
            moves_money=chosen["moves_money"],
            expected=expected,
            by=request.user,
        )

    return _planned(request, form, page, lambda: merge_plan(form), merged)


@requires(Permission.KEEP_RECORDS)
def agency_split(request, slug, pk):
    agency, page = _opened(pk, "Split {}")
    if sent := idempotency.taken(request, _receipt(request)):
        return redirect(sent.went_to)
    form = forms.opened(SplitForm, request)
    if not form.is_valid():
        return show(request, form, action=LOOK, **page)
    names = form.cleaned_data["names"]

    def split(expected):
        found = successions.split(
            predecessor=agency,
            names=names,
            on=form.cleaned_data["on"],
            places=places_of(request.POST, len(names)),
            expected=expected,
            by=request.user,
        )
        return found[0]

    return _planned(
        request, form, page, lambda: split_plan(agency, form), split, choices=choices_of(names), chosen=request.POST
    )


def _planned(request, form, page, plan, do, **context):
    """Shows what would happen, or does it where the person has seen just that."""
    receipt = _receipt(request)
    found = attempt(form, plan)
    if found is None:
        return show(request, form, action=LOOK, **page)
    if found.moves_people and not request.member.can(Permission.MANAGE_PEOPLE):
        raise PermissionDenied(
            "People hold roles for this agency, and only the business manager and officers move them."
        )
    if "expected" in request.POST:
        try:
            done = attempt(form, lambda: _once(request, receipt, do))
        except successions.PlanChanged:
            messages.info(request, CHANGED)
        else:
            if sent := idempotency.taken(request, receipt):
                return redirect(sent.went_to)
            if done is None:
                return show(request, form, action=LOOK, **page)
    context |= {"plan": found, "receipt": receipt, "typed": _typed(form)}
    text, href = page["up"]
    return render(
        request,
        "partnership/succession_plan.html",
        {"heading": page["heading"], "up_text": text, "up_href": href, **context},
    )


def _once(request, receipt, do):
    if not idempotency.first_time(request, receipt):
        return None
    try:
        with transaction.atomic():
            successor = do(request.POST["expected"])
    except IntegrityError as error:
        raise ValidationError("Somebody else saved something of this at the same moment. Try again.") from error
    idempotency.led_to(receipt, successor.get_absolute_url())
    messages.success(request, f"{successor} follows, as you have seen it planned.")
    return successor


def _receipt(request) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("receipt", ""))
    except ValueError:
        return uuid.uuid4()


def _typed(form) -> list[tuple[str, str]]:
    """What was typed into the first page, to be sent again with the plan."""
    left_out = {"csrfmiddlewaretoken", "expected", "receipt"}
    return [
        (name, value)
        for name, values in form.data.lists()
        if name not in left_out and not name.startswith("to-")
        for value in values
    ]


def _opened(pk, heading):
    agency = get_object_or_404(Agency, pk=pk)
    return agency, {"heading": heading.format(agency), "up": own_page(agency)}
