"""Which role holds which permission, in one table: to change it is to change this."""

import pytest

from accounts.permissions import Member
from accounts.roles import ROLES, Permission, Role
from tests.factories import UserFactory

UNIT = {Role.MANAGER, Role.OFFICER, Role.ANALYST}
PARTNERS = {Role.LEAD_PARTNER, Role.DELEGATED_PARTNER, Role.INDEPENDENT_CHAIR}
READERS = UNIT | PARTNERS | {Role.TRAINER, Role.SCRUTINEER}
AGENCY = {Role.AGENCY_LEAD, Role.CONTRIBUTOR}

HOLDERS = {
    Permission.VIEW_DIRECTORY: READERS | AGENCY | {Role.LAY_MEMBER},
    Permission.VIEW_RECORDS: READERS,
    Permission.VIEW_REPORT: READERS | {Role.AGENCY_LEAD, Role.LAY_MEMBER},
    Permission.VIEW_DRAFTS: UNIT | PARTNERS,
    Permission.KEEP_RECORDS: UNIT,
    Permission.EXPLAIN_FIGURES: UNIT,
    Permission.EDIT_REPORT: UNIT,
    Permission.WRITE_SECTION: UNIT | PARTNERS | AGENCY | {Role.TRAINER, Role.LAY_MEMBER},
    Permission.SIGN_REPORT: PARTNERS,
    Permission.PUBLISH_REPORT: {Role.MANAGER},
    Permission.WRITE_NOTES: {Role.SCRUTINEER},
    Permission.MANAGE_OWN_AGENCY: {Role.AGENCY_LEAD},
    Permission.MANAGE_PEOPLE: {Role.MANAGER, Role.OFFICER},
    Permission.CHANGE_SETTINGS: {Role.MANAGER},
    Permission.READ_ACCESS_LOG: {Role.MANAGER},
}


class Held:
    def __init__(self, role):
        self.role, self.agency_id = role, None


@pytest.mark.parametrize("permission", Permission)
def test_a_permission_is_held_by_these_roles(permission):
    assert {role for role in Role if Member(UserFactory.build(), [Held(role)]).can(permission)} == HOLDERS[permission]


def test_the_agencys_and_the_business_units_roles_need_what_keeps_them_safe():
    assert {role for role in Role if ROLES[role].needs_second_factor} == set(Role) - {Role.LEARNER}
    assert {role for role in Role if ROLES[role].needs_agency} == AGENCY | PARTNERS - {Role.INDEPENDENT_CHAIR}
    assert {role for role in Role if ROLES[role].needs_end} == {Role.SCRUTINEER}
