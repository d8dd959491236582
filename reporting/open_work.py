"""What the annual report leaves open in people's names.

Sections that somebody was asked for are handed over before that person leaves. A signature is nobody's work of their
own: it is owed by an agency, for which whoever holds its role today signs.
"""

from functools import partial

from django.urls import reverse

from accounts.offboarding import OpenWork, open_work
from accounts.permissions import Permission
from reporting.models import Section, TakingDown
from reporting.services import sections


@open_work("Sections of the annual report to write", 10)
def sections_to_write(partnership, users):
    """The day that was set stays; the next author is told by mail. An accepted section is nobody's work any more."""
    for section in Section.objects.unfinished().filter(author__in=users):
        yield OpenWork(
            user_id=section.author_id,
            title=f"{section} ({section.report})",
            url=reverse("reporting:section_assign", args=[partnership.slug, section.report.year, section.key]),
            due_on=section.due_on,
            needs=(Permission.WRITE_SECTION,),
            hand_over=partial(_hand_over, section),
        )


def _hand_over(section: Section, to, by) -> None:
    sections.assign(section=section, author=to, due_on=section.due_on, by=by)


@open_work("Reports to take down", 40)
def takings_down_to_decide(partnership, users):
    """Never handed over, so that nobody confirms what they asked for themselves: another decides, or it is dropped."""
    waiting = TakingDown.objects.waiting().filter(asked_by__in=users).select_related("published")
    for taking in waiting:
        edition = [partnership.slug, taking.published.year, taking.published.number]
        yield OpenWork(
            user_id=taking.asked_by_id,
            title=f"Taking down the annual report {taking.published.year}",
            url=reverse("reporting:take_down_decide", args=edition),
            needs=(Permission.EDIT_REPORT, Permission.SIGN_REPORT),
            instead="Somebody else confirms it, or it is dropped first.",
        )
