"""What authors, signers and the business unit are told by mail: the task, the minutes it takes, the day, the link.

Never a word of the report, nor of why it is to come down.
"""

import datetime

from django.utils import timezone

from core.formatting import sentences
from core.jobs import mails
from core.models import Mail
from core.settings import value_of
from reporting.deadlines import deadline_of
from reporting.models import Decline, Edition, Section, Signature, TakingDown
from reporting.signatories import people_for

ASKED, REMINDER, GIVEN = "reporting.asked_to_write", "reporting.reminder", "reporting.given"
SUBMITTED, RETURNED = "reporting.submitted", "reporting.returned"
PLEASE_SIGN, NOT_TO_SIGN, DECLINED = "reporting.please_sign", "reporting.not_to_sign", "reporting.declined"
SIGNED_AFTER_ALL, TAKING_DOWN = "reporting.signed_after_all", "reporting.taking_down"
HANDED_IN = (Section.State.SUBMITTED, Section.State.ACCEPTED)
# A lead-in to what the records show is a paragraph; a section that somebody writes is a page.
MINUTES = {Section.Kind.NARRATIVE: 60, Section.Kind.LIVE: 20}
MINUTES_TO_CHANGE = 20
# Figures and tables among them, a page of a report is read in two minutes.
MINUTES_A_PAGE = 2


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
    return _message(section.partnership, subject.format(section=section), _lines(section))


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
        f"“{section}” of the {_report(section.report)} is yours from now on.",
        f"It is {stands}. You need not do anything unless it is returned to you; then you have a mail.",
        "",
        "Reading it takes about 10 minutes.",
        "",
        _address_of(section),
    ]
    return _message(section.partnership, f"“{section}” is yours from now on", lines)


def _message(partnership, subject: str, lines: list[str]) -> mails.Message:
    """A subject says whose mail it is: a person may belong to several partnerships."""
    return mails.Message(subject=f"{subject} – {value_of(partnership, 'short_name')}", text="\n".join(lines))


def _section(mail: Mail) -> Section | None:
    """The section that the mail is about; None where it was removed or left out."""
    found = Section.objects.kept().select_related("report", "author", "partnership")
    return found.filter(pk=mail.subject_id).first()


def _is_author(address: str, section: Section) -> bool:
    return section.author is not None and section.author.email == address


def _lines(section: Section) -> list[str]:
    due = _until("Please submit it", section.due_on) if section.due_on else "No day is set for it yet."
    is_returned = section.state == Section.State.RETURNED
    begun = "It was returned for changes, and the page says why." if is_returned else "Go on from it."
    return [
        f"Hello {section.author.name},",
        "",
        f"You are asked to write “{section}” for the {section.report.title.lower()} {section.report.year}",
        f"of {value_of(section.partnership, 'name')}.",
        "",
        *([f"A text is there. {begun}", ""] if section.text.strip() else []),
        f"It takes about {MINUTES_TO_CHANGE if is_returned else MINUTES[section.kind]} minutes. {due}",
        "What you type is kept, so you can stop and come back.",
        "",
        _address_of(section),
    ]


@mails.mail(RETURNED)
def returned(mail: Mail) -> mails.Message | None:
    """Nothing where it is somebody else's by now, or was handed in again. Why it was returned stands on its page."""
    section = _section(mail)
    if section is None or section.state != Section.State.RETURNED or not _is_author(mail.to, section):
        return None
    due = _until("Please submit it again", section.due_on) if section.due_on else "No day is set for it."
    lines = [
        f"Hello {section.author.name},",
        "",
        f"“{section}” of the {_report(section.report)} is returned to you.",
        "The page says what should be changed, and your text stands there.",
        "",
        f"It takes about {MINUTES_TO_CHANGE} minutes. {due}",
        "",
        _address_of(section),
    ]
    return _message(section.partnership, f"Returned to you: “{section}”", lines)


@mails.mail(SUBMITTED)
def submitted(mail: Mail) -> mails.Message | None:
    """Nothing where somebody has read it by now, or its author has withdrawn it."""
    section = _section(mail)
    if section is None or section.state != Section.State.SUBMITTED:
        return None
    who = f"{section.author.name} has" if section.author else "Somebody has"
    due = _published_by(section.report)
    lines = [
        "Hello,",
        "",
        f"{who} submitted “{section}” of the {_report(section.report)}.",
        "Please read it, then accept it or return it. That takes about 10 minutes.",
        *([due] if due else []),
        "",
        _address_of(section),
    ]
    return _message(section.partnership, f"Submitted to you: “{section}”", lines)


