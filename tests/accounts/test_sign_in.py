"""Signing in, and where a person arrives."""

import datetime

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.roles import Role
from tests.factories.accounts import PASSWORD, UserFactory

WRONG = "not the password"


@pytest.fixture(autouse=True)
def _no_earlier_tries():
    cache.clear()


def text(response):
    return response.content.decode()


def sign_in(client, email, password=PASSWORD, to=""):
    return client.post(reverse("account_login") + to, {"login": email, "password": password})


def test_a_person_of_one_partnership_arrives_in_it(client, darlington, member):
    user = member(darlington, Role.OFFICER)

    assert sign_in(client, user.email)["Location"] == reverse("home")
    assert client.get(reverse("home"))["Location"] == "/darlington/"


def test_a_deep_link_survives_the_sign_in(client, darlington, member):
    user = member(darlington, Role.OFFICER)
    asked = client.get("/darlington/agencies/")

    assert asked["Location"] == "/sign-in/?next=/darlington/agencies/"
    assert sign_in(client, user.email, to="?next=/darlington/agencies/")["Location"] == "/darlington/agencies/"


def test_a_link_to_another_site_does_not(client, darlington, member):
    user = member(darlington, Role.OFFICER)

    assert sign_in(client, user.email, to="?next=https://example.org/")["Location"] == reverse("home")


def test_an_unknown_person_and_a_wrong_password_get_the_same_words(client, db):
    user = UserFactory()

    errors = [sign_in(client, email, WRONG).context["form"].errors for email in (user.email, "nobody@example.org")]

    assert errors[0]
    assert errors[0] == errors[1]


def test_a_closed_account_cannot_sign_in(client, db):
    user = UserFactory(is_active=False)

    assert sign_in(client, user.email)["Location"] == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def test_guessing_comes_to_an_end(client, db):
    user = UserFactory()
    for _ in range(10):
        sign_in(client, user.email, WRONG)

    assert "_auth_user_id" not in client.session
    assert "Too many failed" in text(sign_in(client, user.email))


def test_nobody_can_sign_up(client, db):
    assert "by invitation only" in text(client.get(reverse("account_signup")))
    assert client.post(reverse("account_signup"), {"email": "new@example.org"}).status_code == 405


def test_signing_out_takes_a_post(client_for, darlington, member):
    client = client_for(member(darlington, Role.OFFICER))

    assert "Sign out?" in text(client.get(reverse("account_logout")))
    assert client.post(reverse("account_logout"))["Location"] == reverse("account_login")
    assert "_auth_user_id" not in client.session


def test_a_person_of_several_partnerships_chooses(client_for, darlington, exploitation_group, member):
    user = member(darlington, Role.OFFICER)
    member(exploitation_group, Role.ANALYST, user=user)

    page = text(client_for(user).get(reverse("home")))

    assert "/darlington/" in page
    assert page.index("Joint bodies") < page.index("/durham-darlington-ceg/")


def test_a_membership_that_has_ended_is_no_way_in(client_for, darlington, durham, member):
    user = member(darlington, Role.OFFICER, ends_on=datetime.date(2020, 3, 31))
    member(durham, Role.OFFICER, user=user)

    assert client_for(user).get(reverse("home"))["Location"] == "/durham/"
    assert client_for(user).get("/darlington/").status_code == 404


def test_a_person_without_partnership_is_told_whom_to_ask(client_for, db):
    assert "business manager" in text(client_for(UserFactory()).get(reverse("home")))


@pytest.mark.parametrize("form", [{}, {"login": "a\0b", "password": "\0"}, {"login": "x" * 5000, "password": "y"}])
def test_rubbish_in_the_form_is_no_error(client, db, form):
    assert client.post(reverse("account_login"), form).status_code == 200
