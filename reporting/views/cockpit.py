from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from core.http.requires import requires
from reporting.checklist import checklist as checklist_of
from reporting.deadlines import deadline_of
from reporting.forms import OutlineForm
from reporting.next_steps import next_step
from reporting.outlines import authors_of, chosen, outline_of
from reporting.readiness import readiness_of
from reporting.services.editions import unexplained
from reporting.since_compiled import since_compiled
from reporting.views.fetch import crumbs, newest, report_crumb, report_of


@require_safe
@requires(Permission.VIEW_DRAFTS)
def outline(request, slug, year):
    """The report's cockpit: what comes next, each section with its author, state and days left, what is missing."""
    report = report_of(year)
    readiness = readiness_of(report)
    rows = outline_of(report, request.member, readiness.lacking)
    form = OutlineForm(request.GET, authors=authors_of(rows))
    kept = [row for row in rows if not row.section.left_out_reason]
    covered = checklist_of(report, [row.section for row in rows], readiness)
    open_discrepancies = unexplained(report)
    editions = list(report.editions.for_cockpit())
    may_edit = request.member.can(Permission.EDIT_REPORT)
    unready = [row for row in kept if not row.is_ready]
    context = {
        "report": report,
        "rows": chosen(rows, **form.asked),
        "form": form,
        "late": [row for row in rows if row.is_late],
        "readiness": readiness,
        "lacking": [row for row in kept if row.lacks],
        "covered": covered,
        "answered": [line for line in covered if line.is_ready],
        "unanswered": [line for line in covered if not line.is_ready],
        "open_discrepancies": open_discrepancies,
        "deadline": _deadline(report),
        "editions": editions,
        "current": newest(editions),
        "is_public": any(edition.state == edition.State.PUBLISHED for edition in editions),
        "step": next_step(
            report,
            newest(editions),
            request.member,
            kept,
            _still_open(unready, covered, open_discrepancies),
            since_compiled(newest(editions), request.member, readiness),
        ),
        "may_edit": may_edit,
        "may_remove": may_edit and not editions and not any(row.section.has_text for row in rows),
        "crumbs": crumbs(request.partnership),
    }
    return render(request, "reporting/outline.html", context)


def _deadline(report):
    """The day by which it must be public, with the days left until then."""
    found = deadline_of(report)
    if found is None:
        return None
    days = found.days_left(timezone.localdate())
    editions = found.rule.editions.replace(";", ", ") if found.rule else ""
    told = {"on": found.falls_on, "is_own": found.is_own, "rule": found.rule, "editions": editions}
    return told | {"days": days, "days_late": -days}


def _still_open(unready, covered, open_discrepancies) -> list[str]:
    """What somebody should know before the report goes on."""
    missing = [line for line in covered if line.is_missing]
    found = [
        (len(unready), "section is not ready yet", "sections are not ready yet"),
        (len(missing), "line of the checklist has no section", "lines of the checklist have no section"),
        (
            len(open_discrepancies),
            "published total does not match its parts",
            "published totals do not match their parts",
        ),
    ]
    return [f"{count} {one if count == 1 else many}." for count, one, many in found if count]


@require_safe
@requires(Permission.VIEW_DRAFTS)
def checklist(request, slug, year):
    report = report_of(year)
    context = {
        "report": report,
        "covered": checklist_of(report, list(report.sections.for_outline()), readiness_of(report)),
        "crumbs": crumbs(request.partnership, report_crumb(report)),
    }
    return render(request, "reporting/checklist.html", context)
