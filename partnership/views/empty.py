"""What an empty list says: where its rows come from, to those who may bring them in."""

from django.urls import NoReverseMatch, reverse

from accounts.roles import Permission
from core.preferences import value_of

IMPORT_PAGE = "records"


def nothing_yet(request, what: str) -> dict:
    unit = value_of(request.partnership, "business_unit")
    empty = {"title": f"No {what} yet", "text": f"The {unit} has not added any."}
    if request.member.can(Permission.KEEP_RECORDS):
        empty["text"] = "Import them from a spreadsheet: there is a template with the right columns."
        empty |= _link(request)
    return empty


def _link(request) -> dict:
    try:
        return {"href": reverse(IMPORT_PAGE, args=[request.partnership.slug]), "action": "Import records"}
    except NoReverseMatch:
        return {}


def nothing_due(member) -> dict:
    """What the home page says to somebody for whom nothing is late, next or awaited: what to look at meanwhile."""
    for permission, text in QUIET:
        if permission is None or member.can(permission):
            return {"title": "Nothing waits for you", "text": text}
    return {}


# By what the person is here for, the first that fits.
QUIET = (
    (
        Permission.KEEP_RECORDS,
        "What falls due in the records, and every section of the report, appears here by itself.",
    ),
    (Permission.SIGN_REPORT, "When a report is ready to be signed, or you are asked for a section, it appears here."),
    (
        Permission.WRITE_NOTES,
        "Read what you like: the partners, the money, the figures, the reports. Keep your notes here.",
    ),
    (Permission.MANAGE_OWN_AGENCY, "When your agency is asked for something, it appears here."),
    (Permission.VIEW_REPORT, "When you are asked to write a section of a report, it appears here."),
    (Permission.WRITE_SECTION, "When you are asked to write a section of the annual report, it appears here."),
    (None, "When there is something for you, such as a place on a course, it appears here."),
)
