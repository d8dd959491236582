"""From an invitation to a first page: through a real mail server, a real worker and a phone's narrow page."""

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from tests import factories
from tests.browser import checks
from tests.mail_server import link_in
from tests.processes import RELAY, until, worker

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL = "sam.carter@example.org"


@pytest.fixture
def postal_service(launch, post, live_server, monkeypatch):
    """The relay and a worker that send to `post` and link to the browser's portal."""
    monkeypatch.setenv("EMAIL_URL", post.url)
    monkeypatch.setenv("PORTAL_URL", live_server.url)
    launch(RELAY)
    launch(worker())
    return post


def test_somebody_is_invited_and_comes_in_on_a_phone(darlington, member, open_page, postal_service):
    desk = open_page(member(darlington, Role.MANAGER))
    console = checks.Console(desk)
    desk.goto("/darlington/")
    desk.get_by_role("link", name="Settings", exact=True).first.click()
    desk.get_by_role("link", name="Users", exact=True).first.click()
    desk.get_by_role("button", name="Invite somebody").click()
    desk.get_by_label("Full name").fill("Sam Carter")
    desk.get_by_label("Email address").fill("  Sam.Carter@Example.org ")
    desk.get_by_label("Officer", exact=True).check()
    desk.get_by_role("button", name="Send the invitation").click()
    desk.locator("h1", has_text="Sam Carter").wait_for()
    console.assert_silent()

    until(lambda: postal_service.to(EMAIL))
    phone = open_page(width=320, javascript=False)
    phone.goto(link_in(postal_service.to(EMAIL)[0]))
    checks.take_picture(phone, "journey-join", 320)
    checks.assert_fits(phone)
    phone.get_by_label("Choose a password").fill("three random words here")
    phone.get_by_role("button", name="Join").click()
    phone.wait_for_url("**/darlington/")
    checks.take_picture(phone, "journey-joined", 320)

    phone.goto(link_in(postal_service.to(EMAIL)[0]))
    expect(phone.locator("h1")).to_have_text("You have joined already")
    desk.reload()
    expect(desk.get_by_text("Active", exact=True)).to_be_visible()


def test_a_leaver_hands_over_and_is_out_at_the_next_click(darlington, member, open_page):
    author = member(darlington, Role.OFFICER, user=factories.UserFactory(name="Lee Leaver"))
    member(darlington, Role.ANALYST, user=factories.UserFactory(name="Terry Taker"))
    with partnership_scope(darlington):
        factories.SectionFactory(title="Foreword", author=author)
    theirs = open_page(author)
    theirs.goto("/darlington/")
    desk = open_page(member(darlington, Role.MANAGER))
    desk.goto("/darlington/settings/users/")
    desk.get_by_role("link", name="Lee Leaver").click()
    desk.get_by_role("link", name="End their time here").click()
    expect(desk.get_by_role("link", name="Foreword")).to_be_visible()
    desk.get_by_label("Now").check()
    desk.get_by_role("button", name="End their time here").click()
    desk.locator(checks.SUMMARY).wait_for()
    desk.get_by_label("Who takes over what is open?").select_option(label="Terry Taker")
    desk.get_by_role("button", name="End their time here").click()

    desk.get_by_text("Lee Leaver is out.").wait_for()
    assert theirs.reload().status == 404
    checks.assert_accessible(desk)
