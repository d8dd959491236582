"""What is sent twice on the people's pages is done once and leads to the same place."""

import re

import pytest

from accounts.models import MembershipRole
from accounts.roles import Role
from core.tenancy import partnership_scope
from tests.accounts.inviting import EMAIL, acting, invite, roles_of, sent
from tests.accounts.test_people_pages import person_page, text_of
from tests.factories import UserFactory, make_member


@pytest.fixture
def browser(darlington, member, client_for):
    return client_for(member(darlington, Role.MANAGER))


def receipt_in(page, before=""):
    html = text_of(page)
    return {"receipt": re.search(r'name="receipt" value="([^"]+)"', html[html.index(before) :]).group(1)}


def test_a_mail_is_sent_again_once_for_each_page(darlington, browser):
    invite(darlington, acting(darlington, Role.MANAGER))
    assert len(sent(darlington)) == 1
    resend = person_page(rest="resend/")
    button = receipt_in(browser.get(person_page()), resend)

    first, second = browser.post(resend, button), browser.post(resend, button)

    assert first.url == second.url == person_page()
    assert len(sent(darlington)) == 2
    browser.post(resend, receipt_in(browser.get(person_page()), resend))
    assert len(sent(darlington)) == 3


def test_a_role_that_is_given_twice_leads_on_twice(darlington, browser):
    make_member(darlington, Role.OFFICER, user=UserFactory(email=EMAIL))
    where = person_page(rest="roles/add/")
    form = {"role": "analyst"} | receipt_in(browser.get(where))

    first, second = browser.post(where, form), browser.post(where, form)

    assert first.url == second.url == person_page()
    assert roles_of(darlington).count("analyst") == 1
    with partnership_scope(darlington):
        assert MembershipRole.objects.filter(role="analyst").count() == 1


def test_a_role_that_is_held_is_said(darlington, browser):
    make_member(darlington, Role.OFFICER, user=UserFactory(email=EMAIL))
    where = person_page(rest="roles/add/")

    assert "holds this role already" in text_of(
        browser.post(where, {"role": "officer"} | receipt_in(browser.get(where)))
    )
