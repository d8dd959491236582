"""The day by which a report must be public, as the edition of the guidance says that it follows."""

import datetime
from dataclasses import dataclass

from core.years import FinancialYear
from reporting.models import Report, ReportDate, ReportTemplate


@dataclass(frozen=True)
class Deadline:
    """A rule of the guidance, and the day on which it falls for one year."""

    rule: ReportDate
    year: FinancialYear

    @property
    def falls_on(self) -> datetime.date:
        return self.rule.falls_on(self.year)

    def days_left(self, today: datetime.date) -> int:
        return (self.falls_on - today).days


def deadline_of(report: Report) -> Deadline | None:
    """The first day that the report's edition of the guidance names; None where it names none. One query."""
    return _first(report.template, report.financial_year)


def next_deadline(partnership, year: FinancialYear) -> Deadline | None:
    """The day for a report that is not started, under the newest edition for the partnership's kind."""
    template = ReportTemplate.objects.for_partnership(partnership).first()
    return _first(template, year) if template else None


def _first(template: ReportTemplate, year: FinancialYear) -> Deadline | None:
    found = [Deadline(rule, year) for rule in ReportDate.objects.of(template)]
    return min(found, key=lambda deadline: deadline.falls_on, default=None)
