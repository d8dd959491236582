"""Who writes what until when: one section, or several at once."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.models import Membership
from accounts.permissions import Permission
from core import forms, receipts
from reporting.forms import AssignForm, AssignManyForm
from reporting.services import sections
from reporting.views.fetch import outline_form, report_of, section_of


def section_assign(request, slug, year, key):
    request.member.check(Permission.EDIT_REPORT)
    section = section_of(year, key)
    current = Membership.objects.for_choosing().of_user(section.author_id)
    form = forms.opened(AssignForm, request, initial={"author": current, "due_on": section.due_on})
    if form.is_valid():
        chosen = form.cleaned_data["author"]
        author = chosen.user if chosen else None
        is_told = author not in (None, section.author, request.user)
        asked = {"author": author, "due_on": form.cleaned_data["due_on"]}
        if _kept(form, lambda: sections.assign(section=section, by=request.user, **asked)):
            told = " A mail tells them." if is_told else ""
            messages.success(request, f"{author.name if author else 'Nobody'} writes “{section}”.{told}")
            return redirect("reporting:outline", slug, year)
    return outline_form(request, form, f"Who writes “{section}”?", section.report)


def assign_many(request, slug, year):
    """Ask one person for several sections, or set one day for them; those ticked in the outline are ticked here."""
    request.member.check(Permission.EDIT_REPORT)
    report = report_of(year)
    initial = {"section": request.GET.getlist("section")}
    form = forms.opened(AssignManyForm, request, report=report, initial=initial)
    if form.is_valid():
        named = form.cleaned_data["section"]
        if _kept(form, lambda: sections.assign_many(sections=named, by=request.user, **form.changes)):
            messages.success(request, f"{len(named)} section{'' if len(named) == 1 else 's'} changed.")
            return redirect("reporting:outline", slug, year)
    return outline_form(request, form, "Author and day of several sections", report)


def _kept(form, assign) -> bool:
    """Whether it was done; where the person has just left, the form says so."""
    try:
        assign()
    except ValidationError as reason:
        form.add_error(None, reason)
    return not form.errors


@require_POST
def section_remind(request, slug, year, key):
    """Write to the author once more."""
    request.member.check(Permission.EDIT_REPORT)
    section = section_of(year, key)
    outline = reverse("reporting:outline", args=[slug, year])

    def remind():
        sections.remind(section=section, by=request.user)
        messages.success(request, f"A reminder goes to {section.author.name}.")
        return outline

    try:
        receipts.once(request, remind)
    except sections.WrongState as reason:
        messages.info(request, str(reason))
    return redirect(outline)
