from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from core import forms, records
from core.http.requires import requires
from reporting.forms import RenameForm, StartForm
from reporting.models import PublishedEdition, Report, ReportTemplate, Section
from reporting.report_lists import entries, with_progress
from reporting.services import reports as services
from reporting.views.fetch import confirm, report_of

NO_OUTLINE = "No outline is shipped for a partnership of this kind, so it has no report of its own to start."


@require_safe
def report_list(request, slug):
    """Reports for those who may see them, and for anybody the sections they were asked to write.

    Who does not see drafts finds the reports that have an edition which everybody who was asked has signed.
    """
    may_see, drafts = request.member.can(Permission.VIEW_REPORT), request.member.can(Permission.VIEW_DRAFTS)
    published = list(PublishedEdition.objects.to_read().for_list())
    reports = _entries(request, published, drafts) if may_see else []
    may_edit = request.member.can(Permission.EDIT_REPORT)
    has_outline = may_edit and ReportTemplate.objects.for_partnership(request.partnership).exists()
    context = {
        "reports": reports,
        "is_counting": any(not (one.readiness or one.is_public) for one in reports) and drafts,
        "sees_drafts": drafts,
        "own_sections": Section.objects.for_author(request.user),
        "may_see": may_see,
        "published": published,
        "may_publish": request.member.can(Permission.PUBLISH_REPORT),
        "may_start": has_outline,
        "says_why_not": NO_OUTLINE if may_edit and not has_outline else "",
    }
    return render(request, "reporting/_reports.html" if request.htmx else "reporting/reports.html", context)


def _entries(request, published, drafts: bool):
    """What the page asks for by itself counts what has changed since it was counted; the page does not wait for it."""
    reports = Report.objects.for_list_page(drafts=drafts)
    if not drafts:
        return entries(list(reports.exclude(edition_number=None)), published)
    return with_progress(request.partnership, entries(list(reports), published), count=bool(request.htmx))


@requires(Permission.EDIT_REPORT)
def report_start(request, slug):
    """Start a report on the year that `?year=` names, or on another."""
    if not ReportTemplate.objects.for_partnership(request.partnership).exists():
        messages.info(request, NO_OUTLINE)
        return redirect("reporting:reports", slug)
    return records.add(
        request,
        forms.opened(StartForm, request, partnership=request.partnership, asked=request.GET.get("year", "")),
        heading="Start a report",
        up=("Annual report", reverse("reporting:reports", args=[slug])),
        save=lambda form, by: services.start(partnership=request.partnership, by=by, **form.values),
        done=lambda report: reverse("reporting:outline", args=[slug, report.year]),
        says="{0} is started, with the sections of “{0.template}”.",
    )


@requires(Permission.EDIT_REPORT)
def report_rename(request, slug, year):
    """Change what stands on the cover."""
    report = report_of(year)
    outline = reverse("reporting:outline", args=[slug, year])
    heading, up = f"Rename the report for {year}", (f"{report}", outline)
    form = forms.opened(RenameForm, request, instance=report)
    return records.change(
        request,
        form,
        report,
        heading=heading,
        up=up,
        save=lambda form, by: services.rename(report=report, by=by, **form.values),
        done=outline,
    )


@requires(Permission.EDIT_REPORT)
def report_remove(request, slug, year):
    """Ask once more, then delete a report in which there is nothing yet."""
    report = report_of(year)
    if request.method == "POST":
        try:
            services.remove(report=report, by=request.user)
        except services.CannotArrange as reason:
            messages.info(request, f"{report} stays. {reason}")
            return redirect("reporting:outline", slug, year)
        messages.success(request, f"{report} is removed.")
        return redirect("reporting:reports", slug)
    if reason := services.why_kept(report):
        messages.info(request, f"{report} stays. {reason}")
        return redirect("reporting:outline", slug, year)
    text = "Nothing is written in it and it was never compiled. Its outline goes with it."
    return confirm(request, report, heading=f"Remove {report}?", text=text, action="Remove")
