from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import REASONS, Permission
from core import forms
from core.http.step_up import lately_confirmed
from reporting.forms import TakeDownForm
from reporting.models import PublishedEdition, TakingDown
from reporting.services import taking_down
from reporting.views.fetch import crumbs, edition_crumb, is_done, outline_form, report_crumb, report_of


@lately_confirmed
def ask(request, slug, year, number):
    """Ask that a published report be taken down, with the reason and what is to stand in its place."""
    _check(request.member)
    published = get_object_or_404(PublishedEdition.objects.for_list(), year=year, number=number)
    form = forms.opened(TakeDownForm, request)
    action = partial(taking_down.ask, published=published, by=request.user)
    if form.is_valid() and is_done(form, partial(action, **form.cleaned_data)):
        messages.success(request, "Asked for. The report comes down as soon as somebody else confirms it.")
        return redirect("reporting:edition", slug, year, number)
    return outline_form(request, form, f"Take down the report for {year}", report_of(year), "Ask for it")


@lately_confirmed
def decide(request, slug, year, number):
    """Confirm that the report comes down, or let it stay. The person who asked can only take that back."""
    _check(request.member)
    waiting = TakingDown.objects.waiting().select_related("published", "asked_by")
    taking = waiting.filter(published__year=year, published__number=number).first()
    if taking is None:
        get_object_or_404(PublishedEdition.objects.for_list(), year=year, number=number)
        messages.info(request, "Nobody has asked for this report to be taken down.")
        return redirect("reporting:edition", slug, year, number)
    if request.method == "POST":
        return _decided(request, taking, slug, year, number)
    report = report_of(year)
    context = {
        "taking": taking,
        "is_own": taking.asked_by == request.user,
        "crumbs": crumbs(request.partnership, report_crumb(report), edition_crumb(report, number)),
    }
    return render(request, "reporting/take_down_decide.html", context)


def _decided(request, taking, slug, year, number):
    confirms = "confirm" in request.POST
    try:
        (taking_down.confirm if confirms else taking_down.drop)(taking=taking, by=request.user)
    except taking_down.CannotTakeDown as reason:
        messages.info(request, str(reason))
    else:
        messages.success(request, "The report is taken down." if confirms else "The report stays public.")
    return redirect("reporting:edition", slug, year, number)


def _check(member) -> None:
    """The business unit and the partners take a report down."""
    if not (member.can(Permission.EDIT_REPORT) or member.can(Permission.SIGN_REPORT)):
        raise PermissionDenied(REASONS[Permission.EDIT_REPORT])
