"""Words and addresses that the mails of a report have in common."""

import datetime

from django.utils import timezone

from core.formatting import sentences
from core.jobs import mails
from core.settings import value_of
from reporting.deadlines import deadline_of


def message(partnership, subject: str, lines: list[str]) -> mails.Message:
    """A subject says whose mail it is: a person may belong to several partnerships."""
    return mails.Message(subject=f"{subject} – {value_of(partnership, 'short_name')}", text="\n".join(lines))


def report_named(report) -> str:
    """The report as a sentence names it."""
    return f"{short(report)} of {value_of(report.partnership, 'name')}"


def short(report) -> str:
    return sentences.within(str(report))


def published_by(report) -> str:
    """The day by which it must be public, where there is one, and how long ago that was."""
    found = deadline_of(report)
    if found is None:
        return ""
    is_to_come, day = _by(found.falls_on)
    return f"The report {'is' if is_to_come else 'was'} to be public by {day}."


def until(asked: str, day: datetime.date) -> str:
    """What is asked of somebody, with the day; one that has passed is not spoken of as one to come."""
    is_to_come, when = _by(day)
    return f"{asked} by {when}." if is_to_come else f"{asked} as soon as you can: it was due by {when}."


def _by(day: datetime.date) -> tuple[bool, str]:
    """Whether a day is today or still to come, and the day; how long ago it was where it has passed."""
    ago = (timezone.localdate() - day).days
    named = sentences.day(day)
    return ago <= 0, named if ago <= 0 else f"{named}, {ago:,} day{'' if ago == 1 else 's'} ago"
