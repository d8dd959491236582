"""What every list and every page offers, in a browser: files, saved views, search, paper."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from tests import factories, report_places
from tests.browser import checks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def agencies(darlington):
    with partnership_scope(darlington):
        factories.AgencyFactory(name="The Council", kind="statutory")
        factories.AgencyFactory(name="The Trust", kind="relevant", sector="Health")


@pytest.fixture
def officer(darlington, member, open_page, agencies):
    return open_page(member(darlington, Role.OFFICER))


def test_a_view_is_saved_found_again_and_removed(officer):
    console = checks.Console(officer)
    officer.goto("/darlington/agencies/")
    officer.get_by_label("Kind").select_option("Statutory partner")
    officer.get_by_role("button", name="Apply filters").click()
    officer.locator("#filtered", has_text="1 agency").wait_for(state="attached")

    officer.get_by_text("Save this view").click()
    officer.get_by_label("Name of the view").fill("Statutory ones")
    officer.get_by_role("button", name="Save view").click()
    officer.get_by_text("“Statutory ones” is saved.").wait_for()
    expect(officer.get_by_role("link", name="Statutory ones")).to_have_attribute("aria-current", "page")
    expect(officer.locator("tbody tr")).to_have_count(1)

    officer.goto("/darlington/agencies/")
    officer.get_by_role("link", name="Statutory ones").click()
    officer.wait_for_url("**/agencies/?kind=statutory")
    officer.get_by_text("Save this view").click()
    officer.get_by_role("link", name="Your saved views").click()
    officer.get_by_role("button", name="Remove Statutory ones").click()
    officer.get_by_text("“Statutory ones” is removed.").wait_for()
    console.assert_silent()


def test_a_file_has_what_the_page_was_narrowed_to_without_a_new_page(officer):
    officer.goto("/darlington/agencies/")
    officer.get_by_label("Sector group").select_option("Health")
    officer.get_by_role("button", name="Apply filters").click()
    officer.locator("#filtered", has_text="1 agency").wait_for(state="attached")

    with officer.expect_download() as download:
        officer.get_by_role("link", name="CSV").click()

    content = download.value.path().read_text(encoding="utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(content))] == ["Agency", "The Trust"]
    assert download.value.suggested_filename.startswith("darlington-agencies-")


def test_the_focus_is_seen_all_along_the_header(officer):
    officer.goto("/darlington/agencies/")

    checks.assert_header_by_keyboard(officer)


def test_search_by_keyboard_alone(officer):
    officer.goto("/darlington/")
    for _ in range(4):
        officer.keyboard.press("Tab")
        if officer.evaluate("document.activeElement.id") == "header-search":
            break
    officer.keyboard.type("trust")
    officer.keyboard.press("Enter")

    officer.locator("h1", has_text="Search").wait_for()
    officer.get_by_role("link", name="The Trust").focus()
    officer.keyboard.press("Enter")
    officer.locator("h1", has_text="The Trust").wait_for()


def test_search_without_javascript(darlington, member, open_page, agencies):
    page = open_page(member(darlington, Role.LAY_MEMBER), javascript=False)
    page.goto("/darlington/")

    page.get_by_label("Search this partnership").fill("council")
    page.get_by_role("button", name="Search").click()

    expect(page.get_by_role("link", name="The Council")).to_be_visible()


def test_paper_has_the_whole_list_and_nothing_to_click(officer):
    officer.goto("/darlington/agencies/")
    officer.emulate_media(media="print")

    hidden = [
        ".p-filters",
        ".p-tools",
        ".p-header__search",
        ".govuk-service-navigation__wrapper",
        ".p-section",
        ".p-footer",
    ]
    for where in hidden:
        expect(officer.locator(where).first).to_be_hidden()
    expect(officer.locator("td", has_text="Health")).to_be_visible()
    officer.set_viewport_size({"width": 500, "height": 900})
    assert officer.locator(".p-table-region").evaluate("region => getComputedStyle(region).overflowX") == "visible"


def test_the_basis_of_money_stays_in_sight_on_a_telephone_however_far_its_table_is_scrolled(
    darlington, member, open_page
):
    with partnership_scope(darlington):
        for year in ("2018-19", "2019-20"):
            factories.ContributionFactory(agency__name=f"Council of {year}", year=year, agreed=150982)
    page = open_page(member(darlington, Role.OFFICER), width=320)
    page.goto("/darlington/budget/years/")
    region, caption = page.locator(".p-table-region").first, page.locator("caption").first

    for far in (0, 1000):
        region.evaluate("(region, far) => { region.scrollLeft = far }", far)
        words = caption.evaluate(
            "(caption) => { const range = document.createRange(); range.selectNodeContents(caption);"
            " const box = range.getBoundingClientRect(); return [caption.innerText, box.left, box.right] }"
        )
        assert words[0] == "Contributions in cash as agreed"
        assert 0 <= words[1] < words[2] <= 320
    assert region.evaluate("(region) => region.scrollLeft") > 0


def test_an_outline_is_short_on_a_telephone_and_unfolds_what_may_be_changed(darlington, member, open_page):
    with partnership_scope(darlington):
        report_places.start()
    who = member(darlington, Role.OFFICER)
    phone, desk = (open_page(who, width=width, javascript=False) for width in (320, 1280))
    for page in (phone, desk):
        page.goto("/darlington/reports/2019-20/")
    row, on_the_desk = (page.get_by_role("row").nth(1) for page in (phone, desk))
    change, down = (row.locator("summary"), row.get_by_role("button", name="Down"))

    assert row.bounding_box()["height"] < 80
    expect(row.get_by_role("cell", name="Not started")).to_be_visible()
    assert phone.get_by_role("region", name="Outline").evaluate("region => region.scrollWidth <= region.clientWidth")
    expect(down).to_be_hidden()
    change.click()
    down.click()
    expect(phone.get_by_role("rowheader").nth(0)).to_have_text(re.compile(r"^\s*1\s+How"))
    expect(on_the_desk.get_by_role("button", name="Down")).to_be_visible()
    expect(on_the_desk.locator("summary")).to_be_hidden()
