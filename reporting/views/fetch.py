"""What several views fetch: a report by its year, a section by its key, or 404."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.permissions import Permission
from core.settings import value_of
from reporting.models import Edition, Report, Section
from reporting.services import publishing, sections, setting_aside, signing, taking_down


def report_of(year: str) -> Report:
    return get_object_or_404(Report.objects.for_own_pages(), year=year)


def section_of(year: str, key: str) -> Section:
    found = Section.objects.select_related("report__partnership", "report__template", "author")
    found = found.defer("report__template__sections")
    return get_object_or_404(found, report__year=year, key=key)


def edition_of(year: str, number: int) -> Edition:
    return get_object_or_404(Edition.objects.for_page(), report__year=year, number=number)


def to_edition(found: Edition):
    return redirect("reporting:edition", found.partnership.slug, found.report.year, found.number)


REFUSALS = (
    signing.CannotOffer,
    signing.CannotSign,
    setting_aside.CannotDrop,
    publishing.CannotPublish,
    taking_down.CannotTakeDown,
    sections.WrongState,
)


def act(request, found: Edition, action, says: str):
    """Do something with an edition, say that it is done or why not, and show the edition."""
    try:
        done = action(edition=found)
    except REFUSALS as reason:
        messages.info(request, str(reason))
    else:
        messages.success(request, says.format(done))
    return to_edition(found)


def is_done(form, action) -> bool:
    """Whether what a form asks for could be done; else it says why not at its first field, and keeps what was typed."""
    try:
        action()
    except REFUSALS as reason:
        form.add_error(next(iter(form.fields)), str(reason))
    return not form.errors


def newest(editions):
    """The newest of a report's editions that no other has taken the place of."""
    return next((edition for edition in editions if edition.state not in edition.PAST), None)


def outline_form(request, form, heading, report, action="Save"):
    """A page with one form about a report, below its outline."""
    context = {
        "form": form,
        "heading": heading,
        "action": action,
        "back": reverse("reporting:outline", args=[report.partnership.slug, report.year]),
        "crumbs": crumbs(report.partnership, report_crumb(report)),
    }
    return render(request, "reporting/form.html", context)


def confirm(request, report, *, heading, text, action, **more):
    """A page that asks once more before something is done."""
    context = {
        "report": report,
        "heading": heading,
        "text": text,
        "action": action,
        "back": reverse("reporting:outline", args=[report.partnership.slug, report.year]),
        "crumbs": crumbs(request.partnership, report_crumb(report)),
        **more,
    }
    return render(request, "reporting/confirm.html", context)


def crumbs(partnership, *more: tuple[str, str]) -> list[dict]:
    """The way back to here: the partnership, its annual reports, then each (text, address)."""
    start = [
        (value_of(partnership, "short_name"), reverse("partnership:home", args=[partnership.slug])),
        ("Annual report", reverse("reporting:reports", args=[partnership.slug])),
    ]
    return [{"text": text, "href": href} for text, href in (*start, *more)]


def edition_crumbs(member, report: Report) -> list[dict]:
    """The way back from an edition: past the report in preparation only for those who may see that."""
    more = [report_crumb(report)] if member.can(Permission.VIEW_DRAFTS) else []
    return crumbs(report.partnership, *more)


def edition_crumb(report: Report, number: int) -> tuple[str, str]:
    address = reverse("reporting:edition", args=[report.partnership.slug, report.year, number])
    return (f"Edition {number}", address)


def report_crumb(report: Report) -> tuple[str, str]:
    return (f"{report}", reverse("reporting:outline", args=[report.partnership.slug, report.year]))
