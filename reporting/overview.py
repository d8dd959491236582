"""The card of a partnership's home page that tells how far its next annual report is."""

from django.urls import reverse

from accounts.roles import Permission
from core.dashboard.overview import Card, card
from core.db.combined_queries import kept
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
    text = f"sections ready, {report['title']} {report['year']}"
    if report["edition_number"]:
        text += f"; edition {report['edition_number']}"
    missing = () if report["year"] >= str(year) else (f"No report is started for {year}.",)
    address = reverse("reporting:outline", args=[partnership.slug, report["year"]])
    counted = _readiness(partnership, report["id"])
    return Card("Annual report", address, f"{counted.ready} of {counted.kept}", text, missing)


def _readiness(partnership, report_id: str) -> Readiness:
    """As it was counted, or counted again where a record has changed since."""
    return known(partnership, [report_id]).get(report_id) or readiness_of(Report.objects.get(pk=report_id))


@card(5)
def report_of_others(partnership, year, member):
    """For those who do not: the sections that they were asked to write, or the last report that was signed."""
    if member.can(Permission.VIEW_DRAFTS):
        return None
    return _own_sections(partnership, member) or _signed(partnership, member)


def _own_sections(partnership, member):
    if not member.can(Permission.WRITE_SECTION):
        return None
    count = Section.objects.for_author(member.user).count()
    if not count:
        return None
    sections = "section" if count == 1 else "sections"
    return Card("Annual report", _list(partnership), str(count), f"{sections} you were asked to write")


def _signed(partnership, member):
    """The last report that everybody who was asked has signed."""
    if not member.can(Permission.VIEW_REPORT):
        return None
    signed = Report.objects.for_list_page(drafts=False).exclude(edition_number=None)
    report = signed.order_by("-year").first()
    if report is None:
        return None
    address = reverse("reporting:edition", args=[partnership.slug, report.year, report.edition_number])
    return Card("Annual report", address, report.year, f"edition {report.edition_number} is {report.edition_state}")


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
