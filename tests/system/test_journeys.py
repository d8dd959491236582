"""What people do across pages: with the mouse, with the keyboard, and without a page being loaded anew."""

import re

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from indicators.discrepancies import discrepancies
from tests import factories
from tests.browser import checks
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)

STAYED = "window.stayed === true"


@pytest.fixture
def sixty_agencies(darlington):
    with partnership_scope(darlington):
        for number in range(60):
            kind = "statutory" if number < 3 else "relevant"
            factories.AgencyFactory(name=f"Agency {number:02}", kind=kind)


def test_signing_in_by_keyboard_arrives_where_the_link_led(darlington, member, open_page):
    user = member(darlington, Role.OFFICER)
    page = open_page()
    page.goto("/darlington/structure/")

    page.locator("#id_login").focus()
    page.keyboard.type(user.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    page.locator("h1", has_text="Structure").wait_for()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/")


def test_a_wrong_password_is_said_at_the_top(darlington, member, open_page):
    user = member(darlington, Role.OFFICER)
    page = open_page()
    page.goto("/sign-in/")
    page.locator("#id_login").fill(user.email)
    page.locator("#id_password").fill("not the password")
    page.get_by_role("button", name="Sign in").click()

    page.locator(checks.SUMMARY).wait_for()
    assert page.title().startswith("Error: Sign in")
    expect(page.locator("#id_login")).to_have_value(user.email)
    checks.assert_accessible(page)


def test_a_list_is_sorted_and_filtered_without_a_new_page(darlington, member, open_page, sixty_agencies):
    page = open_page(member(darlington, Role.OFFICER))
    console = checks.Console(page)
    page.goto("/darlington/agencies/?page=2")
    page.evaluate("window.stayed = true")

    page.get_by_role("link", name="Agency", exact=True).click()
    page.locator("tbody tr:first-child", has_text="Agency 59").wait_for()
    page.get_by_label("Kind").select_option("Statutory partner")
    page.get_by_role("button", name="Apply filters").click()
    page.locator("#filtered", has_text="3 agencies").wait_for(state="attached")

    expect(page).to_have_url(re.compile("kind=statutory"))
    assert page.evaluate(STAYED)
    page.reload()
    expect(page.locator(".p-list__count")).to_have_text("3 agencies")
    console.assert_silent()


def test_the_same_list_without_javascript(darlington, member, open_page, sixty_agencies):
    page = open_page(member(darlington, Role.OFFICER), javascript=False)
    page.goto("/darlington/agencies/")

    page.get_by_role("link", name="Next page").click()
    expect(page.locator(".p-list__count")).to_have_text("51 to 60 of 60 agencies")
    page.get_by_label("Kind").select_option("Funder only")
    page.get_by_role("button", name="Apply filters").click()

    expect(page.get_by_text("No agencies match")).to_be_visible()
    page.get_by_role("button", name="Clear the filters").click()
    expect(page.locator(".p-list__count")).to_have_text("1 to 50 of 60 agencies")


def test_an_officer_explains_a_printed_total(darlington, member, open_page):
    with partnership_scope(darlington):
        factories.PrintedTotalFactory(of="Measure: Actions", printed=80, unit="n")
        factories.MeasureFactory(topic="Actions", value=78, is_exhaustive=True)
        (found,) = discrepancies(darlington)
    page = open_page(member(darlington, Role.OFFICER))
    page.goto("/darlington/")

    page.get_by_role("link", name="Discrepancies").click()
    page.get_by_role("link", name=found.title).click()
    page.get_by_label("Explained").check()
    page.get_by_label("Explanation").fill("Two actions were counted twice.")
    page.get_by_role("button", name="Save").click()

    page.get_by_text("is kept").wait_for()
    expect(page.locator("tbody")).to_have_text(re.compile(r"Explained\s*$"))
    checks.assert_accessible(page)


def test_the_structure_reads_as_one_nested_list(darlington, member, open_page):
    with partnership_scope(darlington):
        top = factories.GroupFactory(name="Executive Group")
        middle = factories.GroupFactory(name="Learning Group", parent=top)
        factories.GroupFactory(name="Neglect Group", parent=middle)
    page = open_page(member(darlington, Role.OFFICER))
    page.goto("/darlington/structure/")

    outer = page.locator(".p-tree > li")
    expect(outer).to_have_count(1)
    expect(outer.locator("> ul > li > ul > li").get_by_role("link")).to_have_text("Neglect Group")


def test_a_page_is_whole_in_forced_colours_and_at_twice_the_size(darlington, member, open_page, sixty_agencies):
    page = open_page(member(darlington, Role.OFFICER), width=640)
    page.emulate_media(forced_colors="active")
    page.goto("/darlington/agencies/")
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    checks.take_picture(page, "agencies-forced-colours", 640)
    checks.assert_fits(page, width=640)
