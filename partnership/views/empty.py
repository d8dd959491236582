"""What an empty list says: where its rows come from, to those who may bring them in."""

from django.urls import NoReverseMatch, reverse

from accounts.roles import Permission
from core.settings import value_of

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


def nothing_due(request) -> dict:
    """What the home page says to somebody for whom nothing is late, next or awaited, and where to go meanwhile."""
    quiet = next(one for one in QUIET if one[0] is None or request.member.can(one[0]))
    _, text, page, action = quiet
    empty = {"title": "You have no tasks", "text": text}
    return empty | {"href": reverse(page, args=[request.partnership.slug]), "action": action} if page else empty


# By what the person is here for, the first that fits: what will appear, and the page to look at until then.
QUIET = (
    (
        Permission.KEEP_RECORDS,
        "What falls due in the records, and every section of the report, appears here by itself.",
        "records",
        "See all records",
    ),
    (
        Permission.SIGN_REPORT,
        "When you are asked for a signature or a section of the report, it appears here.",
        "reporting:reports",
        "See the reports",
    ),
    (
        Permission.WRITE_NOTES,
        "You may read the partners, the money, the figures and the reports, and keep notes that nobody else sees.",
        "people:notes",
        "Open my notes",
    ),
    (
        Permission.MANAGE_OWN_AGENCY,
        "When your agency is asked for something, it appears here.",
        "people:own_agency",
        "See the people of my agency",
    ),
    (
        Permission.WRITE_SECTION,
        "When you are asked to write a section of the annual report, it appears here.",
        "partnership:groups",
        "See who works with whom",
    ),
    (
        None,
        "When there is something for you, such as a place on a course, it appears here.",
        "about:contact",
        "See how to reach the partnership",
    ),
)
