import json

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission
from core import charts
from core.models import Job
from reporting.editions import body_context
from reporting.models import Edition
from reporting.services import editions
from reporting.views.fetch import crumbs, report_crumb, report_of

STOP_POLLING = 286


@require_POST
def compile_report(request, slug, year):
    request.member.check(Permission.EDIT_REPORT)
    job = editions.ask_to_compile(report=report_of(year), by=request.user)
    return redirect("reporting:compiling", slug, year, job.pk)


@require_safe
def compiling(request, slug, year, job_id):
    """How far a compile is; polled while it runs, and a plain page for those without JavaScript."""
    request.member.check(Permission.VIEW_REPORT)
    report = report_of(year)
    job = get_object_or_404(Job, pk=job_id, subject_id=report.pk)
    edition = editions.made_by(job)
    here = request.path
    context = {
        "report": report,
        "job": job,
        "url": here,
        "page_url": here,
        "percent": job.percent,
        "message": job.says,
        "done": job.state == Job.State.DONE,
        "failed": job.state == Job.State.FAILED,
        "done_url": edition and reverse("reporting:edition", args=[slug, year, edition.number]),
        "done_text": edition and f"Open edition {edition.number}",
        "crumbs": crumbs(request.partnership, report_crumb(report)),
    }
    if request.htmx:
        status = STOP_POLLING if job.is_over else 200
        return render(request, "core/_progress.html", context, status=status)
    return render(request, "reporting/compiling.html", context)


@require_safe
def edition(request, slug, year, number):
    """The HTML edition with a link from each figure to the record that it came from."""
    request.member.check(Permission.VIEW_REPORT)
    found = _edition(year, number)
    charts.remember(found.charts)
    link = _source_links(slug) if request.member.can(Permission.VIEW_RECORDS) else None
    context = {
        **body_context(json.loads(found.snapshot), link=link),
        "found": found,
        "report": found.report,
        "unsigned": editions.unsigned(found),
        "signs_for": request.member.can(Permission.SIGN_REPORT) and editions.signs_for(request.member, found),
        "may_publish": request.member.can(Permission.PUBLISH_REPORT),
        "crumbs": crumbs(request.partnership, report_crumb(found.report)),
    }
    return render(request, "reporting/edition.html", context)


@require_POST
def sign(request, slug, year, number):
    request.member.check(Permission.SIGN_REPORT)
    try:
        signature = editions.sign(edition=_edition(year, number), member=request.member)
    except editions.CannotSign as reason:
        messages.info(request, str(reason))
    else:
        messages.success(request, f"Signed for {signature.agency}.")
    return redirect("reporting:edition", slug, year, number)


@require_POST
def publish(request, slug, year, number):
    request.member.check(Permission.PUBLISH_REPORT)
    try:
        editions.publish(edition=_edition(year, number), by=request.user)
    except editions.CannotPublish as reason:
        messages.info(request, str(reason))
    else:
        messages.success(request, "The edition is published.")
    return redirect("reporting:edition", slug, year, number)


def _edition(year: str, number: int) -> Edition:
    return get_object_or_404(Edition.objects.for_page(), report__year=year, number=number)


def _source_links(slug: str):
    def link(source):
        return reverse("reporting:source", args=[slug, source["model"], source["id"]])

    return link
