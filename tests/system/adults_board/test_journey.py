"""An adults board from nothing: founded, filled from its own spreadsheet, written, compiled, signed and published."""

import csv
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections, transaction
from playwright.sync_api import expect

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.models import Partnership
from partnership.models import Agency
from reporting.models import Section
from tests import database
from tests import second_factors as factor
from tests.browser.sessions import run_out
from tests.mail_server import link_in
from tests.processes import RELAY, worker
from tests.system.adults_board import expected, ledger, printed

pytestmark = pytest.mark.django_db(transaction=True)
SLUG, EMAIL, PASSWORD = "eastmarch-sab", "manager@eastmarch.example", "three random words here"
REPORT = f"/{SLUG}/reports/{ledger.YEAR}/"


@pytest.fixture
def office(launch, post, live_server, monkeypatch):
    """The relay and a worker, who compile and send mails to `post`."""
    monkeypatch.setenv("EMAIL_URL", post.url)
    monkeypatch.setenv("PORTAL_URL", live_server.url)
    launch(RELAY)
    launch(worker())
    return post


@pytest.fixture
def board(catalogues, office):
    """The board as the operator founds it: its name, and an invitation to its manager."""
    call_command("add_partnership", SLUG, ledger.BOARD, kind="adults", manager=EMAIL, invite=True)
    yield Partnership.objects.get(slug=SLUG)
    database.flush()
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM core_partnership WHERE slug = %s", [SLUG])


class Desk:
    """The manager's browser."""

    def __init__(self, page):
        self.page = page
        page.set_default_timeout(30_000)

    def go(self, path):
        self.page.goto(f"/{SLUG}/{path}")

    def press(self, name):
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).first.click()

    def fill(self, label, text):
        self.page.get_by_role("textbox", name=re.compile(f"^{re.escape(label)}")).first.fill(str(text))

    def choose(self, label, option):
        self.page.get_by_role("combobox", name=re.compile(f"^{re.escape(label)}")).first.select_option(label=option)

    def shows(self, section, labels):
        """Choose what a section shows."""
        self.page.goto(f"{REPORT}sections/{section}/shows/")
        for label in labels:
            self.page.get_by_role("checkbox", name=re.compile(f"^{re.escape(label)}")).first.check()
        self.press("Save")

    def download(self, link):
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=re.compile(f"^{link}")).first.click()
        return Path(download.value.path()).read_bytes()

    def compare(self):
        """The edition on the page, its PDF and its archive of tables say what the spreadsheet says, cell by cell, and
        nothing else."""
        tables = expected.tables()
        assert printed.on_page(self.page) == tables
        # A wide table stands on a page of its own, after its chapter.
        assert sorted(printed.in_pdf(self.download("PDF"))) == sorted(tables)
        assert printed.in_archive(self.download("Download every table")) == expected.bare(tables)

    def at_budget(self, link):
        self.go(f"budget/{ledger.YEAR}/")
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=link, exact=True).first.click()

    def choose_year(self):
        self.fill("Year", ledger.YEAR)

    def bring(self, kind, rows):
        """Fill in the template of a kind of records, upload it and confirm it."""
        self.go(f"records/{kind}/")
        headings = next(csv.reader(self.download("CSV template").decode("utf-8-sig").splitlines()))
        file = {"name": f"{kind}.csv", "mimeType": "text/csv", "buffer": ledger.as_csv(headings, rows)}
        self.page.locator("input[type=file]").set_input_files(file)
        self.press("Upload and check")
        self.press("Import these rows")
        self.page.get_by_role("button", name="Undo this import").wait_for()


def test_an_adults_boards_year(board, open_page, office, member, settings):
    desk = Desk(open_page())
    settings.SECOND_FACTOR = "required"
    join(desk, office)
    # The others come signed in, and without an app.
    settings.SECOND_FACTOR = "offered"
    bring_the_records(desk)
    keep_money(desk)
    add_training(desk)
    start_the_report(desk)
    add_sections(desk)
    compile_the_report(desk, 1)
    expect(desk.page.get_by_text("Draft: 14 sections have nothing yet").first).to_be_visible()
    write_the_report(desk, board)
    compile_the_report(desk, 2)
    desk.compare()
    sign(desk, board, member, open_page, office)
    publish(desk)
    read_as_the_public(Desk(open_page()))


def join(desk, office):
    """The mail leads to a password and a second factor, and then to an empty portal that says what to do first."""
    desk.page.goto(link_in(office.came_to(EMAIL)))
    desk.page.get_by_label("Choose a password").fill(PASSWORD)
    desk.press("Join")
    key = desk.page.locator(".p-key").inner_text().replace(" ", "")
    desk.page.get_by_label("Code from the app").fill(factor.code(secret=key))
    desk.press("Continue")
    desk.press("I have kept them, continue")
    desk.page.wait_for_url(f"**/{SLUG}/")


def bring_the_records(desk):
    desk.bring("agencies", ledger.AGENCIES)
    desk.go("agencies/add/")
    desk.fill("Name", ledger.WATCH)
    desk.page.get_by_label("Relevant agency").check()
    desk.press("Save")
    desk.bring("groups", ledger.GROUPS)
    desk.bring("posts", ledger.POSTS)
    desk.bring("indicators", ledger.indicators())
    desk.bring("contributions", ledger.contributions())


