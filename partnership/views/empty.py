"""What an empty list says: where its rows come from, to those who may bring them in."""

from django.urls import NoReverseMatch, reverse

from accounts.roles import Permission

IMPORT_PAGE = "records"


def nothing_yet(request, what: str) -> dict:
    empty = {"title": f"No {what} yet", "text": "The business unit has not added any."}
    if request.member.can(Permission.KEEP_RECORDS):
        empty["text"] = "Import them from a spreadsheet: there is a template with the right columns."
        empty |= _link(request)
    return empty


def _link(request) -> dict:
    try:
        return {"href": reverse(IMPORT_PAGE, args=[request.partnership.slug]), "action": "Import records"}
    except NoReverseMatch:
        return {}
