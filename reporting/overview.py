"""The card of a partnership's home page that tells how far its next annual report is."""

from django.urls import reverse

from accounts.roles import Permission
from core.dashboard.overview import Card, Step, card, first_step, same_for_all
from core.db.combined_queries import kept
from core.formatting import sentences
from reporting.models import PublishedEdition, Report, ReportTemplate, Section
from reporting.readiness import Readiness, known, readiness_of


@kept
def _newest_of_all():
    return [Report.objects.for_list_page().order_by("-year").values("id", "title", "year", "edition_number")[:1]]


def _newest(partnership, year, member):
    return _newest_of_all()[0] if member.can(Permission.VIEW_DRAFTS) else None


@card(5, _newest)
def annual_report(partnership, year, member, reports):
    """For those who see reports in preparation; nothing for a partnership of a kind that makes none."""
    if not reports and not ReportTemplate.objects.for_partnership(partnership).exists():
        return None
    if not reports:
        return Card("Annual report", _list(partnership), "–", "no report is started", (f"No report for {year}.",))
    report = reports[0]
    text = f"sections ready, {sentences.titled(report['title'], report['year'])}"
    if report["edition_number"]:
        text += f"; edition {report['edition_number']}"
    missing = () if report["year"] >= str(year) else (f"No report is started for {year}.",)
    address = reverse("reporting:outline", args=[partnership.slug, report["year"]])
    counted = _readiness(partnership, report["id"])
    return Card("Annual report", address, f"{counted.ready} of {counted.kept}", text, missing)


def _readiness(partnership, report_id: str) -> Readiness:
    """As it was counted, or counted again where a record has changed since."""
    return known(partnership, [report_id]).get(report_id) or readiness_of(Report.objects.get(pk=report_id))


def _own_sections(partnership, year, member):
    if member.can(Permission.VIEW_DRAFTS):
        return None
    own = Section.objects.for_author(member.user) if member.can(Permission.WRITE_SECTION) else Section.objects.none()
    return own.values("id")


def _signed(partnership, year, member):
    """The last report that everybody who was asked has signed."""
    if member.can(Permission.VIEW_DRAFTS):
        return None
    return _last_signed()[0] if member.can(Permission.VIEW_REPORT) else Report.objects.none()


@kept
def _last_signed():
    signed = Report.objects.for_list_page(drafts=False).exclude(edition_number=None)
    return [signed.order_by("-year").values("year", "edition_number", "edition_state")[:1]]


@card(5, _own_sections, _signed)
def report_of_others(partnership, year, member, own, signed):
    """For those who do not: the sections that they were asked to write, or the last report that was signed."""
    if own:
        text = f"{'section' if len(own) == 1 else 'sections'} you were asked to write"
        return Card("Annual report", _list(partnership), str(len(own)), text)
    if not signed:
        return None
    year, number, state = (signed[0][name] for name in ("year", "edition_number", "edition_state"))
    address = reverse("reporting:edition", args=[partnership.slug, year, number])
    return Card("Annual report", address, year, f"edition {number} is {state}")


def _newest_public(partnership, year, member):
    """What anybody may read, for those whose role shows them no report."""
    if member.can(Permission.VIEW_REPORT):
        return None
    return PublishedEdition.objects.to_read().order_by("-year").values("title", "year", "published_on")[:1]


@card(6, _newest_public)
def published_report(partnership, year, member, published):
    """For those who find no report on the pages of their partnership: the one that the public reads."""
    if not published:
        return None
    newest = published[0]
    address = reverse("public:report", args=[partnership.slug, newest["year"]])
    text = f"for anybody to read, published on {newest['published_on']:%-d %B %Y}"
    return Card(newest["title"], address, newest["year"], text)


def _list(partnership) -> str:
    return reverse("reporting:reports", args=[partnership.slug])


@same_for_all(Permission.EDIT_REPORT)
def _any_report(today):
    return Report.objects.order_by().values("id")[:1]


@first_step(70, _any_report)
def report_started(partnership, member, today, reports):
    """None for a partnership of a kind that makes no report."""
    if not reports and not ReportTemplate.objects.for_partnership(partnership).exists():
        return None
    return Step("Start the annual report", reverse("reporting:start", args=[partnership.slug]), bool(reports))
