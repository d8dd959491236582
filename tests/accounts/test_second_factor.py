"""The second factor at sign-in: what opens, what opens once, and what the database holds of it."""

import json

import pytest
from cryptography.fernet import InvalidToken
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.urls import reverse

from accounts.roles import Role
from tests import second_factors as factor
from tests.factories import UserFactory, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(darlington):
    return make_member(darlington, Role.OFFICER, user=UserFactory(email="officer@example.org"))


@pytest.fixture
def codes(user):
    """The person has an app; these are their recovery codes."""
    return factor.give(user)


def is_signed_in(client):
    return SESSION_KEY in client.session


def test_a_password_alone_leads_to_the_code(user, codes):
    client = factor.sign_in(user)

    assert client.last.url == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    assert client.get("/darlington/").status_code == 302


def test_the_code_leads_to_the_page_that_was_meant(user, codes):
    client = factor.sign_in(user, factor.code(), next="/darlington/agencies/")

    assert client.last.url == "/darlington/agencies/"
    assert client.get("/darlington/agencies/").status_code == 200


@pytest.mark.parametrize("typed", ["{} {}", " {}{} ", "{}{}"])
def test_a_code_is_taken_as_people_type_it(user, codes, typed):
    code = factor.code()

    assert is_signed_in(factor.sign_in(user, typed.format(code[:3], code[3:])))


@pytest.mark.parametrize("steps", [-1, 1])
def test_a_clock_that_is_half_a_minute_off_is_forgiven(user, codes, steps):
    assert is_signed_in(factor.sign_in(user, factor.code(steps)))


@pytest.mark.parametrize("steps", [-3, 3])
def test_no_more_than_that(user, codes, steps):
    assert not is_signed_in(factor.sign_in(user, factor.code(steps)))


def test_a_wrong_code_is_refused_kindly(user, codes):
    client = factor.sign_in(user, factor.wrong_code())

    assert not is_signed_in(client)
    assert "That code is not right, or was used before." in client.last.content.decode()


def test_a_code_opens_once(user, codes):
    code = factor.code()
    factor.sign_in(user, code)

    assert not is_signed_in(factor.sign_in(user, code))


def test_a_code_from_before_the_last_one_is_dead(user, codes):
    factor.sign_in(user, factor.code(1))

    assert not is_signed_in(factor.sign_in(user, factor.code(0)))
    assert not is_signed_in(factor.sign_in(user, factor.code(-1)))


@pytest.mark.parametrize("change", [str, str.lower, lambda code: code.replace("-", " ")])
def test_a_recovery_code_opens_once(user, codes, change):
    assert is_signed_in(factor.sign_in(user, change(codes[3])))
    assert not is_signed_in(factor.sign_in(user, change(codes[3])))
    assert is_signed_in(factor.sign_in(user, codes[4]))


def test_guessing_codes_is_stopped(user, codes):
    client = factor.sign_in(user)
    for _ in range(10):
        client.post("/sign-in/code/", {"code": factor.wrong_code()})

    client.post("/sign-in/code/", {"code": factor.code()})

    assert not is_signed_in(client)


def test_the_database_holds_neither_secret_nor_codes(user, codes):
    with connection.cursor() as cursor:
        cursor.execute("SELECT type, data::text FROM mfa_authenticator")
        rows = dict(cursor.fetchall())

    assert set(rows) == {"totp", "recovery_codes"}
    assert factor.SECRET not in json.dumps(rows)
    assert factor.secret_of(user) == factor.SECRET
    assert [
        code for code in codes if code in rows["recovery_codes"] or code.replace("-", "") in rows["recovery_codes"]
    ] == []


def test_an_older_key_still_opens_and_another_does_not(user, codes, settings):
    settings.SECOND_FACTOR_KEY, settings.SECOND_FACTOR_KEY_FALLBACKS = "new key", [settings.SECOND_FACTOR_KEY]
    assert factor.secret_of(user) == factor.SECRET
    settings.SECOND_FACTOR_KEY_FALLBACKS = []

    with pytest.raises(InvalidToken):
        factor.secret_of(user)


def test_the_session_gets_another_key_with_the_code(user, codes):
    client = factor.sign_in(user)
    before = client.session.session_key

    client.post("/sign-in/code/", {"code": factor.code()})

    assert client.session.session_key != before
