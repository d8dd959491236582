"""The roles of a partnership, as code: a name, what it is for, what it may do."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    MANAGER = "manager"
    OFFICER = "officer"
    ANALYST = "analyst"
    LEAD_PARTNER = "lead_partner"
    DELEGATED_PARTNER = "delegated_partner"
    INDEPENDENT_CHAIR = "independent_chair"
    SCRUTINEER = "scrutineer"
    AGENCY_LEAD = "agency_lead"
    CONTRIBUTOR = "contributor"
    LAY_MEMBER = "lay_member"


class Permission(StrEnum):
    VIEW_RECORDS = "view_records"
    IMPORT_RECORDS = "import_records"
    EXPLAIN_FIGURES = "explain_figures"
    VIEW_REPORT = "view_report"
    EDIT_REPORT = "edit_report"
    WRITE_SECTION = "write_section"
    SIGN_REPORT = "sign_report"
    PUBLISH_REPORT = "publish_report"


@dataclass(frozen=True)
class Description:
    name: str
    purpose: str
    permissions: frozenset[Permission]


READING = frozenset({Permission.VIEW_RECORDS, Permission.VIEW_REPORT})
_EDITING = READING | {
    Permission.IMPORT_RECORDS,
    Permission.EXPLAIN_FIGURES,
    Permission.EDIT_REPORT,
    Permission.WRITE_SECTION,
}
_PARTNER = READING | {Permission.WRITE_SECTION, Permission.SIGN_REPORT}

ROLES = {
    Role.MANAGER: Description(
        "Business manager",
        "Runs the business unit and everything in it.",
        _EDITING | {Permission.PUBLISH_REPORT},
    ),
    Role.OFFICER: Description("Officer", "Keeps the partnership's records and its report.", frozenset(_EDITING)),
    Role.ANALYST: Description("Analyst", "Keeps the indicators and other figures.", frozenset(_EDITING)),
    Role.LEAD_PARTNER: Description(
        "Lead safeguarding partner", "Answers in law for one of the statutory partners.", frozenset(_PARTNER)
    ),
    Role.DELEGATED_PARTNER: Description(
        "Delegated safeguarding partner", "Acts for a lead safeguarding partner.", frozenset(_PARTNER)
    ),
    Role.INDEPENDENT_CHAIR: Description(
        "Independent chair",
        "Chairs the partnership without belonging to an agency.",
        READING | {Permission.WRITE_SECTION},
    ),
    Role.SCRUTINEER: Description(
        "Independent scrutineer", "Reads everything that is not a draft, and changes nothing.", READING
    ),
    Role.AGENCY_LEAD: Description(
        "Agency lead",
        "Answers for one agency's part.",
        frozenset({Permission.VIEW_RECORDS, Permission.WRITE_SECTION}),
    ),
    Role.CONTRIBUTOR: Description(
        "Agency contributor", "Writes what the agency lead asks for.", frozenset({Permission.WRITE_SECTION})
    ),
    Role.LAY_MEMBER: Description(
        "Lay member", "Brings the community's view.", frozenset({Permission.VIEW_RECORDS, Permission.WRITE_SECTION})
    ),
}


def roles_with(permission: Permission) -> list[Role]:
    """The roles that permit it."""
    return [role for role, description in ROLES.items() if permission in description.permissions]
