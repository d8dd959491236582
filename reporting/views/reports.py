from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from reporting.forms import StartForm
from reporting.models import Report, Section
from reporting.services import reports as services
from reporting.views.fetch import crumbs


@require_safe
def report_list(request, slug):
    """Reports for those who may see them, and for anybody the sections they were asked to write.

    Who does not see drafts finds the reports that have an edition which every lead safeguarding partner signed.
    """
    may_see, drafts = request.member.can(Permission.VIEW_REPORT), request.member.can(Permission.VIEW_DRAFTS)
    reports = Report.objects.for_list_page(drafts=drafts)
    return render(
        request,
        "reporting/reports.html",
        {
            "reports": reports if drafts else reports.exclude(edition_number=None) if may_see else [],
            "sees_drafts": drafts,
            "own_sections": Section.objects.for_author(request.user),
            "may_see": may_see,
            "may_start": request.member.can(Permission.EDIT_REPORT),
        },
    )


def report_start(request, slug):
    request.member.check(Permission.EDIT_REPORT)
    form = StartForm(request.POST or None, partnership=request.partnership)
    if form.is_valid():
        report = services.start(partnership=request.partnership, by=request.user, **form.cleaned_data)
        messages.success(request, f"{report} is started, with the sections of “{report.template}”.")
        return redirect("reporting:outline", slug, report.year)
    return render(
        request,
        "reporting/form.html",
        {"form": form, "heading": "Start a report", "crumbs": crumbs(request.partnership)},
    )
