from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from core import forms
from core.http.requires import requires
from core.imports import kind_named
from core.reports.sources import sources
from reporting.choosing import ShowsForm
from reporting.drawing import DrawingForm, may_draw
from reporting.services import shows
from reporting.views.fetch import crumbs, outline_form, report_crumb, section_of


@requires(Permission.EDIT_REPORT)
def section_shows(request, slug, year, key):
    """Choose what a section shows, of what the records hold for the report's year."""
    section = section_of(year, key)
    chooser = section.chooser
    if chooser is None:
        raise Http404("There is nothing to choose for this section.")
    back = reverse("reporting:section", args=[slug, year, key])
    if _stands_still(request, section):
        return redirect(back)
    offered = shows.offer(section)
    was, form = shows.seen(section), None
    if offered.choices:
        form = forms.opened(ShowsForm, request, chooser=chooser, offer=offered, was=was)
    if form and form.is_valid():
        try:
            shows.choose(section=section, values=form.values, by=request.user, was=form.cleaned_data["was"] or None)
        except shows.CannotChoose as reason:
            # The form now stands on how the section is; sending it again is then meant.
            _stands_on(form, was)
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"What “{section}” shows is saved.")
            return redirect(back)
    context = {
        "section": section,
        "report": section.report,
        "chooser": chooser,
        "offer": offered,
        "kind": kind_named(chooser.kind),
        "may_import": request.member.can(Permission.KEEP_RECORDS),
        "back": back,
        "form": form,
        "may_draw": may_draw(sources().get(section.source)),
        "ordered": shows.ordered(section, offered) if chooser.many else [],
        "was": was,
        "crumbs": crumbs(section.partnership, report_crumb(section.report), (str(section), back)),
    }
    return render(request, "reporting/shows.html", context)


@requires(Permission.EDIT_REPORT)
def section_drawing(request, slug, year, key):
    """Say how a section's figures are drawn."""
    section = section_of(year, key)
    source = sources().get(section.source)
    if not may_draw(source):
        raise Http404("There is nothing to say about how this section is drawn.")
    if _stands_still(request, section):
        return redirect("reporting:section", slug, year, key)
    was = shows.seen(section)
    form = forms.opened(DrawingForm, request, source=source, options=section.options, was=was)
    if form.is_valid():
        try:
            shows.draw(section=section, drawing=form.drawing, by=request.user, was=form.cleaned_data["was"])
        except shows.CannotChoose as reason:
            _stands_on(form, was)
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"How “{section}” is drawn is saved.")
            return redirect("reporting:section", slug, year, key)
    return outline_form(request, form, f"How “{section}” is drawn", section.report)


@require_POST
@requires(Permission.EDIT_REPORT)
def section_order(request, slug, year, key, place, direction):
    """Let one of the things that a section shows change places with its neighbour."""
    section = section_of(year, key)
    if section.chooser is None:
        raise Http404("There is nothing to order in this section.")
    try:
        shows.move(section=section, place=place, up=direction == "up", by=request.user, was=request.POST.get("was", ""))
    except shows.CannotChoose as reason:
        messages.info(request, str(reason))
    return redirect("reporting:section_shows", slug, year, key)


def _stands_still(request, section) -> bool:
    """Whether the page is asked for while the section is accepted; then a message says what comes first."""
    is_still = request.method != "POST" and section.state == section.State.ACCEPTED
    if is_still:
        messages.info(request, shows.ACCEPTED)
    return is_still


def _stands_on(form, was: str) -> None:
    """The form now stands on how the section is; sending it again is then meant."""
    form.data = form.data.copy()
    form.data["was"] = was
