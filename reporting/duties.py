"""What the annual report asks of people on their home page."""

from django.urls import reverse

from accounts.roles import Permission
from core.overview import Duty, duty
from core.preferences import last_day_shown
from core.years import FinancialYear
from reporting.deadlines import deadline_of, next_deadline
from reporting.models import Edition, PublishedEdition, Report, Section
from reporting.services.editions import signs_for, unsigned

State = Edition.State


@duty(10)
def sections_to_write(partnership, member, today):
    """One's own sections; for the business unit, what was handed in and whom it waits for in the next weeks."""
    if not member.can(Permission.WRITE_SECTION):
        return
    last = last_day_shown(partnership, today)
    asked = Section.objects.unfinished().exclude(author=None)
    for section in asked if member.can(Permission.EDIT_REPORT) else asked.filter(author=member.user):
        args = [partnership.slug, section.report.year, section.key]
        address = reverse("reporting:section", args=args)
        is_handed_in = section.state == Section.State.SUBMITTED
        if section.author_id == member.user.pk and not is_handed_in:
            yield Duty(f"Write “{section}”, {section.report}", address, section.due_on)
        elif member.can(Permission.EDIT_REPORT) and is_handed_in:
            yield Duty(f"Read and accept “{section}”, {section.report}", address)
        elif member.can(Permission.EDIT_REPORT) and section.due_on and section.due_on <= last:
            yield Duty(f"“{section}”, {section.report}", address, section.due_on, waits_on=section.author.name)


@duty(20)
def editions_to_sign_and_publish(partnership, member, today):
    signs, publishes = member.can(Permission.SIGN_REPORT), member.can(Permission.PUBLISH_REPORT)
    if not (signs or publishes or member.can(Permission.EDIT_REPORT)):
        return
    for edition in Edition.objects.for_list().filter(state__in=[State.COMPILED, State.SIGNED]).select_related("report"):
        address = reverse("reporting:edition", args=[partnership.slug, edition.report.year, edition.number])
        if edition.state == State.SIGNED and publishes:
            yield Duty(f"Publish {edition}", address)
        elif edition.state == State.COMPILED and signs and (agency := signs_for(member, edition)):
            yield Duty(f"Sign {edition} for {agency}", address)
        elif edition.state == State.COMPILED and not signs:
            waiting = ", ".join(agency.name for agency in unsigned(edition))
            yield Duty(f"Signatures of {edition}", address, waits_on=waiting or "nobody: no statutory partner is known")


@duty(30)
def report_to_publish(partnership, member, today):
    """The day by which the report of the year that has ended must be public, until it is."""
    if not member.can(Permission.EDIT_REPORT):
        return
    year = FinancialYear.of(today).previous()
    if PublishedEdition.objects.of_year(year).exists():
        return
    report = Report.objects.for_year(year).select_related("template", "partnership").first()
    found = deadline_of(report) if report else next_deadline(partnership, year)
    if found is None:
        return
    title = f"Publish the annual report {year}" if report else f"Start the annual report {year}"
    name, args = ("outline", [report.year]) if report else ("start", [])
    yield Duty(title, reverse(f"reporting:{name}", args=[partnership.slug, *args]), found.falls_on)
