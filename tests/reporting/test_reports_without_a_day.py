"""A board whose guidance names no day is asked for its report too; a body that has no outline is not."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.calendar.financial_years import FinancialYear
from core.dashboard.overview import duties
from core.db.tenancy import partnership_scope
from core.models import SetAside
from core.settings import choose
from reporting.catalogue import copies
from reporting.copies import rules
from reporting.deadlines import first_late, key_of_report
from reporting.models import ReportDate, ReportTemplate
from tests.factories import ReportFactory, UserFactory
from tests.factories.core import SetAsideFactory
from tests.factories.reporting import PublishedEditionFactory, ReportTemplateFactory
from tests.reporting.asking import DateFactory, as_member

pytestmark = pytest.mark.django_db
HOME = "/darlington/"
LAST = FinancialYear.of(timezone.localdate()).previous()
START, PUBLISH = f"Start the annual report {LAST}", f"Publish the annual report {LAST}"


@pytest.fixture
def board(darlington):
    """Guidance that names no day by which a report is to be public. The owner made it, so the owner takes it away."""
    code = "without-a-day"
    ReportTemplateFactory(code=code, edition="2096", applies_to="children-and-adults")
    with partnership_scope(darlington):
        choose(partnership=darlington, key="guidance", value=code, reason="For the test.", by=None)
    yield
    ReportTemplate.objects.using("owner").filter(code=code).delete()


def asked(client):
    return {due.duty.title: due for due in client.get(HOME).context["duties"].next}


def test_a_report_without_a_day_is_to_be_started_and_then_published(officer, darlington, board):
    due = asked(officer)[START]
    assert (due.duty.due_on, due.when) == (None, "")
    assert due.duty.url == f"{reverse('reporting:start', args=['darlington'])}?year={LAST}"

    with partnership_scope(darlington):
        begun = ReportTemplateFactory(code="begun-without-a-day", edition="2096", applies_to="elsewhere")
        ReportFactory(year=str(LAST), template=begun)
    assert START not in asked(officer)
    assert asked(officer)[PUBLISH].duty.due_on is None

    with partnership_scope(darlington):
        PublishedEditionFactory(year=str(LAST))
    assert PUBLISH not in asked(officer)


def test_what_has_no_day_is_set_aside_and_taken_up_again(officer, darlington, board):
    key = asked(officer)[START].duty.key
    address = f"{reverse('set_aside_add', args=['darlington'])}?duty={key}"
    assert f'href="{address.replace(":", "%3A")}"' in officer.get(HOME).content.decode()
    assert "It was due on" not in officer.get(address).content.decode()

    officer.post(address, {"reason": "The board began in April."})

    assert START not in asked(officer)
    listed = reverse("set_aside", args=["darlington"])
    assert "The board began in April." in officer.get(listed).content.decode()
    officer.post(listed, {"duty": key})
    assert START in asked(officer)


def test_what_has_a_day_to_come_is_not_set_aside(officer, darlington, board):
    with partnership_scope(darlington):
        tomorrow = timezone.localdate() + datetime.timedelta(days=1)
        choose(partnership=darlington, key="report_due", value=f"{tomorrow:%-d %B}", reason="Agreed.", by=None)
    due = asked(officer)[START]
    assert not due.may_be_set_aside

    address = f"{reverse('set_aside_add', args=['darlington'])}?duty={due.duty.key}"
    assert "That cannot be set aside" in officer.post(address, {"reason": "No."}, follow=True).content.decode()
    with partnership_scope(darlington):
        assert not SetAside.objects.exists()


def test_a_start_that_was_set_aside_is_not_offered(in_darlington, board, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: datetime.date(2021, 10, 15))
    DateFactory(code="T-board", editions="2096", applies_to="both")
    year, today = FinancialYear(2020), datetime.date(2021, 10, 15)
    assert first_late(in_darlington, today) == year

    SetAsideFactory(duty=key_of_report(year, datetime.date(2021, 9, 30), is_begun=False))

    assert first_late(in_darlington, today) is None
    ReportDate.objects.using("owner").filter(code="T-board").delete()


def test_a_joint_body_without_an_outline_starts_no_report(exploitation_group, member, client_for):
    officer = client_for(member(exploitation_group, Role.OFFICER))
    slug = exploitation_group.slug

    assert not [due for due in officer.get(f"/{slug}/").context["duties"].next if "annual report" in due.duty.title]
    assert "annual report" not in " ".join(need for _, need in officer.get(f"/{slug}/").context["needs"])
    page = officer.get(reverse("reporting:reports", args=[slug])).content.decode()
    assert "Start a report" not in page
    assert "No outline is shipped for a partnership of this kind" in page
    start = officer.get(reverse("reporting:start", args=[slug]), follow=True)
    assert start.redirect_chain
    assert "No outline is shipped for a partnership of this kind" in start.content.decode()


def test_every_line_of_copies_fits_the_list_of_what_is_set_aside():
    """The key names all copies of a report that are still to be sent."""
    editions = {edition for row in copies() for edition in row["Editions"].split(";")}
    day = datetime.date(2022, 6, 1)
    for edition in editions:
        codes = [row["Code"] for row in rules(edition, "children-and-adults", day)]
        key = f"reporting.copies_to_send:{UserFactory.build().pk}:{','.join(codes)}"
        assert len(key) <= SetAside._meta.get_field("duty").max_length


def test_copies_without_a_day_are_one_line_that_can_be_set_aside(darlington):
    with partnership_scope(darlington):
        adults = ReportTemplateFactory(code="board", edition="2014", applies_to="adults")
        published = PublishedEditionFactory(year=ReportFactory(template=adults).year)
        found = duties(darlington, as_member(UserFactory(), Role.OFFICER), timezone.localdate()).next

    (line,) = [due for due in found if str(published.pk) in due.duty.key]
    assert line.duty.title == "Send 5 copies of Annual report 2019-20"
    assert line.may_be_set_aside
