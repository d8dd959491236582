"""What authors and the business unit are told of sections."""

from accounts.models import TaskLink
from accounts.services import task_links
from core.formatting import sentences
from core.jobs import mails
from core.models import Mail
from core.settings import value_of
from reporting.mails.wording import message, published_by, report_named, until
from reporting.models import Section

ASKED, REMINDER, GIVEN = "reporting.asked_to_write", "reporting.reminder", "reporting.given"
SUBMITTED, RETURNED = "reporting.submitted", "reporting.returned"
# The mail that somebody gives a section back, and the link by which they do.
CANNOT_WRITE = "reporting.cannot_write"
HANDED_IN = (Section.State.SUBMITTED, Section.State.ACCEPTED)
# A lead-in to what the records show is a paragraph; a section that somebody writes is a page.
MINUTES = {Section.Kind.NARRATIVE: 60, Section.Kind.LIVE: 20}
MINUTES_TO_CHANGE = 20


@mails.mail(ASKED)
def asked_to_write(mail: Mail) -> mails.Message | None:
    return _about(mail, "You are asked to write “{section}”")


@mails.mail(REMINDER)
def reminder(mail: Mail) -> mails.Message | None:
    return _about(mail, "Reminder: please write “{section}”")


def _about(mail: Mail, subject: str) -> mails.Message | None:
    """Nothing where the section is somebody else's by now, left out or done."""
    section = _section(mail)
    if section is None or section.state in HANDED_IN or not _is_author(mail.to, section):
        return None
    return message(section.partnership, subject.format(section=section), _lines(section))


@mails.mail(GIVEN)
def given(mail: Mail) -> mails.Message | None:
    """That a section which somebody else has handed in is this person's from now on; nothing where it is open again."""
    section = _section(mail)
    if section is None or section.state not in HANDED_IN or not _is_author(mail.to, section):
        return None
    is_submitted = section.state == Section.State.SUBMITTED
    stands = "submitted: the business unit reads it now" if is_submitted else "accepted"
    lines = [
        f"Hello {section.author.name},",
        "",
        f"“{section}” of the {report_named(section.report)} is yours from now on.",
        f"It is {stands}. You need not do anything unless it is returned to you. We will email you then.",
        "",
        "Reading it takes about 10 minutes.",
        "",
        address_of(section),
    ]
    return message(section.partnership, f"“{section}” is yours from now on", lines)


def _section(mail: Mail) -> Section | None:
    """The section that the mail is about; None where it was removed or left out."""
    return _kept(mail.subject_id)


def _kept(pk) -> Section | None:
    return Section.objects.kept().select_related("report", "author", "partnership").filter(pk=pk).first()


def _is_author(address: str, section: Section) -> bool:
    return section.author is not None and section.author.email == address


def _lines(section: Section) -> list[str]:
    due = until("Please submit it", section.due_on) if section.due_on else "No day is set for it yet."
    is_returned = section.state == Section.State.RETURNED
    begun = "It was returned for changes, and the page says why." if is_returned else "Go on from it."
    return [
        f"Hello {section.author.name},",
        "",
        f"You are asked to write “{section}” for the {sentences.within(str(section.report))}",
        f"of {value_of(section.partnership, 'name')}.",
        "",
        *([f"A text is there. {begun}", ""] if section.text.strip() else []),
        f"It takes about {MINUTES_TO_CHANGE if is_returned else MINUTES[section.kind]} minutes. {due}",
        "What you type is kept, so you can stop and come back.",
        "",
        address_of(section),
        "",
        *_way_out(section),
    ]


def _way_out(section: Section) -> list[str]:
    """How to say no without signing in; whoever does not want the task should not need a code for it."""
    token = task_links.token_for(
        user=section.author,
        partnership=section.partnership,
        kind=CANNOT_WRITE,
        subject_id=section.pk,
        says={
            "section": section.title,
            "report": f"{sentences.within(str(section.report))}",
            "asking": value_of(section.partnership, "name"),
            "page": section.get_absolute_url(),
            "ask": mails.answers_of(section.partnership),
        },
    )
    return ["If you cannot write it, say so here; you need not sign in:", "", mails.absolute("cannot_write", token)]


@mails.mail(CANNOT_WRITE)
def cannot_write(mail: Mail) -> mails.Message | None:
    """Nothing where somebody else is asked by now."""
    link = TaskLink.objects.select_related("user").filter(pk=mail.subject_id).first()
    section = link and _kept(link.subject_id)
    if not section or section.author_id:
        return None
    lines = [
        "Hello,",
        "",
        f"{link.user.name} cannot write “{section}” of the {report_named(section.report)}.",
        "Please ask somebody else. That takes about 2 minutes. What was written so far stands on its page.",
        *([due] if (due := published_by(section.report)) else []),
        "",
        address_of(section),
    ]
    return message(section.partnership, f"To be given to somebody else: “{section}”", lines)


@mails.mail(RETURNED)
def returned(mail: Mail) -> mails.Message | None:
    """Nothing where it is somebody else's by now, or was handed in again. Why it was returned stands on its page."""
    section = _section(mail)
    if section is None or section.state != Section.State.RETURNED or not _is_author(mail.to, section):
        return None
    due = until("Please submit it again", section.due_on) if section.due_on else "No day is set for it."
    lines = [
        f"Hello {section.author.name},",
        "",
        f"“{section}” of the {report_named(section.report)} is returned to you.",
        "The page says what should be changed, and your text stands there.",
        "",
        f"It takes about {MINUTES_TO_CHANGE} minutes. {due}",
        "",
        address_of(section),
        "",
        *_way_out(section),
    ]
    return message(section.partnership, f"Returned to you: “{section}”", lines)


@mails.mail(SUBMITTED)
def submitted(mail: Mail) -> mails.Message | None:
    """Nothing where somebody has read it by now, or its author has withdrawn it."""
    section = _section(mail)
    if section is None or section.state != Section.State.SUBMITTED:
        return None
    who = f"{section.author.name} has" if section.author else "Somebody has"
    due = published_by(section.report)
    lines = [
        "Hello,",
        "",
        f"{who} submitted “{section}” of the {report_named(section.report)}.",
        "Please read it, then accept it or return it. That takes about 10 minutes.",
        *([due] if due else []),
        "",
        address_of(section),
    ]
    return message(section.partnership, f"Submitted to you: “{section}”", lines)


def address_of(section: Section) -> str:
    return mails.absolute("reporting:section", section.partnership.slug, section.report.year, section.key)