@mails.mail(PLEASE_SIGN)
def please_sign(mail: Mail) -> mails.Message | None:
    """Nothing where the person is asked for no signature any more: it is given, or the edition is set aside."""
    edition = _edition(mail.subject_id)
    if edition is None or edition.state != Edition.State.OFFERED:
        return None
    asked = [
        signature.capacity
        for signature, users in people_for(edition.waiting)
        if mail.to in {user.email for user in users}
    ]
    if not asked:
        return None
    due = _until("Please sign it", edition.sign_by) if edition.sign_by else _published_by(edition.report)
    lines = [
        "Hello,",
        "",
        f"Please sign edition {edition.number} of the {_report(edition.report)},",
        f"{sentences.listed(asked)}.",
        "",
        f"It has {edition.pages} page{'' if edition.pages == 1 else 's'}; reading it takes about "
        f"{edition.pages * MINUTES_A_PAGE} minutes.",
        *([due] if due else []),
        "If you cannot sign it, you can decline there and say why.",
        "",
        _at(edition),
    ]
    return _message(edition.partnership, f"Please sign the {_short(edition.report)}", lines)


@mails.mail(NOT_TO_SIGN)
def not_to_sign(mail: Mail) -> mails.Message | None:
    edition = _edition(mail.subject_id)
    if edition is None:
        return None
    dropped = edition.state == Edition.State.DROPPED
    why = "The business unit has dropped it." if dropped else "A newer edition has taken its place."
    lines = [
        "Hello,",
        "",
        f"Edition {edition.number} of the {_report(edition.report)}",
        f"is not to be signed any more. {why}",
        "You need not do anything. You are asked again when another edition is offered.",
        "",
        _at(edition),
    ]
    return _message(edition.partnership, f"No longer to be signed: {_short(edition.report)}", lines)


@mails.mail(DECLINED)
def declined(mail: Mail) -> mails.Message | None:
    """Nothing where the signature was given after all, or the edition is set aside. The reason stands on its page."""
    found = Decline.objects.select_related("signature__agency", "declined_by").filter(pk=mail.subject_id).first()
    edition = found and _edition(found.signature.edition_id)
    if edition is None or edition.state != Edition.State.OFFERED or found.signature.is_given:
        return None
    lines = [
        "Hello,",
        "",
        f"{found.declined_by.name} declines to sign edition {edition.number} of the",
        f"{_report(edition.report)}, {found.signature.capacity}.",
        "",
        "The page says why, and what you can do: mend the report and compile it again, drop the edition, or talk to",
        "them, for they can still sign it. Reading why takes about 2 minutes.",
        *([due] if (due := _published_by(edition.report)) else []),
        "",
        _at(edition),
    ]
    return _message(edition.partnership, f"Declined: signing the {_short(edition.report)}", lines)


@mails.mail(SIGNED_AFTER_ALL)
def signed_after_all(mail: Mail) -> mails.Message | None:
    """That a signature which somebody had declined was given."""
    signature = Signature.objects.select_related("agency", "signed_by").filter(pk=mail.subject_id).first()
    edition = signature and _edition(signature.edition_id)
    if edition is None or not signature.is_given:
        return None
    lines = [
        "Hello,",
        "",
        f"Edition {edition.number} of the {_report(edition.report)}",
        f"was signed {signature.capacity} by {signature.signed_by.name},",
        f"after {sentences.listed(signature.decliners)} had declined.",
        "",
        "You need not do anything. If it should not go on like this, talk to each other before it is published.",
        "The reason that was given stands on its page.",
        "",
        _at(edition),
    ]
    return _message(edition.partnership, f"Signed after all: {_short(edition.report)}", lines)


def _edition(pk) -> Edition | None:
    found = Edition.objects.for_cockpit().select_related("report__partnership", "report__template")
    return found.filter(pk=pk).first()


def _short(report) -> str:
    return f"{report.title.lower()} {report.year}"


def _report(report) -> str:
    """The report as a sentence names it."""
    return f"{_short(report)} of {value_of(report.partnership, 'name')}"


def _published_by(report) -> str:
    """The day by which it must be public, where there is one, and how long ago that was."""
    found = deadline_of(report)
    if found is None:
        return ""
    is_to_come, day = _by(found.falls_on)
    return f"The report {'is' if is_to_come else 'was'} to be public by {day}."


def _until(asked: str, day: datetime.date) -> str:
    """What is asked of somebody, with the day; one that has passed is not spoken of as one to come."""
    is_to_come, when = _by(day)
    return f"{asked} by {when}." if is_to_come else f"{asked} as soon as you can: it was due by {when}."


def _by(day: datetime.date) -> tuple[bool, str]:
    """Whether a day is today or still to come, and the day; how long ago it was where it has passed."""
    ago = (timezone.localdate() - day).days
    named = sentences.day(day)
    return ago <= 0, named if ago <= 0 else f"{named}, {ago:,} day{'' if ago == 1 else 's'} ago"


def _address_of(section: Section) -> str:
    return mails.absolute("reporting:section", section.partnership.slug, section.report.year, section.key)


def _at(edition: Edition) -> str:
    return mails.absolute("reporting:edition", edition.partnership.slug, edition.report.year, edition.number)


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
    return _message(taking.partnership, f"Please decide: is the {report} taken down?", lines)
