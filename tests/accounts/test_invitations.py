"""Being asked to join: one account a person, and roles with what they ask for."""

import datetime
import threading
from dataclasses import replace

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from accounts.models import Invitation, User
from accounts.roles import Role
from accounts.services import offboarding
from core.db.tenancy import partnership_scope
from tests.accounts.inviting import EMAIL, PASSWORD, acting, invite, membership_of, roles_of, sent, state_of, token_in
from tests.factories import AgencyFactory, UserFactory, make_member
from tests.factories.accounts import PASSWORD as OLD_PASSWORD

pytestmark = pytest.mark.django_db


def test_somebody_with_an_account_gets_no_second_one(darlington, durham):
    user = make_member(durham, Role.MANAGER, user=UserFactory(email=EMAIL, name="Samantha Carter"))
    invite(darlington, acting(darlington, Role.MANAGER), email="  SAM.Carter@Example.ORG ", name="Somebody else")

    user.refresh_from_db()
    assert User.objects.filter(email__iexact=EMAIL).count() == 1
    assert user.name == "Samantha Carter"
    assert user.check_password(OLD_PASSWORD)
    (message,) = sent(darlington)
    assert "You have an account already" in message.body
    assert "Choose a password" not in message.body


def test_nobody_belongs_before_they_said_yes_also_with_an_account(darlington, durham, manager, client_for):
    user = make_member(durham, Role.MANAGER, user=UserFactory(email=EMAIL))
    invite(darlington, manager)
    browser, link = client_for(user), f"/join/{token_in(sent(darlington)[-1])}/"
    assert browser.get("/darlington/").status_code == 404
    assert state_of(darlington) == "invited"
    assert browser.get(link).status_code == 200
    assert state_of(darlington) == "invited"

    answer = browser.post(link)

    assert (answer.status_code, answer.url) == (302, "/darlington/")
    assert browser.get("/darlington/").status_code == 200
    assert state_of(darlington) == "active"


def test_a_link_alone_neither_signs_in_nor_joins_who_has_a_password(darlington, durham, manager, client):
    user = make_member(durham, Role.OFFICER, user=UserFactory(email=EMAIL))
    invite(darlington, manager)
    link = f"/join/{token_in(sent(darlington)[-1])}/?next=/darlington/structure/"
    assert "Sign in to join" in client.get(link).content.decode()

    answer = client.post(link, {"password": PASSWORD})

    assert answer.url.startswith("/sign-in/?next=")
    assert SESSION_KEY not in client.session
    assert state_of(darlington) == "invited"
    answer = client.post(answer.url, {"login": EMAIL, "password": OLD_PASSWORD})
    assert answer.url == link
    assert client.post(link).url == "/darlington/structure/"
    assert client.session[SESSION_KEY] == str(user.pk)
    assert state_of(darlington) == "active"


def test_somebody_else_who_is_signed_in_does_not_join_with_it(darlington, durham, manager, client_for):
    make_member(durham, Role.OFFICER, user=UserFactory(email=EMAIL))
    invite(darlington, manager)
    link, browser = f"/join/{token_in(sent(darlington)[-1])}/", client_for(make_member(durham, Role.ANALYST))
    assert "this invitation is for" in browser.get(link).content.decode()

    assert browser.post(link).url.startswith("/sign-in/?next=")

    assert SESSION_KEY not in browser.session
    assert state_of(darlington) == "invited"


def test_a_member_who_is_given_a_role_has_it_at_once(darlington, manager):
    make_member(darlington, Role.OFFICER, user=UserFactory(email=EMAIL))
    invite(darlington, manager, role=Role.ANALYST)
    assert state_of(darlington) == "active"
    assert "/join/" not in sent(darlington)[-1].body


def test_an_invitation_to_two_partnerships_before_the_first_is_accepted(darlington, durham, token, client):
    invite(durham, acting(durham, Role.MANAGER))
    other = token_in(sent(durham)[-1])
    client.post(f"/join/{token}/", {"password": PASSWORD})
    client.logout()

    page = client.get(f"/join/{other}/")
    assert 'type="password"' not in page.content.decode()
    answer = client.post(f"/join/{other}/")

    assert answer.url.startswith("/sign-in/?next=")
    assert SESSION_KEY not in client.session
    client.force_login(User.objects.get(email=EMAIL))
    assert client.post(f"/join/{other}/").url == "/durham/"
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
        offboarding.end(membership=membership_of(darlington), last_day=None, by=manager)
    assert client_for(user).get("/darlington/").status_code == 404

    invite(darlington, manager, role=Role.TRAINER)

    assert roles_of(darlington) == ["trainer"]
    browser = client_for(user)
    assert browser.get("/darlington/").status_code == 404
    assert browser.post(f"/join/{token_in(sent(darlington)[-1])}/").url == "/darlington/"
    assert browser.get("/darlington/").status_code == 200


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


@pytest.fixture
def two_a_day(settings):
    settings.QUOTAS = settings.QUOTAS | {"invitations": replace(settings.QUOTAS["invitations"], most=2)}


def test_a_person_sends_so_many_invitations_a_day(darlington, durham, manager, two_a_day, client_for):
    browser, form = client_for(manager.user), {"name": "Sam Carter", "role": "officer"}
    for address in ("one@example.org", "two@example.org"):
        assert browser.post("/darlington/settings/users/invite/", form | {"email": address}).status_code == 302

    page = browser.post("/darlington/settings/users/invite/", form | {"email": EMAIL}).content.decode()

    assert "You have sent 2 invitations today. You can send more tomorrow." in page
    assert EMAIL in page
    assert not User.objects.filter(email=EMAIL).exists()
    invite(darlington, acting(darlington, Role.MANAGER))


def test_a_mail_that_is_sent_again_counts_and_one_that_was_refused_does_not(darlington, manager, two_a_day, client_for):
    for _ in range(5):
        with pytest.raises(ValidationError):
            invite(darlington, manager, role=Role.SCRUTINEER)
    membership = invite(darlington, manager)
    browser, again = client_for(manager.user), f"/darlington/settings/users/{membership.pk}/resend/"
    assert "We have emailed" in browser.post(again, follow=True).content.decode()
    assert "You have sent 2 invitations today" in browser.post(again, follow=True).content.decode()
