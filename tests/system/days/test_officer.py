"""An officer's day: what is late, an agency's new name, a post, money, figures, a file, a colleague, the report."""

import re

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from tests import factories
from tests.processes import until
from tests.system.days.album import OFFICER, Album

pytestmark = pytest.mark.django_db(transaction=True)
CONSTABULARY = "Durham Constabulary"


def test_an_officers_day(demo, member, open_page, office, tmp_path):
    officer = member(demo, Role.OFFICER, user=factories.UserFactory(name="Development Officer"))
    day = Album(open_page(officer), OFFICER)
    begin(day)
    rename_an_agency(day)
    keep_people_and_groups(day)
    note_money(day)
    add_a_figure(day)
    bring_a_file_and_take_it_back(day, tmp_path)
    invite_a_colleague(day, office)
    compile_the_report(day)
    day.assert_full()


def begin(day):
    day.page.goto("/darlington/")
    day.take("officer-home")
    day.page.get_by_role("searchbox").first.fill("constab")
    day.press("Search")
    day.take("officer-search")


def rename_an_agency(day):
    day.follow("Partners")
    day.take("officer-agencies")
    day.follow(CONSTABULARY)
    day.follow("Rename")
    day.page.get_by_label("New name").fill("Durham and Darlington Police")
    fill_day(day.page, "1", "4", "2026")
    day.take("officer-rename")
    day.press("Rename")
    expect(day.page.locator("h1")).to_have_text("Durham and Darlington Police")
    expect(day.page.get_by_text(f"{CONSTABULARY}, until 31 March 2026")).to_be_visible()
    day.follow("History", exact=False)
    day.take("officer-history")


def keep_people_and_groups(day):
    day.page.goto("/darlington/people/")
    day.press("Add a post")
    day.page.get_by_label("Post", exact=True).fill("Learning and Development Officer")
    day.page.get_by_label("Full-time equivalent").fill("0.6")
    day.take("officer-post")
    day.press("Save")
    expect(day.page.get_by_text("Learning and Development Officer").first).to_be_visible()
    day.page.goto("/darlington/structure/")
    day.take("officer-structure")


def note_money(day):
    day.page.goto("/darlington/budget/2019-20/")
    day.follow("Note money as received")
    day.page.get_by_role("checkbox", name=re.compile("Borough Council")).check()
    day.take("officer-received")
    day.press("Note as received")
    day.follow("Page for the funding review")
    day.take("officer-funding-review")


def add_a_figure(day):
    day.page.goto("/darlington/indicators/25/add/")
    page = day.page
    page.get_by_label("A year", exact=True).check()
    page.get_by_role("combobox", name="Year", exact=True).select_option("2025-26")
    page.get_by_role("textbox", name=re.compile("^Counted")).fill("96")
    page.get_by_role("textbox", name=re.compile("^Out of")).fill("22400")
    day.take("officer-indicator-value")


def bring_a_file_and_take_it_back(day, tmp_path):
    path = tmp_path / "income.csv"
    path.write_text("Year,Item,Amount,Source\n2019-20,Course and training fees,7500,Ledger\n")
    day.page.goto("/darlington/records/income/")
    day.page.locator("input[type=file]").set_input_files(path)
    day.press("Upload and check")
    day.take("officer-import")
    day.press("Import these rows")
    day.press("Undo this import")
    day.take("officer-undo")


def invite_a_colleague(day, office):
    day.page.goto("/darlington/settings/users/invite/")
    day.page.get_by_label("Full name").fill("Named Nurse")
    day.page.get_by_label("Email address").fill("named.nurse@example.org")
    day.page.get_by_label("Agency contributor", exact=True).check()
    day.choose("Agency", "Harrogate and District NHS Foundation Trust")
    day.take("officer-invite")
    day.press("Send the invitation")
    until(lambda: office.to("named.nurse@example.org"))
    day.page.goto("/darlington/settings/users/")
    day.take("officer-users")


def compile_the_report(day):
    day.page.goto("/darlington/reports/2019-20/")
    day.take("officer-cockpit")
    day.press("Compile the report")
    day.take("officer-compiling")
    day.page.locator("h1", has_text="is compiled").wait_for(timeout=180_000)
    day.page.goto("/darlington/reports/2019-20/editions/1/")
    day.take("officer-edition")


def fill_day(page, day, month, year):
    for label, text in (("Day", day), ("Month", month), ("Year", year)):
        page.locator("form[method=post]").get_by_label(label, exact=True).fill(text)
