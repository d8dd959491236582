from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.permissions import Permission
from core.imports import kind_named
from reporting.choosing import ShowsForm
from reporting.services import shows
from reporting.views.fetch import crumbs, report_crumb, section_of


def section_shows(request, slug, year, key):
    """Choose what a section shows, of what the records hold for the report's year."""
    request.member.check(Permission.EDIT_REPORT)
    section = section_of(year, key)
    chooser = section.chooser
    if chooser is None:
        raise Http404("There is nothing to choose for this section.")
    back = reverse("reporting:section", args=[slug, year, key])
    offered = shows.offer(section)
    sent = request.POST if request.method == "POST" else None
    form = ShowsForm(sent, chooser=chooser, offer=offered) if offered.choices else None
    if form and form.is_valid():
        try:
            shows.choose(section=section, values=form.values, by=request.user)
        except shows.CannotChoose as reason:
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
        "crumbs": crumbs(section.partnership, report_crumb(section.report), (str(section), back)),
    }
    return render(request, "reporting/shows.html", context)
