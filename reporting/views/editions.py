import json
from functools import cache, partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission
from core.formatting import sentences
from core.http.requires import requires
from core.http.step_up import lately_confirmed
from core.jobs import mails
from core.models import Job
from core.reports import charts
from reporting.copies import copies_of
from reporting.editions import laid_out
from reporting.models import Edition, PublishedEdition, TakingDown
from reporting.next_steps import taken_down
from reporting.profiles import partners_on
from reporting.refusals import to_mend
from reporting.services import editions, publishing
from reporting.signatories import signs_for
from reporting.since_compiled import since_compiled
from reporting.views.fetch import (
    act,
    confirm,
    crumbs,
    edition_crumb,
    edition_crumbs,
    edition_of,
    report_crumb,
    report_of,
    to_edition,
)

STOP_POLLING = 286

PUBLISHED_FOR_GOOD = (
    "Anybody may read it from then on. A published edition never changes; a correction is a new edition."
)


@require_POST
@requires(Permission.EDIT_REPORT)
def compile_report(request, slug, year):
    """Ask for a compile. Where it would set signatures aside, a page says so first."""
    report = report_of(year)
    try:
        job = editions.ask_to_compile(report=report, by=request.user, sets_aside="confirmed" in request.POST)
    except editions.WouldSetAside as found:
        return _ask_to_set_aside(request, report, found.edition)
    return redirect("reporting:compiling", slug, year, job.pk)


def _ask_to_set_aside(request, report, found: Edition):
    signed = sentences.listed([one.signer for one in found.given]) if found.given else "Nobody"
    return confirm(
        request,
        report,
        heading=f"Compile again and set edition {found.number} aside?",
        text=f"Edition {found.number} is {found.get_state_display().lower()}. {sentences.capital(signed)} "
        f"{'have' if len(found.given) > 1 else 'has'} signed it. The new edition takes its place: those who were asked "
        "are told, and it has to be offered and signed anew.",
        action="Compile again",
    )


@require_safe
@requires(Permission.VIEW_DRAFTS)
def compiling(request, slug, year, job_id):
    """How far a compile is; polled while it runs, and a plain page for those without JavaScript."""
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
        "to_mend": to_mend(report, job.message) if job.state == Job.State.FAILED else [],
        "may_edit": request.member.can(Permission.EDIT_REPORT),
        "current": editions.current(report),
        "done_url": edition and reverse("reporting:edition", args=[slug, year, edition.number]),
        "done_text": edition and f"Open edition {edition.number}",
        "crumbs": crumbs(request.partnership, report_crumb(report)),
    }
    if request.htmx:
        answer = render(request, "core/_progress.html", context, status=STOP_POLLING if job.is_over else 200)
        if job.is_over:
            # The words round the bar change too.
            answer["HX-Refresh"] = "true"
        return answer
    return render(request, "reporting/compiling.html", context)


@require_safe
@requires(Permission.VIEW_REPORT)
def edition(request, slug, year, number):
    """The HTML edition with a link from each figure to the record that it came from."""
    found = edition_of(year, number)
    sees_drafts = request.member.can(Permission.VIEW_DRAFTS)
    if not found.is_for_readers:
        request.member.check(Permission.VIEW_DRAFTS)
    charts.remember(found.charts)
    link = _source_links(slug) if request.member.can(Permission.VIEW_RECORDS) else None
    context = {
        **laid_out(found.snapshot, link),
        "found": found,
        "report": found.report,
        "signature": signs_for(request.member, found),
        "sees_drafts": sees_drafts,
        "since": since_compiled(found, request.member) if sees_drafts else None,
        "is_declined": any(one.declined for one in found.waiting) if found.state == found.State.OFFERED else False,
        "may_take_down": sees_drafts and _may_take_down(request.member),
        **_public_state(found, sees_drafts),
        "may_publish": request.member.can(Permission.PUBLISH_REPORT),
        "may_edit": request.member.can(Permission.EDIT_REPORT),
        "others": found.report.editions.for_list().seen(drafts=sees_drafts).exclude(pk=found.pk),
        "crumbs": edition_crumbs(request.member, found.report),
    }
    return render(request, "reporting/edition.html", context)


def _public_state(found: Edition, sees_drafts: bool) -> dict:
    """Its copy that the public reads, what was asked about that, and to whom it is to be sent."""
    copies = PublishedEdition.objects.for_list().of_year(found.report.year).filter(number=found.number)
    copy = copies.first() if found.signed_at else None
    taking = TakingDown.objects.waiting().filter(published=copy).select_related("asked_by").first() if copy else None
    is_sent = sees_drafts and found.state == Edition.State.PUBLISHED and copy and not copy.taken_down_on
    return {"copy": copy, "taking": taking, "copies": copies_of(found.report, copy) if is_sent else []}


def _may_take_down(member) -> bool:
    return member.can(Permission.EDIT_REPORT) or member.can(Permission.SIGN_REPORT)


@requires(Permission.PUBLISH_REPORT)
@lately_confirmed
def publish(request, slug, year, number):
    """Ask once more, then publish."""
    found = edition_of(year, number)
    if request.method == "POST":
        return act(request, found, partial(publishing.publish, by=request.user), "The edition is published.")
    if found.state in publishing.ALREADY:
        messages.info(request, f"Edition {number} {publishing.ALREADY[found.state]}")
        return to_edition(found)
    if found.state != Edition.State.SIGNED:
        messages.info(request, "Only an edition that everybody who was asked has signed can be published.")
        return to_edition(found)
    if not publishing.whom_to_ask(request.partnership):
        return _ask_for_a_contact(request, found)
    return confirm(
        request,
        found.report,
        heading=f"Publish edition {number}?",
        text=f"{taken_down(found.report, found)} {PUBLISHED_FOR_GOOD}".strip(),
        action="Publish",
        items=_becomes_public(found),
        since=since_compiled(found, request.member),
        warnings=editions.unexplained(found.report),
    )


def _ask_for_a_contact(request, found: Edition):
    """Nothing becomes public before the public pages say whom to ask."""
    context = {
        "found": found,
        "text": publishing.NOBODY_TO_ASK,
        "crumbs": crumbs(request.partnership, report_crumb(found.report), edition_crumb(found.report, found.number)),
    }
    return render(request, "reporting/contact_first.html", context)


def _becomes_public(found: Edition) -> list[str]:
    """What anybody reads from then on, in words."""
    count = len(json.loads(found.snapshot)["sections"])
    address = mails.absolute("public:report", found.partnership.slug, found.report.year)
    partners = partners_on(timezone.localdate())
    before = PublishedEdition.objects.to_read().for_list().of_year(found.report.year).first()
    return [
        f"The report as pages, with its {count} section{'' if count == 1 else 's'}, at {address}",
        f"The PDF, {found.pages} pages, {filesizeformat(found.pdf.size)}",
        f"Download every table and figure as CSV, {filesizeformat(found.tables.size)}",
        f"The statutory partners, by name: {sentences.listed(partners) if partners else 'none is on record'}",
        f"Whom to ask for another format: {publishing.whom_to_ask(found.partnership)}",
        *(
            [f"Edition {before.number}, public until now, stays to be read and is marked as superseded"]
            if before
            else []
        ),
    ]


@cache
def _source_links(slug: str):
    """The same function each time, so that what was laid out with it is found again."""

    def link(source):
        return reverse("reporting:source", args=[slug, source["model"], source["id"]])

    return link
