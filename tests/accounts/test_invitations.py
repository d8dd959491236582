"""Being asked to join: one account, a link that works once, a password of one's own."""

import datetime
import threading

import pytest
from allauth.account.models import EmailAddress
from django.core import mail as outgoing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation, Membership, MembershipRole, User
from accounts.permissions import Member
from accounts.roles import Role
from accounts.services import invitations, leavers
from accounts.services.invitations import CannotJoin, Problem
from accounts.services.roles import Given
from core import mails
from core.models import Mail
from core.tenancy import partnership_scope
from tests.factories import AgencyFactory, UserFactory, make_member
from tests.mail_server import link_in

pytestmark = pytest.mark.django_db
PASSWORD = "three random words here"
EMAIL = "sam.carter@example.org"


def acting(partnership, *roles, **options) -> Member:
    """Somebody who acts, as the request would know them."""
    user = make_member(partnership, *roles, **options)
    with partnership_scope(partnership):
        return leavers.member_of(user)


def invite(partnership, by, email=EMAIL, role=Role.OFFICER, name="Sam Carter", **given):
    with partnership_scope(partnership, by=by.user):
        return invitations.invite(partnership=partnership, name=name, email=email, given=Given(role, **given), by=by)


def sent(partnership):
    """Send what waits, as the worker does; returns the mails of this test, the oldest first."""
    with partnership_scope(partnership):
        waiting = list(Mail.objects.filter(state="waiting").order_by("created_at"))
    for row in waiting:
        mails.deliver(key=row.pk, partnership_id=partnership.pk, user_id=None)
    return outgoing.outbox


def token_in(message) -> str:
    return link_in_text(message.body).removeprefix("/join/").removesuffix("/")


def link_in_text(body):
    class Read:
        def get_content(self):
            return body

    return link_in(Read())


@pytest.fixture
def manager(darlington):
    return acting(darlington, Role.MANAGER)


@pytest.fixture
def token(darlington, manager):
    invite(darlington, manager)
    return token_in(sent(darlington)[-1])


def state_of(partnership, email=EMAIL):
    with partnership_scope(partnership):
        return Membership.objects.with_state().get(user__email=email).state


def roles_of(partnership, email=EMAIL):
    with partnership_scope(partnership):
        return list(
            MembershipRole.objects.current().filter(membership__user__email=email).values_list("role", flat=True)
        )


def test_the_mail_says_what_to_do_and_nothing_is_kept_of_the_link(darlington, manager):
    membership = invite(darlington, manager)
    (message,) = sent(darlington)

    assert message.to == [EMAIL]
    assert "3 minutes" in message.body
    assert "Officer" in message.body
    with partnership_scope(darlington):
        row = Mail.objects.get()
        assert row.subject_id == membership.pk
        assert token_in(message) not in str(vars(row))


def test_nobody_enters_before_they_have_accepted(darlington, manager, client_for):
    invite(darlington, manager)
    user = User.objects.get(email=EMAIL)

    assert not user.has_usable_password()
    assert client_for(user).get("/darlington/").status_code == 404
    assert state_of(darlington) == "invited"


def test_accepting_sets_the_password_and_lands_in_the_partnership(darlington, token, client):
    page = client.get(f"/join/{token}/")
    assert page.status_code == 200
    assert EMAIL in page.content.decode()

    answer = client.post(f"/join/{token}/", {"password": PASSWORD})

    assert (answer.status_code, answer.url) == (302, "/darlington/")
    assert client.get("/darlington/").status_code == 200
    user = User.objects.get(email=EMAIL)
    assert user.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=user).verified
    assert state_of(darlington) == "active"


def test_a_link_can_lead_deeper_but_not_out_of_the_portal(darlington, manager, client):
    invite(darlington, manager)
    token = token_in(sent(darlington)[-1])
    answer = client.post(f"/join/{token}/?next=/darlington/structure/", {"password": PASSWORD})
    assert answer.url == "/darlington/structure/"

    invite(darlington, manager, email="ada@example.org")
    token = token_in(sent(darlington)[-1])
    answer = client.post(f"/join/{token}/?next=https://elsewhere.example.org/", {"password": PASSWORD})
    assert answer.url == "/darlington/"


