"""A lost second factor is taken away by somebody who may, and that is written down."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Membership, MembershipRole
from accounts.roles import Role
from accounts.services import second_factor
from core.db.tenancy import partnership_scope
from core.models import AccessEntry
from tests import second_factors as factor
from tests.accounts.inviting import acting, invite
from tests.factories import UserFactory, make_member

pytestmark = pytest.mark.django_db
EMAIL = "sam.carter@example.org"


def person(partnership, *roles, **options):
    user = make_member(partnership, *roles, user=UserFactory(email=EMAIL), **options)
    factor.give(user)
    return user


def belongs_to(partnership, user, role):
    with partnership_scope(partnership):
        membership = Membership.objects.create(partnership=partnership, user=user)
        MembershipRole.objects.create(partnership=partnership, membership=membership, role=role)


def remove(partnership, user, by):
    with partnership_scope(partnership, by=by):
        second_factor.remove(user=user, by=by)


def is_refused(partnership, user, by, says):
    with pytest.raises(PermissionDenied, match=says):
        remove(partnership, user, by)
    return factor.app_of(user) is not None


def test_an_officer_helps_who_belongs_here_alone(darlington):
    user = person(darlington, Role.ANALYST)
    remove(darlington, user, make_member(darlington, Role.OFFICER))
    assert factor.app_of(user) is None


def test_only_a_manager_touches_a_managers_factor(darlington):
    user = person(darlington, Role.MANAGER)
    assert is_refused(darlington, user, make_member(darlington, Role.OFFICER), "Only another manager")
    remove(darlington, user, make_member(darlington, Role.MANAGER))
    assert factor.app_of(user) is None


def test_a_manager_of_another_partnership_is_out_of_reach(darlington, durham):
    user = person(durham, Role.MANAGER)
    belongs_to(darlington, user, Role.LAY_MEMBER)
    assert is_refused(darlington, user, make_member(darlington, Role.MANAGER), "Only another manager")


def test_what_opens_other_partnerships_is_a_managers_to_remove(darlington, durham):
    user = person(durham, Role.OFFICER)
    belongs_to(darlington, user, Role.LAY_MEMBER)
    assert is_refused(darlington, user, make_member(darlington, Role.OFFICER), "belongs to other partnerships too")
    remove(darlington, user, make_member(darlington, Role.MANAGER))
    assert factor.app_of(user) is None


def test_an_invitation_alone_gives_no_hold_on_an_account(darlington, durham):
    user, manager = person(durham, Role.OFFICER), acting(darlington, Role.MANAGER)
    invite(darlington, manager, email=user.email)
    assert is_refused(darlington, user, manager.user, "Only the business manager and officers")


@pytest.mark.parametrize(("role", "outcome"), [(Role.MANAGER, "done"), (Role.OFFICER, "refused")])
def test_the_access_log_says_who_removed_whose(darlington, client_for, role, outcome):
    user = person(darlington, Role.MANAGER)
    by = make_member(darlington, role)
    with partnership_scope(darlington):
        address = f"/darlington/settings/users/{Membership.objects.get(user=user).pk}/lost-phone/"

    client_for(by).post(address)

    with partnership_scope(darlington):
        entry = AccessEntry.objects.get()
    assert (entry.user, entry.action, entry.outcome) == (by, "remove", outcome)
    assert user.email in entry.what
    assert (factor.app_of(user) is None) == (outcome == "done")


@pytest.mark.parametrize(("role", "offered"), [(Role.OFFICER, False), (Role.MANAGER, True)])
def test_a_link_stands_only_where_its_page_opens(darlington, client_for, role, offered):
    person(darlington, Role.MANAGER)
    browser = client_for(make_member(darlington, role))
    with partnership_scope(darlington):
        membership = Membership.objects.get(user__email=EMAIL)
    address = f"/darlington/settings/users/{membership.pk}/"

    page = browser.get(address).content.decode()

    for name, text in (("lost-phone/", "They have lost their phone"), ("end/", "End their time here")):
        assert (text in page) is offered
        assert browser.get(address + name).status_code == (200 if offered else 403)
