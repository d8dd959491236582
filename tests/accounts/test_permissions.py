"""Roles and permissions on single records: who may do what, and until when."""

import datetime

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts import permissions
from accounts.permissions import CLOSED, REASONS, Member
from accounts.roles import READING, ROLES, Permission, Role
from core.db.tenancy import partnership_scope
from reporting.models import SectionPermission
from tests.factories import SectionFactory, UserFactory

TODAY = timezone.localdate()


class Held:
    def __init__(self, role, agency_id=None):
        self.role, self.agency_id = role, agency_id


def member(*roles, **more):
    return Member(UserFactory.build(), [Held(role) for role in roles], **more)


def test_every_role_and_permission_is_described():
    assert set(ROLES) == set(Role)
    assert set(REASONS) == set(Permission)
    assert all(description.name and description.purpose for description in ROLES.values())


def test_those_who_watch_change_nothing():
    assert ROLES[Role.SCRUTINEER].permissions - READING == {Permission.WRITE_NOTES}
    assert not member(Role.SCRUTINEER).may_write
    assert not member(Role.LEARNER).may_write
    assert member(Role.SCRUTINEER).may_write_here(writes_own=True)
    assert not member(Role.SCRUTINEER, is_closed=True).may_write_here(writes_own=True)


def test_only_partners_and_the_chair_sign_and_only_the_manager_publishes():
    signers = {role for role in Role if Permission.SIGN_REPORT in ROLES[role].permissions}
    publishers = {role for role in Role if Permission.PUBLISH_REPORT in ROLES[role].permissions}

    assert signers == {Role.LEAD_PARTNER, Role.DELEGATED_PARTNER, Role.INDEPENDENT_CHAIR}
    assert publishers == {Role.MANAGER}


def test_roles_add_up():
    both = member(Role.LEAD_PARTNER, Role.OFFICER)

    assert both.can(Permission.SIGN_REPORT)
    assert both.can(Permission.KEEP_RECORDS)
    assert not both.can(Permission.PUBLISH_REPORT)


@pytest.mark.parametrize("permission", Permission)
def test_a_refusal_says_why(permission):
    with pytest.raises(PermissionDenied, match=REASONS[permission]):
        member().check(permission)


def test_in_a_closed_partnership_the_reason_is_that():
    manager = member(Role.MANAGER, is_closed=True)

    manager.check(Permission.VIEW_RECORDS)
    assert not manager.may_write
    with pytest.raises(PermissionDenied, match=CLOSED):
        manager.check(Permission.PUBLISH_REPORT)


def test_ones_own_record_needs_no_role():
    contributor = member(Role.CONTRIBUTOR)

    contributor.check_own(contributor.user.pk, otherwise=Permission.KEEP_RECORDS)
    with pytest.raises(PermissionDenied, match="business unit"):
        contributor.check_own(None, otherwise=Permission.KEEP_RECORDS)
    member(Role.OFFICER).check_own(None, otherwise=Permission.KEEP_RECORDS)


@pytest.fixture
def section(in_darlington):
    return SectionFactory()


def grant(section, user, **more):
    return permissions.grant(SectionPermission, user=user, codename="write_section", record=section, **more)


def test_a_permission_is_given_once_and_changes_its_end(section):
    user = UserFactory()

    grant(section, user)
    grant(section, user, ends_on=TODAY)

    assert SectionPermission.objects.get().ends_on == TODAY


@pytest.mark.parametrize(("days", "holds"), [(-1, False), (0, True), (1, True)])
def test_a_permission_ends_with_its_last_day(section, days, holds):
    grant(section, UserFactory(), ends_on=TODAY + datetime.timedelta(days=days))

    assert SectionPermission.objects.current().exists() == holds


def test_a_permission_belongs_to_the_records_partnership(section, durham):
    given = grant(section, UserFactory())

    assert given.partnership_id == section.partnership_id
    with partnership_scope(durham):
        assert not SectionPermission.objects.exists()


def test_a_permission_is_taken_from_one_or_from_all(section):
    first, second, third = UserFactory.create_batch(3)
    for user in (first, second, third):
        grant(section, user)

    permissions.revoke(SectionPermission, codename="write_section", record=section, user=first)
    assert set(SectionPermission.objects.values_list("user", flat=True)) == {second.pk, third.pk}

    permissions.revoke(SectionPermission, codename="write_section", record=section)
    assert not SectionPermission.objects.exists()


def test_what_was_given_and_taken_stays_in_the_history(section):
    grant(section, UserFactory())
    permissions.revoke(SectionPermission, codename="write_section", record=section)

    events = apps.get_model("reporting.SectionPermissionEvent").objects.order_by("pgh_id")
    assert [event.pgh_label for event in events] == ["insert", "delete"]
