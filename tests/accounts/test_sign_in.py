"""Signing in and out, and what a stranger learns from trying."""

import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.core import signing
from django.test import Client
from django.urls import reverse

from accounts.known_browsers import SALT
from accounts.models import User
from accounts.roles import Role
from tests.factories import UserFactory, make_member
from tests.factories.accounts import PASSWORD, close

pytestmark = pytest.mark.django_db
ADDRESS = "/sign-in/"


@pytest.fixture
def user(darlington):
    return make_member(darlington, Role.MANAGER, user=UserFactory(email="manager@example.org"))


def sign_in(client, email="manager@example.org", password=PASSWORD, **more):
    return client.post(ADDRESS, {"login": email, "password": password} | more)


def is_signed_in(client):
    return SESSION_KEY in client.session


@pytest.mark.parametrize("email", ["manager@example.org", "Manager@Example.ORG", " manager@example.org "])
def test_the_right_password_leads_home(client, user, email):
    answer = sign_in(client, email)

    assert (answer.status_code, answer.url) == (302, reverse("home"))
    assert client.session[SESSION_KEY] == str(user.pk)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("manager@example.org", "wrong password"),
        ("nobody@example.org", PASSWORD),
        ("manager@example.org", PASSWORD + " "),
    ],
)
def test_wrong_is_refused_with_one_answer_for_all(client, user, email, password):
    answer = sign_in(client, email, password)

    assert answer.status_code == 200
    assert not is_signed_in(client)
    assert "Email address or password is not correct" in answer.content.decode()


def test_an_unknown_person_gets_the_page_of_a_wrong_password(user):
    pages = [sign_in(Client(), email, "wrong").content.decode() for email in (user.email, "unknown@example.org")]

    known, unknown = (re.sub(r'value="[^"]*"|nonce="[^"]*"', "", page) for page in pages)
    assert known == unknown


def test_an_unknown_person_costs_a_hash_too(client, user, settings, monkeypatch):
    """Or the time of the answer tells who has an account."""
    hashed = []
    hasher = "django.contrib.auth.hashers.MD5PasswordHasher.encode"
    monkeypatch.setattr(hasher, lambda self, password, salt: hashed.append(password) or f"md5${salt}$x")

    sign_in(client, "unknown@example.org", "wrong")

    assert "wrong" in hashed


def test_a_closed_account_does_not_sign_in(client, user):
    close(user)

    sign_in(client)

    assert not is_signed_in(client)


def test_an_account_without_a_password_does_not_sign_in(client, user):
    User.objects.create_user("without@example.org", "Without")

    for password in ("", "None", "!"):
        sign_in(client, "without@example.org", password)

    assert not is_signed_in(client)


def test_after_ten_wrong_passwords_even_the_right_one_waits(client, user):
    for _ in range(10):
        sign_in(client, password="wrong")

    answer = sign_in(client)

    assert not is_signed_in(client)
    assert "Too many tries from here." in answer.content.decode()


def test_another_person_from_the_same_place_still_may(client, user, darlington):
    make_member(darlington, Role.OFFICER, user=UserFactory(email="officer@example.org"))
    for _ in range(10):
        sign_in(client, password="wrong")

    sign_in(client, "officer@example.org")

    assert is_signed_in(client)


def test_many_wrong_passwords_from_one_place_leave_it_open(client, user):
    """A council stands behind one address."""
    for number in range(70):
        sign_in(Client(), f"somebody-{number}@example.org", "wrong")

    sign_in(client)

    assert is_signed_in(client)


def test_a_browser_in_which_one_has_signed_in_is_not_locked_out_by_another(client, user):
    sign_in(client)
    client.post("/sign-out/")
    stranger = Client()
    for _ in range(10):
        sign_in(stranger, password="wrong")

    sign_in(stranger)
    sign_in(client)

    assert not is_signed_in(stranger)
    assert is_signed_in(client)


def test_a_known_browser_has_no_more_tries_than_another(client, user):
    sign_in(client)
    client.post("/sign-out/")
    for _ in range(10):
        sign_in(client, password="wrong")

    sign_in(client)

    assert not is_signed_in(client)


def test_a_browser_is_known_for_those_alone_who_signed_in_there(client, user):
    sign_in(client)
    client.post("/sign-out/")
    for _ in range(10):
        sign_in(Client(), "officer@example.org", "wrong")
    other = client.cookies["known"].value

    answer = sign_in(client, "officer@example.org")
    client.cookies["known"] = other[:-1] + ("A" if other[-1] != "A" else "B")
    forged = [sign_in(client, password="wrong") for _ in range(11)][-1]

    assert "Too many tries from here." in answer.content.decode()
    assert "Too many tries from here." in forged.content.decode()


def test_signing_in_begins_a_new_session(client, user):
    client.get(ADDRESS)
    client.cookies["session"] = "chosen-by-somebody-else"

    sign_in(client)

    assert client.cookies["session"].value != "chosen-by-somebody-else"


def test_the_session_cookie_is_closed_to_scripts_and_ends_with_the_browser(client, user):
    cookie = sign_in(client).cookies["session"]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == ""


def test_the_cookie_of_a_known_browser_names_nobody(client, user):
    cookie = sign_in(client).cookies["known"]

    assert cookie["httponly"]
    assert user.email not in str(signing.loads(cookie.value, salt=SALT))


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "https:/evil.example"]
)
def test_signing_in_leads_nowhere_else(client, user, address):
    assert sign_in(client, next=address).url == reverse("home")


def test_signing_in_leads_back_to_where_one_was_stopped(client, user):
    stopped = client.get("/darlington/agencies/")
    assert stopped.url == f"{ADDRESS}?next=/darlington/agencies/"

    assert client.post(
        stopped.url, {"login": user.email, "password": PASSWORD, "next": "/darlington/agencies/"}
    ).url == ("/darlington/agencies/")


def test_signing_out_takes_a_post_and_ends_the_session(client, user):
    sign_in(client)
    client.get("/sign-out/")
    assert is_signed_in(client)

    client.post("/sign-out/")

    assert not is_signed_in(client)
    assert client.get("/darlington/").status_code == 302


@pytest.mark.parametrize("address", [ADDRESS, "/sign-out/", "/darlington/reports/start/"])
def test_a_form_without_its_token_is_refused(user, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)

    assert client.post(address).status_code == 403


def test_nobody_signs_up(client):
    answer = client.post("/sign-up/", {"email": "new@example.org", "password1": PASSWORD})

    assert answer.status_code == 405


def test_one_partnership_is_entered_at_once(client_for, user):
    assert client_for(user).get("/").url == "/darlington/"


def test_of_several_one_is_chosen(client_for, user, durham, exploitation_group):
    make_member(durham, Role.OFFICER, user=user)
    make_member(exploitation_group, Role.OFFICER, user=user)

    page = client_for(user).get("/").content.decode()

    assert all(f'href="/{slug}/"' in page for slug in ("darlington", "durham", "durham-darlington-ceg"))


def test_somebody_without_a_partnership_is_told_so(client_for):
    answer = client_for(UserFactory()).get("/")

    assert answer.status_code == 200
    assert "/darlington/" not in answer.content.decode()
