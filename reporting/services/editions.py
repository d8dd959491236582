"""From a report to an edition. `services.signing` has it signed, and `services.publishing` makes it public."""

import json
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.db.models import Max

from accounts.roles import Permission
from core import jobs
from core.files import documents
from core.models import Job
from indicators.discrepancies import open_ones
from reporting.editions import lacking_of, unaccepted_of
from reporting.file_names import file_names
from reporting.models import Edition, Report
from reporting.services import setting_aside
from reporting.snapshots import digest

State = Edition.State
COMPILE = "reporting.compile_report"
TYPES = {"html": "text/html", "pdf": "application/pdf", "tables": "application/zip"}


class WouldSetAside(Exception):
    """A compile would set aside an `edition` that is offered or signed, and nobody has said that it may."""

    def __init__(self, edition: Edition):
        super().__init__(f"Edition {edition.number} is {edition.get_state_display().lower()}.")
        self.edition = edition


@dataclass(frozen=True)
class Compiled:
    """What a compile made, before it is kept."""

    snapshot: str
    charts: dict[str, str]
    html: bytes
    pdf: bytes
    tables: bytes
    pages: int
    seconds: float


@transaction.atomic
def ask_to_compile(*, report: Report, by, sets_aside: bool = False):
    """Queue a compile and return its job; one that waits already is returned instead.

    A compile that runs may have read the records before the last change, so it does not count. Raises `WouldSetAside`
    unless `sets_aside` says that an edition which is offered or signed may be set aside.
    """
    Report.objects.select_for_update().get(pk=report.pk)
    if not sets_aside and (found := at_risk(report)):
        raise WouldSetAside(found)
    return jobs.waiting(COMPILE, report) or jobs.ask(COMPILE, partnership=report.partnership, by=by, subject=report)


@transaction.atomic
def keep(*, report: Report, compiled: Compiled, job_id, by) -> Edition:
    """Store what a compile made as the next edition, and supersede the earlier ones that nobody has published.

    What the newest edition holds already, to the byte, is not stored again: that edition is returned.
    """
    Report.objects.select_for_update().get(pk=report.pk)
    newest = current(report)
    if newest and newest.sha256 == digest(compiled.snapshot) and newest.pdf.sha256 == sha256(compiled.pdf).hexdigest():
        return newest
    number = (report.editions.aggregate(last=Max("number"))["last"] or 0) + 1
    names = file_names(report.partnership.slug, report.year, number, is_draft=True)
    kept = {
        field: documents.keep(
            partnership=report.partnership,
            name=names[field],
            content=getattr(compiled, field),
            content_type=kind,
            by=by,
            needs=Permission.VIEW_DRAFTS,
        )
        for field, kind in TYPES.items()
    }
    setting_aside.supersede(report, by)
    snapshot = json.loads(compiled.snapshot)
    return Edition.objects.create(
        partnership=report.partnership,
        report=report,
        number=number,
        job_id=job_id,
        snapshot=compiled.snapshot,
        charts=compiled.charts,
        sha256=digest(compiled.snapshot),
        pages=compiled.pages,
        seconds=round(compiled.seconds, 2),
        lacking=lacking_of(snapshot),
        unaccepted=unaccepted_of(snapshot),
        open_discrepancies=len(unexplained(report)),
        compiled_by=by,
        **kept,
    )


def current(report: Report) -> Edition | None:
    """The newest edition that no other has taken the place of."""
    return report.editions.in_use().select_related("pdf").first()


def made_by(job) -> Edition | None:
    """The edition that a compile made, or found to be as it was; None while it runs or where it failed."""
    if job.state != job.State.DONE:
        return None
    own = Edition.objects.for_page().filter(job=job).first()
    return own or Edition.objects.for_page().filter(report_id=job.subject_id).in_use().first()


def at_risk(report: Report) -> Edition | None:
    """The edition that is offered or signed, and whose signatures a new one would set aside."""
    return report.editions.for_cockpit().filter(state__in=[State.OFFERED, State.SIGNED]).first()


def is_being_compiled(report: Report) -> bool:
    """Whether an edition is on its way that takes the place of those that are not published."""
    open_states = [Job.State.QUEUED, Job.State.RUNNING]
    return Job.objects.filter(kind=COMPILE, subject_id=report.pk, state__in=open_states).exists()


def unexplained(report: Report) -> list:
    """Printed totals of the report's year that their parts do not give and nobody has explained, as of now."""
    year = report.financial_year
    return [one for one in open_ones(report.partnership) if year.covers(one.period)]
