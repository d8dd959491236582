"""Being asked to join: one account a person, and roles with what they ask for."""

import datetime
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from accounts.models import Invitation, User
from accounts.roles import Role
from accounts.services import leavers
from core.tenancy import partnership_scope
from tests.accounts.inviting import EMAIL, PASSWORD, acting, invite, membership_of, roles_of, sent, state_of, token_in
from tests.factories import AgencyFactory, UserFactory, make_member

pytestmark = pytest.mark.django_db


def test_somebody_with_an_account_gets_no_second_one(darlington, durham, client_for):
    user = make_member(durham, Role.MANAGER, user=UserFactory(email=EMAIL, name="Samantha Carter"))
    before = user.password
    invite(darlington, acting(darlington, Role.MANAGER), email="  SAM.Carter@Example.ORG ", name="Somebody else")

    user.refresh_from_db()
    assert User.objects.filter(email__iexact=EMAIL).count() == 1
    assert (user.name, user.password) == ("Samantha Carter", before)
    (message,) = sent(darlington)
    assert "You have an account already" in message.body
    assert "/join/" not in message.body
    assert client_for(user).get("/darlington/").status_code == 200


def test_an_invitation_to_two_partnerships_before_the_first_is_accepted(darlington, durham, token, client):
    invite(durham, acting(durham, Role.MANAGER))
    other = token_in(sent(durham)[-1])
    client.post(f"/join/{token}/", {"password": PASSWORD})
    client.logout()

    page = client.get(f"/join/{other}/")
    assert 'type="password"' not in page.content.decode()
    answer = client.post(f"/join/{other}/")

    assert (answer.status_code, answer.url) == (302, "/durham/")
    assert "_auth_user_id" not in client.session
    assert User.objects.get(email=EMAIL).check_password(PASSWORD)
    assert state_of(durham) == "active"


def test_the_same_invitation_twice_is_said_and_adds_nothing(darlington, manager):
    invite(darlington, manager)
    with pytest.raises(ValidationError, match="holds this role already"):
        invite(darlington, manager)
    assert roles_of(darlington) == ["officer"]


def test_a_second_role_is_added_to_the_same_person(darlington, manager):
    invite(darlington, manager)
    invite(darlington, manager, role=Role.ANALYST)
    assert sorted(roles_of(darlington)) == ["analyst", "officer"]


def test_somebody_who_left_comes_back_with_the_new_role_alone(darlington, manager, client_for):
    user = make_member(darlington, Role.MANAGER, Role.ANALYST, user=UserFactory(email=EMAIL))
    with partnership_scope(darlington, by=manager.user):
        leavers.end(membership=membership_of(darlington), last_day=None, by=manager)
    assert client_for(user).get("/darlington/").status_code == 404

    invite(darlington, manager, role=Role.TRAINER)

    assert roles_of(darlington) == ["trainer"]
    assert client_for(user).get("/darlington/").status_code == 200


@pytest.mark.parametrize(
    ("role", "field", "says"),
    [
        (Role.SCRUTINEER, "ends_on", "given until a day"),
        (Role.CONTRIBUTOR, "agency", "held for an agency"),
        (Role.LEAD_PARTNER, "agency", "held for an agency"),
    ],
)
def test_a_role_asks_for_what_it_needs(darlington, manager, role, field, says):
    with pytest.raises(ValidationError) as refusal:
        invite(darlington, manager, role=role)
    assert says in refusal.value.message_dict[field][0]
    assert not User.objects.filter(email=EMAIL).exists()


def test_a_role_of_no_agency_takes_none_and_days_must_fit(darlington, manager):
    today = timezone.localdate()
    with partnership_scope(darlington):
        agency, gone = AgencyFactory(), AgencyFactory(ends_on=today - datetime.timedelta(days=1))
    wrong = [
        {"agency": agency},
        {"ends_on": today - datetime.timedelta(days=1)},
        {"starts_on": today + datetime.timedelta(days=9), "ends_on": today + datetime.timedelta(days=3)},
        {"role": Role.CONTRIBUTOR, "agency": gone},
    ]
    for given in wrong:
        with pytest.raises(ValidationError):
            invite(darlington, manager, **given)


def test_only_a_manager_makes_a_manager(darlington):
    with pytest.raises(PermissionDenied, match="Only a business manager"):
        invite(darlington, acting(darlington, Role.OFFICER), role=Role.MANAGER)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.LEAD_PARTNER, Role.SCRUTINEER, Role.LEARNER, Role.CONTRIBUTOR])
def test_other_roles_invite_nobody(darlington, role, agencies):
    by = acting(darlington, role, agency=agencies["darlington"])
    with pytest.raises(PermissionDenied):
        invite(darlington, by, role=Role.CONTRIBUTOR, agency=agencies["darlington"])


def test_nobody_gives_themselves_a_role(darlington, manager):
    with pytest.raises(PermissionDenied, match="Nobody changes their own roles"):
        invite(darlington, manager, email=manager.user.email, role=Role.ANALYST)


@pytest.mark.django_db(transaction=True)
def test_two_invitations_at_once_make_one_account(darlington):
    """Two officers ask the same person at the same moment."""
    inviters = [acting(darlington, Role.MANAGER) for _ in range(2)]
    roles, failures = [Role.OFFICER, Role.ANALYST], []

    def ask(by, role):
        try:
            invite(darlington, by, role=role)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    both = [threading.Thread(target=ask, args=pair) for pair in zip(inviters, roles, strict=True)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()

    assert failures == []
    assert User.objects.filter(email=EMAIL).count() == 1
    assert sorted(roles_of(darlington)) == ["analyst", "officer"]
    with partnership_scope(darlington):
        assert Invitation.objects.open().count() == 1
