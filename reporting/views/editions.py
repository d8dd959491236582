import json
from functools import cache, partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission
from core import charts, mails
from core.models import Job
from core.preferences import value_of
from reporting.copies import copies_of
from reporting.editions import laid_out
from reporting.models import Edition, PublishedEdition, TakingDown
from reporting.refusals import to_mend
from reporting.services import editions, publishing
from reporting.views.fetch import confirm, crumbs, edition_crumbs, report_crumb, report_of

STOP_POLLING = 286
NOBODY_TO_ASK = "nobody is named. Write under Settings, Contact, how people reach the partnership"


@require_POST
def compile_report(request, slug, year):
    """Ask for a compile. Where it would set signatures aside, a page says so first."""
    request.member.check(Permission.EDIT_REPORT)
    report = report_of(year)
    signed = editions.signatures_at_risk(report)
    if signed and "confirmed" not in request.POST:
        return confirm(
            request,
            report,
            heading="Compile again and set the signatures aside?",
            text=f"Signed by {', '.join(str(one.agency) for one in signed)}. A new edition has to be signed anew.",
            action="Compile again",
        )
    job = editions.ask_to_compile(report=report, by=request.user)
    return redirect("reporting:compiling", slug, year, job.pk)


@require_safe
def compiling(request, slug, year, job_id):
    """How far a compile is; polled while it runs, and a plain page for those without JavaScript."""
    request.member.check(Permission.VIEW_DRAFTS)
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
def edition(request, slug, year, number):
    """The HTML edition with a link from each figure to the record that it came from."""
    request.member.check(Permission.VIEW_REPORT)
    found = _edition(year, number)
    sees_drafts = request.member.can(Permission.VIEW_DRAFTS)
    if not found.is_for_readers:
        request.member.check(Permission.VIEW_DRAFTS)
    charts.remember(found.charts)
    link = _source_links(slug) if request.member.can(Permission.VIEW_RECORDS) else None
    context = {
        **laid_out(found.snapshot, link),
        "found": found,
        "report": found.report,
        "unsigned": editions.unsigned(found) if found.is_complete else [],
        "signs_for": _signs_for(request.member, found),
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


def _signs_for(member, found: Edition):
    """The agency that this person can sign it for; None for an edition that lacks something."""
    may_sign = member.can(Permission.SIGN_REPORT) and found.is_complete
    return editions.signs_for(member, found) if may_sign else None


def _may_take_down(member) -> bool:
    return member.can(Permission.EDIT_REPORT) or member.can(Permission.SIGN_REPORT)


def sign(request, slug, year, number):
    """Ask once more, with what is still unexplained; then sign for one's agency."""
    request.member.check(Permission.SIGN_REPORT)
    found = _edition(year, number)
    if request.method == "POST":
        return _act(request, found, partial(editions.sign, member=request.member), "Signed for {0.agency}.")
    agency = _signs_for(request.member, found)
    if found.state != Edition.State.COMPILED or agency is None:
        messages.info(request, "There is nothing for you to sign here now.")
        return _to(found)
    return confirm(
        request,
        found.report,
        heading=f"Sign edition {number} for {agency}?",
        text="A signature stays with the edition. It is set aside only by compiling the report again.",
        action="Sign",
        warnings=editions.unexplained(found.report),
    )


def publish(request, slug, year, number):
    """Ask once more, then publish."""
    request.member.check(Permission.PUBLISH_REPORT)
    found = _edition(year, number)
    if request.method == "POST":
        return _act(request, found, partial(publishing.publish, by=request.user), "The edition is published.")
    if found.state != Edition.State.SIGNED:
        messages.info(request, "Only an edition that every lead safeguarding partner has signed can be published.")
        return _to(found)
    return confirm(
        request,
        found.report,
        heading=f"Publish edition {number}?",
        text="Anybody may read it from then on. A published edition never changes; a correction is a new edition.",
        action="Publish",
        items=_becomes_public(found),
        warnings=editions.unexplained(found.report),
    )


def _becomes_public(found: Edition) -> list[str]:
    """What anybody reads from then on, in words."""
    count = len(json.loads(found.snapshot)["sections"])
    address = mails.absolute("public:report", found.partnership.slug, found.report.year)
    contact = value_of(found.partnership, "contact").strip()
    before = PublishedEdition.objects.for_list().of_year(found.report.year).filter(is_superseded=False).first()
    return [
        f"The report as pages, with its {count} section{'' if count == 1 else 's'}, at {address}",
        f"The PDF, {found.pages} pages, {filesizeformat(found.pdf.size)}",
        f"Every table and figure as CSV, {filesizeformat(found.tables.size)}",
        f"Whom to ask for another format: {contact or NOBODY_TO_ASK}",
        *(
            [f"Edition {before.number}, public until now, stays to be read and is marked as superseded"]
            if before
            else []
        ),
    ]


def _act(request, found, action, says: str):
    try:
        done = action(edition=found)
    except (editions.CannotSign, publishing.CannotPublish) as reason:
        messages.info(request, str(reason))
    else:
        messages.success(request, says.format(done))
    return _to(found)


def _to(found: Edition):
    return redirect("reporting:edition", found.partnership.slug, found.report.year, found.number)


def _edition(year: str, number: int) -> Edition:
    return get_object_or_404(Edition.objects.for_page(), report__year=year, number=number)


@cache
def _source_links(slug: str):
    """The same function each time, so that what was laid out with it is found again."""

    def link(source):
        return reverse("reporting:source", args=[slug, source["model"], source["id"]])

    return link
