"""The link of an invitation: it works once and for a week, and leads to a password of one's own."""

import datetime
import threading

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation, User
from accounts.roles import Role
from accounts.services import invitations
from accounts.services.invitations import CannotJoin, Problem
from core.db.tenancy import partnership_scope
from core.models import Mail
from tests.accounts.inviting import EMAIL, PASSWORD, acting, invite, membership_of, roles_of, sent, state_of, token_in

pytestmark = pytest.mark.django_db


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
        ("", "Choose a password"),
        ("short", "12 characters or more"),
        ("sam.carter@example.org", "not like your name or email address"),
        ("password1234", "harder to guess"),
    ],
)
def test_a_weak_password_is_refused_in_a_sentence(darlington, token, client, password, says):
    page = client.post(f"/join/{token}/", {"password": password})
    assert page.status_code == 200
    assert says in " ".join(page.context["form"].errors["password"])
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
