"""The day by which a report must be public: the partnership's own, or as the edition of the guidance says."""

import datetime
from dataclasses import dataclass

from core.years import FinancialYear
from reporting.models import Report, ReportDate, ReportTemplate
from reporting.preferences import first_template, report_due_on


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
    return _day(report.partnership, report.template, report.financial_year)


def next_deadline(partnership, year: FinancialYear) -> Deadline | None:
    """The day for a report that is not started, under the edition that a new one starts with."""
    template = first_template(partnership, year)
    return _day(partnership, template, year) if template else None


def _day(partnership, template: ReportTemplate, year: FinancialYear) -> Deadline | None:
    named = [Deadline(rule, rule.falls_on(year)) for rule in ReportDate.objects.of(template)]
    first = min(named, key=lambda deadline: deadline.falls_on, default=None)
    own = report_due_on(partnership, year)
    return first if own is None else Deadline(first.rule if first else None, own, is_own=True)
