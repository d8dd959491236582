"""The day by which a report must be public: the partnership's own, or as the edition of the guidance says."""

import datetime
from dataclasses import dataclass

from core.calendar.financial_years import FinancialYear, years_kept
from core.models import SetAside
from reporting.models import PublishedEdition, Report, ReportDate, ReportTemplate
from reporting.preferences import first_template, first_templates, report_due_on


@dataclass(frozen=True)
class Deadline:
    """The day for one year, and the rule of the guidance that names it; no rule where only the partnership does."""

    rule: ReportDate | None
    falls_on: datetime.date
    is_own: bool = False

    def days_left(self, today: datetime.date) -> int:
        return (self.falls_on - today).days


def deadline_of(report: Report) -> Deadline | None:
    """The partnership's own day, or the first that the report's edition names; None where there is none. One query."""
    dates = ReportDate.objects.of(report.template.edition, report.template.applies_to)
    return _day(report.partnership, dates, report.financial_year)


def next_deadline(partnership, year: FinancialYear) -> Deadline | None:
    """The day for a report that is not started, under the edition that a new one starts with."""
    template = first_template(partnership, year)
    return _day(partnership, ReportDate.objects.of(template.edition, template.applies_to), year) if template else None


def deadlines(partnership, years: list[FinancialYear], begun: dict) -> dict[FinancialYear, datetime.date | None]:
    """The day for each year for which there is guidance, None where that names none; in two queries however many.

    `begun` holds edition and kind of the guidance of the reports that are started, by year.
    """
    if not years:
        return {}
    first, named = first_templates(partnership, years), list(ReportDate.objects.all())
    guidance = {year: begun.get(str(year)) or _guidance(first[year]) for year in years}
    dates = {year: [date for date in named if date.holds_for(*guidance[year])] for year in years if guidance[year]}
    found = {year: _day(partnership, dates[year], year) for year in dates}
    return {year: deadline.falls_on if deadline else None for year, deadline in found.items()}


def key_of_report(year: FinancialYear, falls_on: datetime.date | None, *, is_begun: bool) -> str:
    """By which a report that is to be started or published is set aside."""
    return f"reporting.reports_to_publish:{year}:{'begun' if is_begun else 'not-begun'}:{falls_on or 'no-day'}"


def first_late(partnership, today: datetime.date) -> FinancialYear | None:
    """The earliest year that the portal looks after whose report nobody has started and should be public by now; none
    that was set aside."""
    begun = {*Report.objects.values_list("year", flat=True), *PublishedEdition.objects.values_list("year", flat=True)}
    kept = years_kept(partnership.founded_on, today)
    over = [year for year in kept if year.ends < today and str(year) not in begun]
    late = {year: day for year, day in deadlines(partnership, over, {}).items() if day and day < today}
    aside = set(SetAside.objects.still_aside().values_list("duty", flat=True))
    return next((year for year, day in late.items() if key_of_report(year, day, is_begun=False) not in aside), None)


def _guidance(template: ReportTemplate | None) -> tuple[str, str] | None:
    return (template.edition, template.applies_to) if template else None


def _day(partnership, dates: list[ReportDate], year: FinancialYear) -> Deadline | None:
    named = [Deadline(rule, rule.falls_on(year)) for rule in dates]
    first = min(named, key=lambda deadline: deadline.falls_on, default=None)
    own = report_due_on(partnership, year)
    return first if own is None else Deadline(first.rule if first else None, own, is_own=True)
