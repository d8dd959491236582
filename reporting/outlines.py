"""The outline as the cockpit shows it: one row a section, with its number and what this person may do with it."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from accounts.permissions import Member, Permission
from core.formatting.folding import sort_key
from core.models import Mail
from reporting.models import Report, Section
from reporting.snapshots import numbers

LATE, LACKING, FROM_RECORDS, LEFT_OUT = "late", "lacking", "from_records", "left_out"
STAGES = [
    (LATE, "Late"),
    (LACKING, "Nothing to show yet"),
    *((state.value, state.label) for state in Section.State),
    (FROM_RECORDS, "From the records"),
    (LEFT_OUT, "Left out"),
]
ORDERS = [("", "Order of the report"), ("days", "Days left, late ones first"), ("author", "Author"), ("state", "State")]
FAR = datetime.date.max


@dataclass(frozen=True)
class Row:
    section: Section
    number: str
    days_left: int | None
    may_open: bool
    # What it has nothing for.
    lacks: str = ""
    # Why the last mail about it did not arrive.
    undelivered: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to write it."""
        handed_in = self.section.is_ready or self.section.state == Section.State.SUBMITTED
        return not handed_in and not self.section.left_out_reason

    @property
    def is_late(self) -> bool:
        return self.is_open and self.days_left is not None and self.days_left < 0

    @property
    def is_ready(self) -> bool:
        """Whether it may stand in the report as it is."""
        return self.section.is_ready and not self.lacks

    @property
    def days_late(self) -> int:
        return -self.days_left

    @property
    def stage(self) -> str:
        """Its state, or that it is left out, or that the records fill it by themselves or cannot yet."""
        if self.section.left_out_reason:
            return LEFT_OUT
        if self.section.state == Section.State.NOT_STARTED and self.section.is_ready:
            return LACKING if self.lacks else FROM_RECORDS
        return self.section.state


def outline_of(report: Report, member: Member, lacking: dict[str, str]) -> list[Row]:
    """Every section in order, those left out without a number; three queries whatever their count.

    `lacking` says by key what sections have nothing for, as `readiness_of` finds it.
    """
    sections = list(report.sections.for_outline())
    kept = [section for section in sections if not section.left_out_reason]
    number_of = dict(zip((section.pk for section in kept), numbers(kept), strict=True))
    may_edit = member.can(Permission.EDIT_REPORT)
    today = timezone.localdate()
    refused = _undelivered(sections) if may_edit else {}
    return [
        Row(
            section=section,
            number=number_of.get(section.pk, ""),
            days_left=_days_left(section.due_on, today),
            lacks=lacking.get(section.key, ""),
            may_open=may_edit or section.author_id == member.user.pk,
            undelivered=refused.get((section.pk, section.author.email), "") if section.author else "",
        )
        for section in sections
    ]


def chosen(rows: list[Row], *, state: str = "", author: str = "", order: str = "") -> list[Row]:
    """The rows that somebody asked for, in the order that they asked for."""
    rows = [row for row in rows if _is_in(row, state) and _is_by(row, author)]
    keys = {
        "days": lambda row: (not row.is_open, row.section.due_on or FAR),
        "author": lambda row: (
            row.section.author is None,
            sort_key(row.section.author.name) if row.section.author else "",
        ),
        "state": lambda row: [stage for stage, _ in STAGES].index(row.stage),
    }
    return sorted(rows, key=keys[order]) if order in keys else rows


def authors_of(rows: list[Row]) -> list[tuple[str, str]]:
    """Who was asked to write something, for a list to choose from."""
    people = {str(row.section.author_id): row.section.author.name for row in rows if row.section.author_id}
    return sorted(people.items(), key=lambda entry: sort_key(entry[1]))


def _is_in(row: Row, state: str) -> bool:
    return not state or row.stage == state or (state == LATE and row.is_late) or (state == LACKING and bool(row.lacks))


def _is_by(row: Row, author: str) -> bool:
    return not author or str(row.section.author_id or "nobody") == author


def _undelivered(sections: list[Section]) -> dict:
    """Why a mail about a section could not be delivered, where the last one to that address was not."""
    mails = Mail.objects.filter(kind__startswith="reporting.", subject_id__in=[section.pk for section in sections])
    found = {}
    for mail in mails.order_by("created_at"):
        found[mail.subject_id, mail.to] = mail.problem if mail.state == Mail.State.REFUSED else ""
    return found


def _days_left(due_on: datetime.date | None, today: datetime.date) -> int | None:
    return (due_on - today).days if due_on else None
