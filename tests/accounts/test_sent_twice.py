"""What is sent twice on the people's pages is done once and leads to the same place."""

import re

import pytest

from accounts.models import Membership, MembershipRole
from accounts.roles import Role
from core.db.tenancy import partnership_scope
from tests.accounts.inviting import EMAIL, acting, invite, roles_of, sent
from tests.accounts.test_people_pages import membership_pk, person_page, text_of
from tests.factories import AgencyFactory, SectionFactory, UserFactory, make_member


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


@pytest.mark.parametrize("page", ["end/", "role", "withdraw/", "hand-over/"])
def test_what_ends_or_hands_over_leads_on_twice(darlington, browser, page):
    if page == "withdraw/":
        invite(darlington, acting(darlington, Role.MANAGER))
    else:
        user = make_member(darlington, Role.OFFICER, Role.ANALYST, user=UserFactory(email=EMAIL))
    form = {"when": "now"}
    if page == "role":
        with partnership_scope(darlington):
            page = f"roles/{MembershipRole.objects.get(role='analyst').pk}/end/"
    if page == "hand-over/":
        make_member(darlington, Role.OFFICER, user=UserFactory(email="taker@example.org"))
        form = {"to": membership_pk("taker@example.org")}
        with partnership_scope(darlington):
            SectionFactory(author=user)
    where = person_page(rest=page)
    form |= receipt_in(browser.get(where))

    first, second = browser.post(where, form), browser.post(where, form)

    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url


@pytest.mark.parametrize("page", ["end/", "role"])
def test_what_an_agencys_lead_ends_leads_on_twice(darlington, client_for, page):
    with partnership_scope(darlington):
        agency = AgencyFactory(name="Council")
    lead = make_member(darlington, Role.AGENCY_LEAD, agency=agency)
    make_member(darlington, Role.CONTRIBUTOR, user=UserFactory(email=EMAIL), agency=agency)
    if page == "role":
        with partnership_scope(darlington):
            page = f"roles/{MembershipRole.objects.get(role='contributor').pk}/end/"
    browser, where = client_for(lead), person_page(rest=page)
    form = {"when": "now"} | receipt_in(browser.get(where))

    first, second = browser.post(where, form), browser.post(where, form)

    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url == "/darlington/my-agency/people/"
    assert browser.get(second.url).status_code == 200


def test_another_last_day_from_the_same_page_is_another_wish(darlington, browser):
    make_member(darlington, Role.OFFICER, user=UserFactory(email=EMAIL))
    where = person_page(rest="end/")
    receipt = receipt_in(browser.get(where))
    for year in (2088, 2087, 2087):
        day = {"when": "day", "last_day_day": "1", "last_day_month": "3", "last_day_year": str(year)}
        assert browser.post(where, day | receipt).status_code == 302

    with partnership_scope(darlington):
        assert Membership.objects.get(user__email=EMAIL).ends_on.year == 2087


def test_what_was_refused_is_refused_again(darlington, browser):
    make_member(darlington, Role.OFFICER, user=UserFactory(email=EMAIL))
    where = person_page(rest="end/")
    form = {"when": "day"} | receipt_in(browser.get(where))

    assert [browser.post(where, form).status_code for _ in range(2)] == [200, 200]
