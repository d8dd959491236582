from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Membership
from accounts.permissions import Permission
from reporting.checklist import checklist as checklist_of
from reporting.forms import AddSectionForm, AssignForm, ReasonForm
from reporting.models import Section
from reporting.outlines import outline_of
from reporting.services import reports, sections
from reporting.services.editions import unexplained
from reporting.snapshots import problems
from reporting.views.fetch import crumbs, report_crumb, report_of, section_of


@require_safe
def outline(request, slug, year):
    """The report's cockpit: each section with its author, state and days left, and what is still missing."""
    request.member.check(Permission.VIEW_DRAFTS)
    report = report_of(year)
    rows = outline_of(report, request.member)
    covered = checklist_of(report, [row.section for row in rows])
    context = {
        "report": report,
        "rows": rows,
        "ready": sum(row.section.is_ready for row in rows if not row.section.left_out_reason),
        "kept": sum(not row.section.left_out_reason for row in rows),
        "covered": covered,
        "answered": [line for line in covered if line.is_ready],
        "open_discrepancies": unexplained(report),
        "editions": report.editions.for_list(),
        "may_edit": request.member.can(Permission.EDIT_REPORT),
        "crumbs": crumbs(request.partnership),
    }
    return render(request, "reporting/outline.html", context)


@require_safe
def checklist(request, slug, year):
    request.member.check(Permission.VIEW_DRAFTS)
    report = report_of(year)
    context = {
        "report": report,
        "covered": checklist_of(report, list(report.sections.all())),
        "problems": problems(report),
        "may_edit": request.member.can(Permission.EDIT_REPORT),
        "crumbs": crumbs(request.partnership, report_crumb(report)),
    }
    return render(request, "reporting/checklist.html", context)


def section_add(request, slug, year):
    request.member.check(Permission.EDIT_REPORT)
    report = report_of(year)
    form = AddSectionForm(request.POST or None, report=report)
    if form.is_valid():
        kind = Section.Kind.LIVE if form.cleaned_data["source"] else Section.Kind.NARRATIVE
        section = reports.add_section(report=report, kind=kind, by=request.user, **form.cleaned_data)
        messages.success(request, f"“{section}” is in the outline.")
        return redirect("reporting:outline", slug, year)
    return _form(request, form, "Add a section", report, "Add section")


def section_assign(request, slug, year, key):
    request.member.check(Permission.EDIT_REPORT)
    section = section_of(year, key)
    current = Membership.objects.for_choosing().of_user(section.author_id)
    form = AssignForm(request.POST or None, initial={"author": current, "due_on": section.due_on})
    if form.is_valid():
        chosen = form.cleaned_data["author"]
        author = chosen.user if chosen else None
        sections.assign(section=section, author=author, due_on=form.cleaned_data["due_on"], by=request.user)
        messages.success(request, f"{author.name if author else 'Nobody'} writes “{section}”.")
        return redirect("reporting:outline", slug, year)
    return _form(request, form, f"Who writes “{section}”?", section.report)


@require_POST
def section_move(request, slug, year, key, direction):
    request.member.check(Permission.EDIT_REPORT)
    reports.move(section=section_of(year, key), up=direction == "up", by=request.user)
    return redirect("reporting:outline", slug, year)


def section_leave_out(request, slug, year, key):
    request.member.check(Permission.EDIT_REPORT)
    section = section_of(year, key)
    form = ReasonForm(request.POST or None)
    form.fields["reason"].label = "Why is it left out?"
    if form.is_valid():
        reports.leave_out(section=section, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, f"“{section}” is left out of the report.")
        return redirect("reporting:outline", slug, year)
    return _form(request, form, f"Leave out “{section}”", section.report, "Leave out")


@require_POST
def section_take_back(request, slug, year, key):
    request.member.check(Permission.EDIT_REPORT)
    reports.take_back(section=section_of(year, key), by=request.user)
    return redirect("reporting:outline", slug, year)


@require_POST
def section_remove(request, slug, year, key):
    request.member.check(Permission.EDIT_REPORT)
    try:
        reports.remove(section=section_of(year, key), by=request.user)
    except reports.CannotArrange as reason:
        messages.info(request, str(reason))
    return redirect("reporting:outline", slug, year)


def _form(request, form, heading, report, action="Save"):
    context = {
        "form": form,
        "heading": heading,
        "action": action,
        "crumbs": crumbs(report.partnership, report_crumb(report)),
    }
    return render(request, "reporting/form.html", context)
