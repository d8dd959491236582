"""Arranging the outline of a report."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from core import forms, records
from core.http.requires import requires
from reporting.forms import AddSectionForm, LeaveOutForm
from reporting.models import Section
from reporting.services import reports
from reporting.views.fetch import report_of, section_of


@requires(Permission.EDIT_REPORT)
def section_add(request, slug, year):
    report = report_of(year)
    outline = reverse("reporting:outline", args=[slug, year])

    def save(form, by):
        kind = Section.Kind.LIVE if form.values["source"] else Section.Kind.NARRATIVE
        return reports.add_section(report=report, kind=kind, by=by, **form.values)

    return records.add(
        request,
        forms.opened(AddSectionForm, request, report=report),
        heading="Add a section",
        up=(f"{report}", outline),
        save=save,
        done=outline,
        says="“{}” is in the outline.",
        action="Add section",
    )


@require_POST
@requires(Permission.EDIT_REPORT)
def section_move(request, slug, year, key, direction):
    reports.move(section=section_of(year, key), up=direction == "up", by=request.user)
    return redirect("reporting:outline", slug, year)


@requires(Permission.EDIT_REPORT)
def section_leave_out(request, slug, year, key):
    section = section_of(year, key)
    outline = reverse("reporting:outline", args=[slug, year])

    def save(form, by):
        reports.leave_out(section=section, by=by, **form.values)
        return section

    return records.change(
        request,
        forms.opened(LeaveOutForm, request, instance=section),
        section,
        heading=f"Leave out “{section}”",
        up=(f"{section.report}", outline),
        save=save,
        done=outline,
        says="“{}” is left out of the report.",
        action="Leave out",
    )


@require_POST
@requires(Permission.EDIT_REPORT)
def section_take_back(request, slug, year, key):
    reports.take_back(section=section_of(year, key), by=request.user)
    return redirect("reporting:outline", slug, year)


@require_POST
@requires(Permission.EDIT_REPORT)
def section_remove(request, slug, year, key):
    try:
        reports.remove_section(section=section_of(year, key), by=request.user)
    except reports.CannotArrange as reason:
        messages.info(request, str(reason))
    return redirect("reporting:outline", slug, year)
