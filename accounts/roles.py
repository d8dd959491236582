"""The roles of a partnership, as code: a name, what it is for, what it may do."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    MANAGER = "manager"
    OFFICER = "officer"
    ANALYST = "analyst"
    TRAINER = "trainer"
    LEAD_PARTNER = "lead_partner"
    DELEGATED_PARTNER = "delegated_partner"
    INDEPENDENT_CHAIR = "independent_chair"
    SCRUTINEER = "scrutineer"
    AGENCY_LEAD = "agency_lead"
    CONTRIBUTOR = "contributor"
    LAY_MEMBER = "lay_member"
    LEARNER = "learner"


class Permission(StrEnum):
    VIEW_DIRECTORY = "view_directory"
    VIEW_RECORDS = "view_records"
    VIEW_REPORT = "view_report"
    VIEW_DRAFTS = "view_drafts"
    KEEP_RECORDS = "keep_records"
    EXPLAIN_FIGURES = "explain_figures"
    EDIT_REPORT = "edit_report"
    WRITE_SECTION = "write_section"
    SIGN_REPORT = "sign_report"
    PUBLISH_REPORT = "publish_report"
    WRITE_NOTES = "write_notes"
    MANAGE_OWN_AGENCY = "manage_own_agency"
    MANAGE_PEOPLE = "manage_people"
    CHANGE_SETTINGS = "change_settings"
    READ_ACCESS_LOG = "read_access_log"


# What these open shows people's access, or who read what: reading it is written into the access log.
SENSITIVE = frozenset({Permission.MANAGE_OWN_AGENCY, Permission.MANAGE_PEOPLE, Permission.READ_ACCESS_LOG})


@dataclass(frozen=True)
class Description:
    """`needs_agency`: the role is held for an agency. `needs_end`: it is given until a day, never for good."""

    name: str
    purpose: str
    permissions: frozenset[Permission]
    needs_agency: bool = False
    needs_end: bool = False

    @property
    def needs_second_factor(self) -> bool:
        """Whether a password alone does not open the partnership (outside the demo): whoever may read or write
        anything of a partnership's needs more."""
        return bool(self.permissions)


READING = frozenset(
    {Permission.VIEW_DIRECTORY, Permission.VIEW_RECORDS, Permission.VIEW_REPORT, Permission.VIEW_DRAFTS}
)
_UNIT = READING | {
    Permission.KEEP_RECORDS,
    Permission.EXPLAIN_FIGURES,
    Permission.EDIT_REPORT,
    Permission.WRITE_SECTION,
}
_PARTNER = READING | {Permission.WRITE_SECTION, Permission.SIGN_REPORT}
_AGENCY = frozenset({Permission.VIEW_DIRECTORY, Permission.WRITE_SECTION})

ROLES = {
    Role.MANAGER: Description(
        "Business manager",
        "Runs the business unit and everything in it.",
        _UNIT
        | {
            Permission.PUBLISH_REPORT,
            Permission.MANAGE_PEOPLE,
            Permission.CHANGE_SETTINGS,
            Permission.READ_ACCESS_LOG,
        },
    ),
    Role.OFFICER: Description(
        "Officer",
        "Keeps the partnership's records, its people and its report.",
        _UNIT | {Permission.MANAGE_PEOPLE},
    ),
    Role.ANALYST: Description("Analyst", "Keeps the indicators and other figures.", _UNIT),
    Role.TRAINER: Description(
        "Trainer",
        "Plans and gives the partnership's training.",
        frozenset(READING - {Permission.VIEW_DRAFTS} | {Permission.WRITE_SECTION}),
    ),
    Role.LEAD_PARTNER: Description(
        "Lead safeguarding partner",
        "Answers in law for one of the statutory partners.",
        _PARTNER,
        needs_agency=True,
    ),
    Role.DELEGATED_PARTNER: Description(
        "Delegated safeguarding partner",
        "Acts for a lead safeguarding partner.",
        _PARTNER,
        needs_agency=True,
    ),
    Role.INDEPENDENT_CHAIR: Description(
        "Independent chair",
        "Chairs the partnership without belonging to an agency. Signs its report where the settings say so.",
        _PARTNER,
    ),
    Role.SCRUTINEER: Description(
        "Independent scrutineer",
        "Reads everything that is not a draft, until a set day, and changes nothing but their own notes.",
        frozenset(READING - {Permission.VIEW_DRAFTS} | {Permission.WRITE_NOTES}),
        needs_end=True,
    ),
    Role.AGENCY_LEAD: Description(
        "Agency lead",
        "Answers for one agency's part, and looks after its people here.",
        _AGENCY | {Permission.VIEW_REPORT, Permission.MANAGE_OWN_AGENCY},
        needs_agency=True,
    ),
    Role.CONTRIBUTOR: Description(
        "Agency contributor", "Writes what the agency lead asks for.", _AGENCY, needs_agency=True
    ),
    Role.LAY_MEMBER: Description(
        "Lay member",
        "Brings the community's view.",
        frozenset({Permission.VIEW_DIRECTORY, Permission.VIEW_REPORT, Permission.WRITE_SECTION}),
    ),
    Role.LEARNER: Description("Learner", "Sees their own training.", frozenset()),
}


# Who answers for the report. An analyst may change it too, and is often shared by several partnerships.
KEEP_THE_REPORT = frozenset({Role.MANAGER, Role.OFFICER})


def roles_with(permission: Permission) -> list[Role]:
    """The roles that permit it."""
    return [role for role, description in ROLES.items() if permission in description.permissions]
