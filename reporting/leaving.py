"""Sections that somebody was asked for and that are not accepted: they are handed over before that person leaves."""

from functools import partial

from django.urls import reverse

from accounts.leaving import OpenWork, open_work
from accounts.permissions import Permission
from reporting.models import Section
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