def test_looking_at_the_link_uses_nothing_up(darlington, token, client):
    for _ in range(3):
        assert client.get(f"/join/{token}/").status_code == 200
    assert client.head(f"/join/{token}/").status_code == 200
    assert client.post(f"/join/{token}/", {"password": PASSWORD}).status_code == 302


def test_a_link_works_once(token, client):
    client.post(f"/join/{token}/", {"password": PASSWORD})
    client.logout()

    again = client.post(f"/join/{token}/", {"password": "another three random words"})

    assert again.status_code == 410
    assert "You have joined already" in again.content.decode()
    assert User.objects.get(email=EMAIL).check_password(PASSWORD)


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("", "Enter the"),
        ("short", "12 characters or more"),
        ("sam.carter@example.org", "not like your name or email address"),
        ("password1234", "harder to guess"),
    ],
)
def test_a_weak_password_is_refused_in_a_sentence(darlington, token, client, password, says):
    page = client.post(f"/join/{token}/", {"password": password})
    assert page.status_code == 200
    assert says in page.content.decode()
    assert state_of(darlington) == "invited"


def age(partnership, **fields):
    with partnership_scope(partnership):
        Invitation.objects.update(**fields)


def test_a_link_runs_out_and_a_new_one_can_be_asked_for_once(darlington, manager, token, client):
    age(darlington, expires_at=timezone.now() - datetime.timedelta(minutes=1))

    page = client.get(f"/join/{token}/")
    assert page.status_code == 410
    assert "Ask for a new link" in page.content.decode()
    assert client.post(f"/join/{token}/", {"password": PASSWORD}).status_code == 410
    assert state_of(darlington) == "expired"

    for _ in range(2):
        assert client.post(f"/join/{token}/again/").status_code == 200
    told = [message for message in sent(darlington) if message.to == [manager.user.email]]
    assert len(told) == 1
    assert "asks for a new invitation" in told[0].subject
    assert reverse("people:person", args=["darlington", membership_of(darlington).pk]) in told[0].body


def membership_of(partnership, email=EMAIL):
    with partnership_scope(partnership):
        return Membership.objects.get(user__email=email)


def test_a_new_link_kills_the_older_one(darlington, manager, token, client):
    with partnership_scope(darlington, by=manager.user):
        invitations.resend(membership=membership_of(darlington), by=manager)
    newer = token_in(sent(darlington)[-1])

    old = client.get(f"/join/{token}/")
    assert old.status_code == 410
    assert "There is a newer link" in old.content.decode()
    assert client.post(f"/join/{newer}/", {"password": PASSWORD}).status_code == 302


def test_a_withdrawn_invitation_leads_nowhere(darlington, manager, token, client):
    with partnership_scope(darlington, by=manager.user):
        invitations.withdraw(membership=membership_of(darlington), by=manager)

    page = client.post(f"/join/{token}/", {"password": PASSWORD})
    assert page.status_code == 410
    assert "withdrawn" in page.content.decode()
    assert state_of(darlington) == "ended"
    assert roles_of(darlington) == []


def test_a_mail_that_waits_while_its_invitation_is_withdrawn_is_not_sent(darlington, manager):
    membership = invite(darlington, manager)
    with partnership_scope(darlington, by=manager.user):
        invitations.withdraw(membership=membership, by=manager)

    assert sent(darlington) == []
    with partnership_scope(darlington):
        assert Mail.objects.get().state == "dropped"


def test_what_somebody_made_up_is_no_link(token, client):
    for wrong in ("x", token[:-2], token + "x", "a:b:c"):
        page = client.get(f"/join/{wrong}/")
        assert page.status_code == 410
        assert "does not work" in page.content.decode()
        assert client.post(f"/join/{wrong}/again/").status_code == 410


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
def test_two_clicks_at_once_join_once(darlington):
    manager = acting(darlington, Role.MANAGER)
    invite(darlington, manager)
    token = token_in(sent(darlington)[-1])
    found = []

    def join(password):
        try:
            found.append(invitations.accept(token=token, password=password).user.pk)
        except CannotJoin as reason:
            found.append(reason.problem)
        finally:
            connection.close()

    both = [threading.Thread(target=join, args=(f"{PASSWORD} {number}",)) for number in (1, 2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()

    assert sorted(isinstance(one, Problem) for one in found) == [False, True]
    assert Problem.USED in found


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