def keep_money(desk):
    """By hand what the file left out."""
    desk.at_budget("Add a contribution in cash")
    desk.choose("Agency", ledger.FIRE)
    desk.fill("Agreed", ledger.CASH[ledger.YEAR][ledger.FIRE][0])
    desk.press("Save")
    for item, amount in ledger.INCOME.items():
        desk.at_budget("Add other income")
        desk.fill("Item", item)
        desk.fill("Amount", amount)
        desk.press("Save")
    for item, (planned, actual) in ledger.SPENDING.items():
        desk.at_budget("Add spending")
        desk.fill("Item", item)
        desk.fill("Planned", planned)
        desk.fill("Actual", actual)
        desk.press("Save")
    desk.at_budget("Change the reserve and the note")
    desk.fill("Opening reserve", ledger.OPENING_RESERVE)
    desk.press("Save")


def add_training(desk):
    desk.go("measures/categories/")
    desk.choose("Year", ledger.YEAR)
    desk.fill("Topic", ledger.TRAINING)
    desk.fill("Unit", "people")
    for row, (name, count) in enumerate(ledger.PEOPLE_TRAINED.items(), 1):
        desk.fill(f"Name of another category, row {row}", name)
        desk.fill(f"Value of another category, row {row}", count)
    desk.press("Save")


def start_the_report(desk):
    desk.go("reports/start/")
    desk.choose_year()
    desk.press("Save")


def add_sections(desk):
    """What the outline of the Care Act leaves out: where those who were trained came from, and what was spent."""
    for title, source in (("Who was trained", "Measures by topic"), ("Income and spending", "Budget of the year")):
        desk.page.goto(f"{REPORT}add-section/")
        desk.fill("Title", title)
        desk.choose("What it shows", source)
        desk.press("Add section")
    desk.shows("who-was-trained", [ledger.TRAINING])
    desk.shows("year-in-figures", ["96. Adult safeguarding concerns: 1", "98. "])


def write_the_report(desk, board):
    """Every section that nobody has written yet."""
    with partnership_scope(board):
        keys = list(Section.objects.filter(kind="narrative").values_list("key", flat=True))
    for key in keys:
        desk.page.goto(f"{REPORT}sections/{key}/")
        desk.fill("Text", ledger.TEXTS.get(key, f"What the Board did about {key}."))
        desk.press("Save")
        desk.press("Accept section")


def compile_the_report(desk, number):
    desk.page.goto(REPORT)
    desk.page.get_by_role("button", name=re.compile("^Compile")).first.click()
    desk.page.locator("h1", has_text="is compiled").wait_for(timeout=180_000)
    desk.page.goto(f"{REPORT}editions/{number}/")


def sign(desk, board, member, open_page, office):
    """Nobody is asked before the edition is offered; then the three partners and the independent chair are, by mail."""
    signers = [member(board, Role.INDEPENDENT_CHAIR)]
    with partnership_scope(board):
        partners = {agency.name: agency for agency in Agency.objects.statutory()}
    signers += [member(board, Role.LEAD_PARTNER, agency=partners[name]) for name in ledger.STATUTORY]
    desk.go("settings/signatories/change/")
    desk.page.get_by_label("The independent chair").check()
    desk.fill("Why", "The chair answers for the report with the three partners.")
    desk.press("Save")
    desk.page.goto(f"{REPORT}editions/2/")
    desk.press("Offer it for signing")
    desk.press("Offer it")
    for signer in signers:
        own = Desk(open_page(signer))
        own.page.goto(link_in(office.came_to(signer.email)))
        own.page.get_by_role("button", name=re.compile("^Sign (as|for) ")).first.click()
        own.press("Sign")


def publish(desk):
    """The manager is asked again who they are. The public page says who the board is, and whom to ask for another
    format; four recipients get a copy."""
    desk.page.goto(f"{REPORT}editions/2/")
    run_out(desk.page)
    desk.press("Publish")
    desk.page.get_by_label("Password", exact=True).fill(PASSWORD)
    desk.press("Continue")
    desk.press("Say how people reach it")
    desk.fill("Contact", "Write to the board’s office at the council.")
    desk.fill("Why", "The public asks there for another format.")
    desk.press("Save")
    desk.page.goto(f"{REPORT}editions/2/")
    desk.press("Publish")
    desk.press("Publish")
    desk.page.goto(f"{REPORT}editions/2/copies/")
    boxes = desk.page.get_by_role("checkbox")
    expect(boxes).to_have_count(len(ledger.RECIPIENTS))
    for recipient in ledger.RECIPIENTS:
        expect(desk.page.get_by_label(re.compile(recipient))).to_have_count(1)


def read_as_the_public(desk):
    """Somebody who is not signed in finds the report, and it says what the spreadsheet says."""
    desk.page.goto("/public/")
    desk.page.get_by_role("link", name=ledger.BOARD).first.click()
    desk.page.get_by_role("link", name=re.compile(f"{ledger.YEAR}")).first.click()
    desk.page.wait_for_url(f"**/{SLUG}/public/reports/**")
    desk.compare()
