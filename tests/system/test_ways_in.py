"""Coming in, and coming back: what people do in a browser when the portal asks who they are."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from accounts.roles import Role
from core.db.session_store import SessionStore
from tests import second_factors as factor
from tests.browser import checks
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "What took me an hour to write"
FORM = "/darlington/budget/2031-32/reserve/"


def grow_old(page, seconds):
    """Let the session of this browser be that much older."""
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    store = SessionStore(cookies[settings.SESSION_COOKIE_NAME])
    for moment in ("began_at", "used_at"):
        store[moment] -= seconds
    store.save()


def say_password(page, user):
    page.locator("#id_login").fill(user.email)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_a_form_sent_after_the_session_ended_comes_back_with_its_text(darlington, member, open_page, javascript):
    manager = member(darlington, Role.MANAGER)
    page = open_page(manager, javascript=javascript)
    page.goto(FORM)
    page.locator("#id_note").fill(TEXT)
    grow_old(page, 8 * 60 * 60)

    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/sign-in/**")
    say_password(page, manager)
    page.wait_for_url(f"**{FORM}")

    expect(page.locator("#id_note")).to_have_value(TEXT)
    expect(page.get_by_text("We kept what you typed")).to_be_visible()


def test_a_first_sign_in_sets_up_an_app_by_keyboard_and_goes_on(darlington, member, open_page, settings):
    settings.SECOND_FACTOR = "required"
    officer = member(darlington, Role.OFFICER)
    page = open_page()
    console = checks.Console(page)
    page.goto("/darlington/agencies/")
    say_password(page, officer)
    page.wait_for_url("**/account/second-factor/**")

    picture = page.locator(".p-qr")
    assert picture.evaluate("image => image.naturalWidth") > 0
    page.locator("#id_code").fill(factor.code(secret=page.locator(".p-key").inner_text().replace(" ", "")))
    page.keyboard.press("Enter")
    page.wait_for_url("**/recovery-codes/**")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download them").click()
    kept = download.value.path().read_text()
    codes = page.locator(".p-codes code").all_inner_texts()
    assert codes, "the page shows them"
    assert all(code in kept for code in codes)
    page.get_by_role("button", name="I have kept them").click()

    page.locator("h1", has_text="Agencies").wait_for()
    expect(page).to_have_url(re.compile("/darlington/agencies/$"))
    console.assert_silent()
