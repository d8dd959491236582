"""An agency lead's day, part of it on a phone: joins, looks after the agency's people, writes a section, hands on."""

import datetime
import re

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from reporting.models import Section
from reporting.services import sections
from tests import factories
from tests.mail_server import link_in
from tests.processes import until
from tests.system.days.album import AGENCY_LEAD, PHONE, SIZE, Album

pytestmark = pytest.mark.django_db(transaction=True)
TRUST = "County Durham and Darlington NHS Foundation Trust"
EMAIL, PASSWORD = "agency.lead@example.org", "three random words here"
WRITTEN = "Health visitors and school nurses opened **312** early help assessments this year."


def test_an_agency_leads_day(demo, member, open_page, office, agency_named, settings):
    trust = agency_named(TRUST)
    officer = member(demo, Role.OFFICER, user=factories.UserFactory(name="Development Officer"))
    nurse = member(demo, Role.CONTRIBUTOR, user=factories.UserFactory(name="Named Nurse"), agency=trust)
    invite(open_page(officer))
    day = Album(open_page(), AGENCY_LEAD, size=PHONE)
    join(day, office)
    day.page.set_viewport_size(SIZE)
    ask_for_sections(demo, officer, nurse)
    look_round(day)
    write_and_come_back(day, settings)
    let_somebody_go(day)
    day.assert_full()


def invite(page):
    page.goto("/darlington/settings/users/invite/")
    page.get_by_label("Full name").fill("Head of Safeguarding")
    page.get_by_label("Email address").fill(EMAIL)
    page.get_by_label("Agency lead", exact=True).check()
    page.get_by_role("combobox", name=re.compile("^Agency")).select_option(label=TRUST)
    page.get_by_role("button", name="Send the invitation").click()
    page.locator("h1", has_text="Head of Safeguarding").wait_for()


def join(day, office):
    until(lambda: office.to(EMAIL))
    day.page.goto(link_in(office.to(EMAIL)[0]))
    day.page.get_by_label("Choose a password").fill(PASSWORD)
    day.take("agency-join")
    day.press("Join")
    day.page.wait_for_url("**/darlington/")


def ask_for_sections(demo, officer, nurse):
    """The business unit asks the lead and the nurse for a section each."""
    day = datetime.date(2026, 12, 18)
    with partnership_scope(demo, by=officer):
        for key, email in (("early-help", EMAIL), ("care-leavers", nurse.email)):
            section = Section.objects.get(key=key)
            section = sections.take_acceptance_back(section=section, by=officer)
            section = sections.write(section=section, text="", version=section.version, by=officer)
            author = factories.UserFactory._meta.model.objects.get(email=email)
            sections.assign(section=section, author=author, due_on=day, by=officer)


def look_round(day):
    day.page.goto("/darlington/")
    day.take("agency-home")
    day.page.goto("/darlington/my-agency/people/")
    day.take("agency-people")


def write_and_come_back(day, settings):
    """The sign-in ends while the lead is writing; nothing of it is lost."""
    day.page.goto("/darlington/reports/2019-20/sections/early-help/")
    day.page.get_by_role("textbox", name=re.compile("Text")).fill(WRITTEN)
    day.press("Preview")
    day.take("agency-section")
    settings.IDLE_LIMIT = 0
    day.press("Save and submit")
    day.page.get_by_label("Password", exact=True).wait_for()
    settings.IDLE_LIMIT = 1800
    day.page.get_by_label("Email address").fill(EMAIL)
    day.page.get_by_label("Password", exact=True).fill(PASSWORD)
    day.press("Sign in")
    expect(day.page.get_by_role("textbox", name=re.compile("Text"))).to_have_value(re.compile(re.escape(WRITTEN)))
    day.take("agency-kept")
    day.press("Save and submit")
    expect(day.page.get_by_text("“Early help” is submitted.")).to_be_visible()


def let_somebody_go(day):
    day.page.goto("/darlington/my-agency/people/")
    day.follow("Named Nurse")
    day.follow("End their time here")
    day.choose("Who takes over", "Head of Safeguarding")
    day.take("agency-leaver")
    day.press("End their time here")
    expect(day.page.get_by_text("Named Nurse is out.")).to_be_visible()
