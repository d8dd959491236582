"""Typing that is never lost, seen from the browser: tabs that are closed, sign-ins that end, two people, two clicks."""

import re

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from accounts.services import sessions
from core.db.tenancy import partnership_scope
from core.history.revisions import version_of
from partnership.models import Agency
from tests.browser import checks
from tests.factories import AgencyFactory, RoleHolderFactory
from tests.factories.accounts import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.core.records_urls")]
ADD = "/darlington/try/add/"
KEPT = re.compile(r"Kept at \d\d:\d\d\. Not saved yet\.")


@pytest.fixture
def officer(darlington, member):
    return member(darlington, Role.OFFICER)


@pytest.fixture
def agency(darlington):
    with partnership_scope(darlington):
        return AgencyFactory(name="Old name")


def form_of(agency):
    return f"/darlington/try/{agency.pk}/change/"


def type_name(page, text):
    box = page.get_by_label("Agency", exact=True)
    box.fill("")
    box.press_sequentially(text)


def wait_until_kept(page):
    expect(page.locator(".p-autosave")).to_have_text(KEPT)


def sign_in(page, user):
    page.locator("#id_login").fill(user.email)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_what_was_typed_is_there_after_a_reload_and_after_signing_in_again(officer, open_page):
    page = open_page(officer)
    console = checks.Console(page)
    page.goto(ADD)
    type_name(page, "Half a name")
    page.locator("#id_starts_on_month").fill("4")
    page.get_by_label("Funder only").or_(page.get_by_label("Kind")).first.select_option("funder")
    wait_until_kept(page)

    page.reload()
    expect(page.get_by_label("Agency", exact=True)).to_have_value("Half a name")
    expect(page.locator("#id_starts_on_month")).to_have_value("4")
    expect(page.get_by_label("Kind")).to_have_value("funder")
    expect(page.get_by_text("We kept what you typed on")).to_be_visible()

    console.assert_silent()

    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/")
    page.goto(ADD)
    sign_in(page, officer)
    expect(page.get_by_label("Agency", exact=True)).to_have_value("Half a name")


def test_a_saved_form_is_not_offered_again(officer, open_page):
    page = open_page(officer)
    page.goto(ADD)
    type_name(page, "Fire service")
    wait_until_kept(page)

    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Fire service is added.")).to_be_visible()
    page.goto(ADD)
    expect(page.get_by_label("Agency", exact=True)).to_have_value("")
    expect(page.get_by_text("We kept")).to_have_count(0)


def test_what_was_typed_is_discarded_without_javascript(officer, open_page):
    page = open_page(officer)
    page.goto(ADD)
    type_name(page, "Half a name")
    wait_until_kept(page)

    plain = open_page(officer, javascript=False)
    plain.goto(ADD)
    plain.get_by_role("button", name="Discard what I typed").click()
    expect(plain.get_by_text("What you had typed is discarded.")).to_be_visible()
    expect(plain.get_by_label("Agency", exact=True)).to_have_value("")


def test_a_tab_that_is_closed_at_once_has_kept_its_text(officer, open_page):
    page = open_page(officer)
    page.goto(ADD)
    type_name(page, "Typed in a hurry")
    page.goto("/darlington/")

    def has_come_back():
        page.goto(ADD)
        return page.get_by_label("Agency", exact=True).input_value() == "Typed in a hurry"

    assert any(has_come_back() for _ in range(10))


def test_a_form_stays_usable_when_the_sign_in_ends(officer, open_page):
    page = open_page(officer)
    page.goto(ADD)
    sessions.end_all(user=officer)
    type_name(page, "Fire service")

    status = page.locator(".p-autosave")
    expect(status).to_contain_text("You are signed out. What you typed stays on this page.")
    checks.assert_accessible(page)
    with page.context.expect_page() as opened:
        status.get_by_role("link", name="Sign in again in a new tab").click()
    sign_in(opened.value, officer)
    opened.value.wait_for_url(lambda address: "sign-in" not in address)
    opened.value.close()
    page.bring_to_front()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    wait_until_kept(page)

    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Fire service is added.")).to_be_visible()


