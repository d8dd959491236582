"""Where pages of this app are, for those that lead to one another."""

from django.urls import reverse

from accounts.roles import Permission
from core.records.page import Up


def at(request, name: str, *args) -> str:
    return reverse(f"partnership:{name}", args=[request.partnership.slug, *args])


def list_above(request, name: str, text: str) -> Up:
    """The list that a record is added to."""
    return Up(text, at(request, name))


def actions(request, record, names) -> list[dict]:
    """What may be done with a record, for those who keep records: links to the pages of these names."""
    if not request.member.can(Permission.KEEP_RECORDS):
        return []
    return [{"text": text, "href": at(request, name, record.pk)} for text, name in names]


def adding(request, text: str, name: str) -> dict:
    """The button that adds to a list, for those who keep records."""
    return {"text": text, "href": at(request, name)} if request.member.can(Permission.KEEP_RECORDS) else {}
