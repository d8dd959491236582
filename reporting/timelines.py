"""Which records have a page of their history: reports, and sections for whoever may read or write them."""

from accounts.permissions import Permission
from core.timelines import timeline
from reporting.models import Report, Section
from reporting.services import sections


def check(member, section) -> None:
    """Raises unless the person reads drafts or was asked to write this section."""
    if not member.can(Permission.VIEW_DRAFTS):
        sections.check_may_write(member, section)


timeline(
    Report,
    permission=Permission.VIEW_DRAFTS,
)
timeline(
    Section,
    check=check,
    hidden=["key", "position", "options", "covers", "version", "is_own", "source"],
)
