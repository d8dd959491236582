"""Confirming who one is: by what, and with nothing that was typed lost."""

import re

import pytest
from allauth.account.internal.flows import reauthentication
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.urls import get_resolver, reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.models import Draft
from reporting.models import PublishedProfile
from tests import second_factors as factor
from tests.accounts.test_sign_in_middleware import FILLED
from tests.factories import make_member
from tests.factories.accounts import PASSWORD
from tests.places import confirm
from tests.test_matrix import addresses

pytestmark = pytest.mark.django_db
PAGE = "/darlington/reports/public-page/"
TEXT = "What took the manager an hour to write"


@pytest.fixture
def manager(darlington):
    return make_member(darlington, Role.MANAGER)


@pytest.fixture
def client(client_for, manager):
    """The manager's browser."""
    return client_for(manager)


def grow_old(client):
    confirm(client, seconds=-settings.CONFIRMED_FOR)


def hidden(page):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode()))


def test_what_was_typed_while_the_time_ran_out_comes_back_and_is_done_then(client, darlington):
    typed = hidden(client.get(PAGE)) | {"about": TEXT, "publish": ""}
    grow_old(client)

    asked = client.post(PAGE, typed)
    question = client.get(asked.url).content.decode()
    back = client.post(asked.url, {"password": PASSWORD, "next": PAGE})
    form = client.get(back.url)
    with partnership_scope(darlington):
        assert not PublishedProfile.objects.exists()
    client.post(PAGE, hidden(form) | {"about": TEXT, "publish": ""})

    assert asked.url == f"/account/confirm/?next={PAGE}"
    assert "What you typed is kept" in question
    assert back.url == PAGE
    assert TEXT in form.content.decode()
    assert "We kept what you typed" in form.content.decode()
    with partnership_scope(darlington):
        assert PublishedProfile.objects.exists()
        assert not Draft.objects.exists()


def test_a_button_alone_leads_back_to_the_page_that_shows_it(client, darlington):
    grow_old(client)
    person = "/darlington/settings/users/"

    asked = client.post(PAGE + "withdraw/", {}, headers={"Referer": f"http://testserver{person}"})

    assert asked.url == f"/account/confirm/?next={person}"
    assert "press the button again" in client.get(asked.url).content.decode()
    with partnership_scope(darlington):
        assert not Draft.objects.exists()


def test_more_than_a_draft_holds_is_asked_for_all_the_same(client):
    typed = hidden(client.get(PAGE)) | {"about": "x" * 300_000}
    grow_old(client)

    asked = client.post(PAGE, typed)

    assert asked.url == f"/account/confirm/?next={PAGE}"
    assert "This is not done yet" in client.get(asked.url).content.decode()


def test_a_wrong_password_confirms_nothing(client):
    grow_old(client)

    answer = client.post("/account/confirm/", {"password": "wrong", "next": PAGE})

    assert "not your password" in answer.content.decode()
    assert client.get(PAGE).status_code == 302


@pytest.fixture
def without_password(manager):
    manager.set_unusable_password()
    return manager


def test_whoever_has_no_password_here_says_a_code(without_password, client_for):
    client = client_for(without_password)
    key = client.get("/account/second-factor/").context["key"].replace(" ", "")
    client.post("/account/second-factor/", {"code": factor.code(secret=key)})
    grow_old(client)
    question = client.get("/account/confirm/").content.decode()
    assert 'name="code"' in question
    assert 'name="password"' not in question

    assert "not right" in client.post("/account/confirm/", {"code": factor.wrong_code()}).content.decode()
    assert client.post("/account/confirm/", {"password": PASSWORD}).status_code == 200
    assert client.get(PAGE).status_code == 302
    said = factor.code(secret=key, steps=1)
    assert client.post("/account/confirm/", {"code": said, "next": PAGE}).url == PAGE

    assert client.get(PAGE).status_code == 200
    grow_old(client)
    assert "used before" in client.post("/account/confirm/", {"code": said}).content.decode()


def test_whoever_has_neither_goes_no_further(without_password, client_for):
    """allauth's own check would let them through: it has nothing to ask them for."""
    client = client_for(without_password)
    grow_old(client)

    assert client.get(PAGE).url == f"/account/confirm/?next={PAGE}"
    question = client.get("/account/confirm/")
    assert "cannot tell that it is you" in question.content.decode()
    for said in ({}, {"password": ""}, {"password": PASSWORD}, {"code": "000000"}):
        assert client.post("/account/confirm/", said | {"next": PAGE}).status_code == 200
    assert client.get(PAGE).status_code == 302


def test_allauths_own_check_guards_no_page(without_password, client_for, monkeypatch):
    """It says yes to this account, whatever its session: so nothing of ours may ever ask it."""
    asked = []
    check = reauthentication.did_recently_reauthenticate
    monkeypatch.setattr(reauthentication, "did_recently_reauthenticate", lambda request: asked.append(request) or True)
    monkeypatch.setattr(reauthentication, "is_reauthentication_required", lambda *_, **__: asked.append(1) or False)
    client = client_for(without_password)
    grow_old(client)
    request = client.get("/account/").wsgi_request

    for name, _, arguments in addresses(get_resolver()):
        if "slug" not in arguments:
            address = reverse(name, kwargs={argument: FILLED[argument] for argument in arguments})
            for method in ("get", "post"):
                client = client if SESSION_KEY in client.session else client_for(without_password)
                grow_old(client)
                answer = getattr(client, method)(address)
                assert answer.status_code != 500
    assert asked == []
    assert check(request) is True
