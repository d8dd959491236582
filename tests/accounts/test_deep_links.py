"""A link in a mail ends where it meant to, whoever follows it and however they have to sign in first."""

import re

import pytest
from django.contrib.auth import SESSION_KEY

from accounts.roles import Role
from tests import second_factors as factor
from tests.factories import GroupFactory, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(in_darlington):
    return f"/darlington/structure/{GroupFactory(name='Executive').pk}/"


def test_signed_out_it_leads_past_the_password_and_the_code(page, darlington, client):
    officer = make_member(darlington, Role.OFFICER)
    factor.give(officer)

    stopped = client.get(page)
    factor.sign_in(officer, factor.code(), client=client, next=page)

    assert stopped.url == f"/sign-in/?next={page}"
    assert client.last.url == page
    assert "Executive" in client.get(page).content.decode()


def test_the_form_of_sign_in_carries_it(page, client):
    assert f'name="next" value="{page}"' in client.get(client.get(page).url).content.decode()


def test_whoever_may_not_see_it_is_told_who_they_are_and_may_be_somebody_else(page, darlington, durham, client_for):
    stranger, officer = make_member(durham, Role.OFFICER), make_member(darlington, Role.OFFICER)
    client = client_for(stranger)
    refused = client.get(page)
    assert refused.status_code == 404
    assert f"You are signed in as {stranger.email}" in refused.content.decode()
    after = re.search(r'name="next" value="([^"]+)"', refused.content.decode())[1]

    out = client.post("/sign-out/", {"next": after})
    assert SESSION_KEY not in client.session
    factor.sign_in(officer, client=client, next=page)

    assert out.url == f"/sign-in/?next={page}"
    assert client.last.url == page


def test_a_role_that_does_not_see_it_is_told_so(darlington, client_for):
    answer = client_for(make_member(darlington, Role.LEARNER)).get("/darlington/agencies/")

    assert answer.status_code == 403
    assert "sign in as somebody else" in answer.content.decode()


def test_an_address_that_only_takes_a_form_says_what_to_do(darlington, client):
    manager = make_member(darlington, Role.MANAGER)
    address = "/darlington/reports/2031-32/compile/"

    factor.sign_in(manager, client=client, next=address)
    answer = client.get(client.last.url)

    assert answer.status_code == 405
    assert "Nothing was changed" in answer.content.decode()


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)", "http:///evil.example"],
)
@pytest.mark.parametrize("address", ["/account/confirm/", "/sign-out/"])
def test_no_way_leads_out_of_the_portal(darlington, client_for, address, elsewhere):
    client = client_for(make_member(darlington, Role.LAY_MEMBER))

    answer = client.post(address, {"next": elsewhere, "password": "correct horse battery staple"})

    assert answer.url in {"/account/", "/sign-in/"}
