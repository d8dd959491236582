"""The independent scrutineer's day: a second factor first, then everything but drafts, and a note of their own."""

import datetime

import pytest
from django.utils import timezone

from accounts.models import Note
from accounts.roles import Role
from core.db.tenancy import partnership_scope
from reporting.models import Edition, Report
from reporting.services import editions, signing
from tests import factories
from tests import second_factors as factor
from tests.factories.accounts import PASSWORD
from tests.processes import until
from tests.system.days.album import SCRUTINEER, Album

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL = "scrutineer@example.org"


def test_a_scrutineers_day(demo, member, client_for, open_page, office, settings):
    sign_the_report(demo, member, client_for)
    settings.SECOND_FACTOR = "required"
    person = factories.UserFactory(name="Independent Scrutineer", email=EMAIL)
    member(demo, Role.SCRUTINEER, user=person, ends_on=timezone.localdate() + datetime.timedelta(days=180))
    day = Album(open_page(), SCRUTINEER)
    sign_in(day)
    read(day)
    write_a_note(day)
    day.assert_full()
    with partnership_scope(demo):
        assert Note.objects.get().written_by == person


def sign_the_report(demo, member, client_for):
    """The worker compiles the report, an officer offers it, and its partners sign it."""
    officer = member(demo, Role.OFFICER)
    with partnership_scope(demo, by=officer):
        editions.ask_to_compile(report=Report.objects.get(), by=officer)
    until(lambda: _edition(demo), seconds=180)
    with partnership_scope(demo, by=officer):
        offered = signing.offer(edition=Edition.objects.get(), by=officer)
        agencies = [signature.agency for signature in offered.waiting]
    for agency in agencies:
        partner = client_for(member(demo, Role.LEAD_PARTNER, agency=agency))
        partner.post("/darlington/reports/2019-20/editions/1/sign/")
    assert _edition(demo).state == Edition.State.SIGNED


def _edition(demo):
    with partnership_scope(demo):
        return Edition.objects.first()


def sign_in(day):
    """A link from a mail leads through both steps to where it meant to go."""
    day.page.goto("/darlington/reports/")
    day.page.get_by_label("Email address").fill(EMAIL)
    day.page.get_by_label("Password", exact=True).fill(PASSWORD)
    day.press("Sign in")
    key = day.page.locator(".p-key").inner_text().replace(" ", "")
    day.take("scrutineer-second-factor")
    day.page.get_by_label("Code from the app").fill(factor.code(secret=key))
    day.press("Continue")
    day.take("scrutineer-codes")
    day.press("I have kept them, continue")
    day.page.wait_for_url("**/darlington/reports/")


def read(day):
    day.page.goto("/darlington/")
    day.take("scrutineer-home")
    day.page.goto("/darlington/reports/2019-20/editions/1/")
    day.take("scrutineer-edition")
    refused = day.page.goto("/darlington/reports/2019-20/")
    assert refused.status == 403
    day.take("scrutineer-draft", status=403)


def write_a_note(day):
    day.page.goto("/darlington/notes/add/")
    day.page.get_by_label("Title").fill("Voice of the child")
    day.page.get_by_label("Text").fill("Ask the Learning Group how children's words reached the report.")
    day.take("scrutineer-note")
    day.press("Save")
    day.page.get_by_text("Voice of the child").first.wait_for()
