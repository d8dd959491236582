"""The outline as the cockpit shows it: one row a section, with its number and what this person may do with it."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from accounts.permissions import Member, Permission
from reporting.models import Report, Section
from reporting.snapshots import numbers


@dataclass(frozen=True)
class Row:
    section: Section
    number: str
    days_left: int | None
    may_open: bool

    @property
    def is_late(self) -> bool:
        return self.days_left is not None and self.days_left < 0 and not self.section.is_ready


def outline_of(report: Report, member: Member) -> list[Row]:
    """Every section in order, those left out without a number; two queries whatever their count."""
    sections = list(report.sections.for_outline())
    kept = [section for section in sections if not section.left_out_reason]
    number_of = dict(zip((section.pk for section in kept), numbers(kept), strict=True))
    may_edit = member.can(Permission.EDIT_REPORT)
    today = timezone.localdate()
    return [
        Row(
            section=section,
            number=number_of.get(section.pk, ""),
            days_left=_days_left(section.due_on, today),
            may_open=may_edit or section.author_id == member.user.pk,
        )
        for section in sections
    ]


def _days_left(due_on: datetime.date | None, today: datetime.date) -> int | None:
    return (due_on - today).days if due_on else None