def test_what_was_typed_does_not_go_to_whoever_signs_in_next(darlington, officer, member, open_page):
    second = member(darlington, Role.OFFICER)
    page = open_page(officer)
    page.goto(ADD)
    sessions.end_all(user=officer)
    type_name(page, "Not for anybody else")
    status = page.locator(".p-autosave")
    expect(status).to_contain_text("You are signed out.")
    with page.context.expect_page() as opened:
        status.get_by_role("link", name="Sign in again in a new tab").click()
    sign_in(opened.value, second)
    opened.value.wait_for_url(lambda address: "sign-in" not in address)

    page.bring_to_front()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(status).to_contain_text("somebody else was signed in when this page was opened")
    expect(page.get_by_label("Agency", exact=True)).to_have_value("Not for anybody else")
    opened.value.goto(ADD)
    expect(opened.value.get_by_label("Agency", exact=True)).to_have_value("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Somebody else opened this form")).to_be_visible()
    expect(page.get_by_text("What was typed is kept for them alone")).to_be_visible()
    checks.assert_accessible(page)
    opened.value.goto(ADD)
    expect(opened.value.get_by_label("Agency", exact=True)).to_have_value("")
    first = open_page(officer)
    first.goto(ADD)
    expect(first.get_by_label("Agency", exact=True)).to_have_value("Not for anybody else")


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
@pytest.mark.parametrize("what_goes", ["session", "cookies"])
def test_a_form_that_was_signed_out_in_another_tab_comes_back_with_its_text(officer, open_page, javascript, what_goes):
    page = open_page(officer, javascript=javascript)
    page.goto(ADD)
    page.get_by_label("Agency", exact=True).fill("Half a name")
    page.get_by_label("Kind").select_option("funder")
    other_tab = page.context.new_page()
    other_tab.goto(page.url)
    if what_goes == "cookies":
        page.context.clear_cookies()
    else:
        other_tab.get_by_role("button", name="Sign out").click()
        other_tab.wait_for_url("**/sign-in/")

    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/sign-in/**")
    expect(page.get_by_text("What you typed is kept: sign in, look it over and save it.")).to_be_visible()
    if javascript:
        checks.take_picture(page, "sign-in-typing-kept", 320)
        checks.assert_accessible(page)
    sign_in(page, officer)

    page.wait_for_url(f"**{ADD}")
    expect(page.get_by_label("Agency", exact=True)).to_have_value("Half a name")
    expect(page.get_by_label("Kind")).to_have_value("funder")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/agencies/*/")


def test_of_two_people_the_second_sees_both_texts(darlington, officer, member, open_page, agency):
    hers, his = open_page(officer), open_page(member(darlington, Role.OFFICER), javascript=False)
    for page in (hers, his):
        page.goto(form_of(agency))
    hers.get_by_label("Agency", exact=True).fill("Hers")
    his.get_by_label("Agency", exact=True).fill("His")

    hers.get_by_role("button", name="Save").click()
    expect(hers.get_by_text("Hers is saved.")).to_be_visible()
    his.get_by_role("button", name="Save").click()
    expect(his.get_by_role("heading", name=f"Saved in the meantime by {officer.name}")).to_be_visible()
    expect(his.locator("tbody td")).to_have_text(["His", "Hers"])
    expect(his.get_by_label("Agency", exact=True)).to_have_value("His")
    his.get_by_role("button", name="Save").click()

    expect(his.get_by_text("His is saved.")).to_be_visible()
    with partnership_scope(darlington):
        assert version_of(agency) == 3


@pytest.mark.parametrize("javascript", [True, False])
def test_a_double_click_adds_one_record(darlington, officer, open_page, javascript):
    page = open_page(officer, javascript=javascript)
    page.goto(ADD)
    page.get_by_label("Agency", exact=True).fill("Fire service")
    page.get_by_label("Kind").select_option("funder")

    page.get_by_role("button", name="Save").dblclick()

    page.wait_for_url("**/agencies/*/")
    with partnership_scope(darlington):
        assert Agency.objects.count() == 1


def test_back_to_a_form_that_was_saved_adds_nothing_unseen(officer, open_page):
    page = open_page(officer)
    page.goto(ADD)
    page.get_by_label("Agency", exact=True).fill("Fire service")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/agencies/*/")

    page.go_back()
    page.get_by_label("Agency", exact=True).fill("Fire service")
    page.get_by_role("button", name="Save").click()

    expect(page.locator(checks.SUMMARY)).to_contain_text("There is another agency of this name")


def test_a_record_is_ended_and_goes_on_again(darlington, officer, open_page, agency):
    with partnership_scope(darlington):
        holder = RoleHolderFactory(agency=agency, title="Chief executive")
    page = open_page(officer)
    page.goto(f"/darlington/try/{agency.pk}/end/")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Lead safeguarding partner: Chief executive")).to_be_visible()
    checks.take_picture(page, "record-end-refused", 1280)
    checks.assert_accessible(page)
    checks.assert_fits(page)
    with partnership_scope(darlington):
        type(holder).objects.filter(pk=holder.pk).update(agency=None)
        Agency.objects.filter(pk=agency.pk).update(ends_on="2020-03-31")

    page.goto(f"/darlington/try/{agency.pk}/end/")
    expect(page.get_by_text("Ended on 31 March 2020")).to_be_visible()
    checks.take_picture(page, "record-end-ended", 1280)
    checks.take_picture(page, "record-end-ended", 320)
    checks.assert_accessible(page)
    page.get_by_role("button", name="Take the end away").click()
    expect(page.get_by_text("Old name goes on.")).to_be_visible()
