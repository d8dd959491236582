"""Copies of a published report are ticked off: who sent which and when. Until then home and cockpit ask for them."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.dashboard.overview import duties
from core.db.tenancy import partnership_scope
from reporting.models import PublishedEdition, Report, SentCopy
from reporting.services import copies
from tests.factories import ReportFactory, UserFactory
from tests.factories.reporting import EditionFactory, PublishedEditionFactory, ReportTemplateFactory
from tests.partnership.test_money_races import at_once
from tests.reporting.asking import as_member

PAGE = reverse("reporting:copies", args=["darlington", "2019-20", 1])
PANEL, FOUNDATIONS = "A8-body", "A8-what-works"


@pytest.fixture
def published(darlington):
    """A report under the guidance of 2023, published on 30 September 2020."""
    with partnership_scope(darlington):
        report = ReportFactory(template=ReportTemplateFactory(code="guidance-2023", edition="2023"))
        EditionFactory(report=report, state="published", signed_at="2020-09-01T00:00Z")
        return PublishedEditionFactory(published_on=datetime.date(2020, 9, 30))


@pytest.fixture
def officer(darlington, member, client_for):
    return client_for(member(darlington, Role.OFFICER, user=UserFactory(name="Development Officer")))


def went(*codes, day="1", month="10", year="2020"):
    return {"went": codes, "sent_on_day": day, "sent_on_month": month, "sent_on_year": year}


def asked(darlington, role=Role.OFFICER):
    with partnership_scope(darlington):
        found = duties(darlington, as_member(UserFactory(), role), timezone.localdate())
        return [(due.duty.title, due.duty.due_on) for due in found.late + found.next if due.duty.url == PAGE]


def text(answer):
    return " ".join(answer.content.decode().split())


def test_home_asks_for_copies_in_one_line_until_all_are_noted(darlington, published, officer):
    last = datetime.date(2020, 10, 7)
    panel = ("Send Annual report 2019-20 to the National Panel", last)
    assert asked(darlington) == [("Send 2 copies of Annual report 2019-20", last)]

    answer = officer.post(PAGE, went(FOUNDATIONS), follow=True)

    assert "Noted: a copy went to Foundations" in text(answer)
    assert ", edition 1</h1>" in text(answer)
    assert "on 1 October 2020." in text(answer)
    assert "Noted by Development Officer on" in text(answer)
    assert asked(darlington) == [panel]
    officer.post(PAGE, went(PANEL))
    assert asked(darlington) == []


@pytest.mark.parametrize("role", [Role.LEAD_PARTNER, Role.SCRUTINEER, Role.CONTRIBUTOR])
def test_nobody_else_is_asked(darlington, published, role):
    assert asked(darlington, role) == []


def test_a_newer_edition_is_sent_again_and_one_taken_down_is_not(darlington, published, officer):
    officer.post(PAGE, went(PANEL, FOUNDATIONS))
    with partnership_scope(darlington):
        PublishedEdition.objects.update(is_superseded=True)
        PublishedEditionFactory(number=2)
        found = duties(darlington, as_member(UserFactory(), Role.OFFICER), timezone.localdate())
        assert len([due for due in found.late if "editions/2/copies" in due.duty.url]) == 1
        PublishedEdition.objects.update(taken_down_on=datetime.date(2020, 10, 9))
        found = duties(darlington, as_member(UserFactory(), Role.OFFICER), timezone.localdate())
        assert not [due for due in found.late if "copies" in due.duty.url]
    assert officer.get(PAGE).status_code == 404


def test_the_cockpit_asks_for_them_and_then_no_more(published, officer):
    cockpit = reverse("reporting:outline", args=["darlington", "2019-20"])
    assert "Send a copy to the National Panel by 7 October 2020 and Foundations" in text(officer.get(cockpit))

    officer.post(PAGE, went(PANEL, FOUNDATIONS))

    assert "copies are to be sent" not in text(officer.get(cockpit))
    edition = text(officer.get(reverse("reporting:edition", args=["darlington", "2019-20", 1])))
    assert "A copy went to the National Panel on 1 October 2020." in edition
    assert "Send a copy" not in edition


def test_what_is_noted_twice_stays_as_it_was_first(darlington, published, officer):
    officer.post(PAGE, went(PANEL))

    answer = officer.post(PAGE, went(PANEL, FOUNDATIONS, day="5"))

    assert answer.status_code == 302
    with partnership_scope(darlington):
        noted = dict(SentCopy.objects.values_list("code", "sent_on"))
    assert noted == {PANEL: datetime.date(2020, 10, 1), FOUNDATIONS: datetime.date(2020, 10, 5)}


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        (went(), "Tick to whom a copy went"),
        (went("A8-nobody"), "Tick to whom a copy went"),
        (went(PANEL, day=""), "The day must include a day"),
        (went(PANEL, year="2098"), "The day must be today or in the past"),
        (went(PANEL, day="29", month="9"), "The day must be 30 September 2020 or later"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_noted(darlington, published, officer, sent, message):
    assert message in text(officer.post(PAGE, sent))
    with partnership_scope(darlington):
        assert not SentCopy.objects.exists()


def test_a_note_by_mistake_is_taken_back_and_stays_on_record(darlington, published, officer):
    officer.post(PAGE, went(PANEL))
    with partnership_scope(darlington):
        noted = SentCopy.objects.get()
    address = reverse("reporting:copy_take_back", args=["darlington", "2019-20", 1, noted.pk])

    for _ in range(2):
        assert "Still to be sent" in text(officer.post(address, follow=True))

    assert [title for title, _ in asked(darlington)] == ["Send 2 copies of Annual report 2019-20"]
    officer.post(PAGE, went(PANEL, day="3"))
    with partnership_scope(darlington):
        assert [one.sent_on.day for one in SentCopy.objects.not_withdrawn()] == [3]
        assert SentCopy.objects.get(pk=noted.pk).taken_back_by.name == "Development Officer"


def test_a_late_copy_says_so(published, officer):
    assert "after 7 October 2020, the last day for it" in text(officer.post(PAGE, went(PANEL, day="8"), follow=True))


def test_guidance_that_asks_for_no_copies_leaves_nothing_to_tick(darlington, published, officer):
    with partnership_scope(darlington):
        Report.objects.update(template=ReportTemplateFactory(code="of-2010", edition="2010"))

    page = text(officer.get(PAGE))
    assert "names nobody to whom a copy goes" in page
    assert "note here what you have sent" not in page
    assert asked(darlington) == []


def test_an_adults_board_ticks_off_each_of_its_recipients_with_its_own_proof(darlington, published, officer):
    with partnership_scope(darlington):
        Report.objects.update(template=ReportTemplateFactory(code="board", edition="2014", applies_to="adults"))
    assert asked(darlington) == [("Send 5 copies of Annual report 2019-20", None)]

    officer.post(PAGE, went("D13-leader") | {"proof": "Handed over at the cabinet meeting."})
    page = text(officer.post(PAGE, went("D13-healthwatch", day="2") | {"proof": "By e-mail."}, follow=True))

    assert "To the leader of the local authority on 1 October 2020. Handed over at the cabinet meeting." in page
    assert "To Local Healthwatch on 2 October 2020. By e-mail." in page
    assert asked(darlington) == [("Send 3 copies of Annual report 2019-20", None)]
    cockpit = text(officer.get(reverse("reporting:outline", args=["darlington", "2019-20"])))
    assert "Send a copy to the chief executive of the local authority, the local policing body" in cockpit


@pytest.mark.django_db(transaction=True)
def test_of_two_who_note_at_once_one_is_kept(darlington):
    with partnership_scope(darlington):
        published = PublishedEditionFactory()
    first, second = UserFactory.create_batch(2)
    told = {"published": published, "codes": [PANEL], "sent_on": datetime.date(2020, 10, 1)}

    ends = at_once(
        darlington,
        lambda: copies.note_sent(by=first, **told),
        lambda: copies.note_sent(by=second, **told),
    )

    assert sorted(len(end) for end in ends) == [0, 1]
    with partnership_scope(darlington):
        assert SentCopy.objects.count() == 1
