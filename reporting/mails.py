"""What authors, and those who decide, are told by mail: the task, the minutes it takes, the day, the link.

Never a word of the report, nor of why it is to come down.
"""

from django.utils.formats import date_format

from core import mails
from core.models import Mail
from core.preferences import value_of
from reporting.models import Section, TakingDown

ASKED, REMINDER = "reporting.asked_to_write", "reporting.reminder"
TAKING_DOWN = "reporting.taking_down"
# A lead-in to what the records show is a paragraph; a section that somebody writes is a page.
MINUTES = {Section.Kind.NARRATIVE: 60, Section.Kind.LIVE: 20}


@mails.mail(ASKED)
def asked_to_write(mail: Mail) -> mails.Message | None:
    return _about(mail, "You are asked to write “{section}”")


@mails.mail(REMINDER)
def reminder(mail: Mail) -> mails.Message | None:
    return _about(mail, "Reminder: please write “{section}”")


def _about(mail: Mail, subject: str) -> mails.Message | None:
    """Nothing where the section is somebody else's by now, left out or done."""
    section = Section.objects.select_related("report", "author", "partnership").filter(pk=mail.subject_id).first()
    done = (Section.State.ACCEPTED, Section.State.SUBMITTED)
    if section is None or section.left_out_reason or section.state in done:
        return None
    if section.author is None or section.author.email != mail.to:
        return None
    return mails.Message(subject=subject.format(section=section), text="\n".join(_lines(section)))


def _lines(section: Section) -> list[str]:
    due = f"Please submit it by {date_format(section.due_on)}." if section.due_on else "No day is set for it yet."
    return [
        f"Hello {section.author.name},",
        "",
        f"You are asked to write “{section}” for the {section.report.title.lower()} {section.report.year}",
        f"of {value_of(section.partnership, 'name')}.",
        "",
        f"It takes about {MINUTES[section.kind]} minutes. {due}",
        "What you type is kept, so you can stop and come back.",
        "",
        mails.absolute("reporting:section", section.partnership.slug, section.report.year, section.key),
    ]


@mails.mail(TAKING_DOWN)
def taking_down(mail: Mail) -> mails.Message | None:
    """Nothing where somebody has decided by now."""
    waiting = TakingDown.objects.waiting().filter(pk=mail.subject_id)
    taking = waiting.select_related("published", "asked_by", "partnership").first()
    if taking is None:
        return None
    report = f"{taking.published.title.lower()} {taking.published.year}"
    edition = [taking.partnership.slug, taking.published.year, taking.published.number]
    lines = [
        "Hello,",
        "",
        f"{taking.asked_by.name} asks that the {report}",
        f"of {value_of(taking.partnership, 'name')} be taken down.",
        "",
        "It stays public until one more person confirms it, and you can. Reading why takes about 2 minutes.",
        "",
        mails.absolute("reporting:take_down_decide", *edition),
    ]
    return mails.Message(subject=f"Please decide: is the {report} taken down?", text="\n".join(lines))
