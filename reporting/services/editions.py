"""From a report to an edition that is compiled and signed. `services.publishing` makes it public."""

import json
from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.db.models import Max

from accounts.roles import Permission
from assurance.discrepancies import discrepancies
from core import documents, jobs
from partnership.models import Agency, Succession
from reporting.editions import lacking_of
from reporting.models import Edition, Report, Signature
from reporting.snapshots import digest

State = Edition.State
COMPILE = "reporting.compile_report"


class CannotSign(Exception):
    """An edition cannot be signed that way; the text says why."""


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
def ask_to_compile(*, report: Report, by):
    """Queue a compile and return its job; one that waits already is returned instead.

    A compile that runs may have read the records before the last change, so it does not count.
    """
    Report.objects.select_for_update().get(pk=report.pk)
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
    stem = f"{report.partnership.slug}-{report.year}"
    number = (report.editions.aggregate(last=Max("number"))["last"] or 0) + 1
    files = {
        "html": (f"{stem}.html", compiled.html, "text/html"),
        "pdf": (f"{stem}.pdf", compiled.pdf, "application/pdf"),
        "tables": (f"{stem}-tables.zip", compiled.tables, "application/zip"),
    }
    kept = {
        field: documents.keep(
            partnership=report.partnership,
            name=name,
            content=content,
            content_type=kind,
            by=by,
            needs=Permission.VIEW_DRAFTS,
        )
        for field, (name, content, kind) in files.items()
    }
    report.editions.filter(state__in=[State.COMPILED, State.SIGNED]).update(state=State.SUPERSEDED)
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
        lacking=lacking_of(json.loads(compiled.snapshot)),
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


def signatures_at_risk(report: Report) -> list[Signature]:
    """What would be set aside if the report were compiled again now."""
    signatures = Signature.objects.filter(edition__report=report, edition__state__in=[State.COMPILED, State.SIGNED])
    return list(signatures.select_related("agency"))


def unexplained(report: Report) -> list:
    """Printed totals of the report's year that their parts do not give and nobody has explained, as of now."""
    year = report.financial_year
    found = discrepancies(report.partnership)
    return [one for one in found if not one.explanation and year.covers(one.period)]


def signatories(edition: Edition) -> list[Agency]:
    """The agencies whose lead partners sign: the statutory partners at the end of the report's year."""
    return list(Agency.objects.statutory().current(edition.report.financial_year.ends))


def unsigned(edition: Edition) -> list[Agency]:
    """The signatories that have not signed yet."""
    signed = {signature.agency_id for signature in edition.signatures.all()}
    return [agency for agency in signatories(edition) if agency.pk not in signed]


def signs_for(member, edition: Edition) -> Agency | None:
    """The agency that this person can sign for now: their own, or one that it has taken over from."""
    own, followers = member.agency_ids(Permission.SIGN_REPORT), _followers()
    return next((agency for agency in unsigned(edition) if own & _line_of(agency.pk, followers)), None)


def _followers() -> dict:
    """Which agencies took over from which, in one query."""
    found = defaultdict(set)
    for predecessor, successor in Succession.objects.values_list("predecessor_id", "successor_id"):
        found[predecessor].add(successor)
    return found


def _line_of(agency_id, followers: dict) -> set:
    """An agency and all that came after it."""
    line, new = set(), {agency_id}
    while new:
        line |= new
        new = set().union(*(followers[known] for known in new)) - line
    return line


@transaction.atomic
def sign(*, edition: Edition, member) -> Signature:
    """Sign for one's agency; the last signature makes the edition signed, and opens it to all who see reports."""
    edition = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if edition.state != State.COMPILED:
        raise CannotSign(f"This edition is {edition.get_state_display().lower()}; it cannot be signed now.")
    if not edition.is_complete:
        raise CannotSign("Sections of this edition have nothing in them yet. Fill them and compile again.")
    agency = signs_for(member, edition)
    if agency is None:
        raise CannotSign("Your agency has signed already, or is not one of the lead safeguarding partners.")
    signature = Signature.objects.create(
        partnership=edition.partnership, edition=edition, agency=agency, signed_by=member.user
    )
    if not unsigned(edition):
        edition.state, edition.signed_at = State.SIGNED, signature.signed_at
        edition.save(update_fields=["state", "signed_at"])
        documents.let_read(edition.documents, Permission.VIEW_REPORT)
    return signature
