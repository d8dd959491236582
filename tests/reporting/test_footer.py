"""Every page has a foot that leads to help, contact, accessibility, privacy and cookies."""

import re

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.settings import choose
from tests.factories import make_member

pytestmark = pytest.mark.django_db
TEXTS = ["Help", "Contact", "Accessibility statement", "Privacy", "Cookies"]
LINK = re.compile(r'<a class="p-footer__link" href="([^"]+)">([^<]+)</a>')
MEMBER = ["/help/", "/darlington/about/contact/", "/darlington/about/accessibility/", "/darlington/about/privacy/"]
PUBLIC = ["/help/", "/darlington/public/#contact", "/darlington/public/accessibility/", "/darlington/public/privacy/"]
OUTSIDE = ["/help/", "/contact/", "/accessibility/", "/privacy/"]


def foot(answer):
    return LINK.findall(answer.content.decode())


def leads(answer):
    found = foot(answer)
    assert [words for _, words in found] == TEXTS
    return [href for href, _ in found]


@pytest.mark.parametrize("address", ["/sign-in/", "/public/", "/help/", "/cookies/", "/forgotten-password/"])
def test_pages_outside_a_partnership_have_it(client, address):
    assert leads(client.get(address)) == [*OUTSIDE, "/cookies/"]


def test_pages_of_members_lead_to_the_partnerships_own(client_for, darlington):
    client = client_for(make_member(darlington, Role.LEARNER))

    for address in ("/darlington/", "/darlington/agencies/", "/darlington/search/"):
        assert leads(client.get(address)) == [*MEMBER, "/cookies/"]


def test_public_pages_lead_to_public_ones(anybody, published):
    for address in ("/darlington/public/", "/darlington/public/reports/2019-20/"):
        assert leads(anybody.get(address)) == [*PUBLIC, "/cookies/"]


def test_a_partnership_that_is_not_public_is_not_named_at_the_foot(anybody, darlington):
    for name in ("partnership", "accessibility", "privacy"):
        answer = anybody.get(reverse(f"public:{name}", args=["darlington"]))
        assert answer.status_code == 404
        assert leads(answer) == [*OUTSIDE, "/cookies/"]
        assert darlington.name not in answer.content.decode()


@pytest.mark.parametrize("name", ["500.html", "503.html", "busy.html"])
def test_pages_that_know_nothing_have_it_too(name):
    found = LINK.findall(get_template(name).render({}))

    assert [words for _, words in found] == TEXTS


def test_every_link_of_every_foot_opens(client, client_for, anybody, published, darlington):
    member = client_for(make_member(darlington, Role.LEARNER))

    for browser, addresses in ((client, OUTSIDE), (member, MEMBER), (anybody, PUBLIC), (client, ["/cookies/"])):
        for address in addresses:
            assert browser.get(address.partition("#")[0]).status_code == 200


@pytest.fixture
def reachable(darlington):
    with partnership_scope(darlington):
        choose(partnership=darlington, key="contact", value="Ring 01325 000000", reason="For the test.", by=None)


def test_contact_names_whom_to_ask(reachable, client_for, darlington, durham):
    user = make_member(darlington, Role.CONTRIBUTOR)
    make_member(durham, Role.CONTRIBUTOR, user=user)
    client = client_for(user)

    assert "Ring 01325 000000" in client.get("/darlington/about/contact/").content.decode()
    everywhere = client.get("/contact/").content.decode()
    assert "Ring 01325 000000" in everywhere
    assert durham.name in everywhere
    assert "Say how to reach" not in everywhere


def test_the_manager_is_led_to_what_is_not_said_yet(client_for, darlington):
    client = client_for(make_member(darlington, Role.MANAGER))

    for page, key in (("contact", "contact"), ("privacy", "privacy")):
        change = reverse("settings:change", args=["darlington", key])
        assert f'href="{change}"' in client.get(f"/darlington/about/{page}/").content.decode()


def test_the_partnerships_privacy_notice_stands_before_what_the_portal_says(published, anybody, darlington):
    with partnership_scope(darlington):
        choose(partnership=darlington, key="privacy", value="See https://example.org/n", reason="New.", by=None)

    page = anybody.get("/darlington/public/privacy/").content.decode()
    assert '<a href="https://example.org/n"' in page
    assert page.index("https://example.org/n") < page.index("If you have an account")
    assert "for 24 months" in page


def test_the_cookies_page_names_every_cookie_that_is_set(client, client_for, darlington):
    named = client.get("/cookies/").content.decode()
    signed_in = client_for(make_member(darlington, Role.MANAGER))
    signed_in.get("/darlington/agencies/add/")
    signed_in.post("/sign-out/")

    for name in {
        *signed_in.cookies,
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        settings.KNOWN_BROWSER_COOKIE_NAME,
    }:
        assert f'<th scope="row" class="govuk-table__header">{name}</th>' in named
