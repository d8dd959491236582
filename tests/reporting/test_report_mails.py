"""What authors, signers and the business unit read in their mails, and when there is nothing to read any more."""

import datetime

import pytest
from django.core import mail as outgoing
from django.utils import timezone

from accounts.permissions import Member
from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.formatting import sentences
from core.jobs import mails
from core.models import Mail
from reporting.models import Edition, Report
from reporting.services import sections, setting_aside, signing
from tests.factories import AgencyFactory, UserFactory
from tests.factories.reporting import EditionFactory
from tests.processes import RELAY, until, worker
from tests.reporting.asking import DateFactory, Of, section
from tests.reporting.test_editions_services import partner_of

DAYS_AGO = (timezone.localdate() - datetime.date(2020, 9, 30)).days
AGO = f"30 September 2020, {DAYS_AGO:,} days ago"
REASON = "Child A is named on page 4."


@pytest.fixture
def world(darlington, started, member):
    """A report with an author, an officer, a manager and a partner, and an edition of 20 pages to offer."""
    with partnership_scope(darlington):
        DateFactory()
        agency = AgencyFactory(name="Police", kind="statutory")
        people = {
            "author": member(darlington, Role.CONTRIBUTOR, user=UserFactory(name="Named Nurse")),
            "officer": member(darlington, Role.OFFICER, user=UserFactory(name="Development Officer")),
            "manager": member(darlington, Role.MANAGER),
            "analyst": member(darlington, Role.ANALYST),
            "partner": member(darlington, Role.LEAD_PARTNER, agency=agency, user=UserFactory(name="Chief Officer")),
        }
        due_on = datetime.date(2098, 7, 31)
        sections.assign(section=section("people"), author=people["author"], due_on=due_on, by=None)
        sections.write(section=section("people"), text="Words.", version=1, by=people["author"])
        return people | {"edition": EditionFactory(report=started, pages=20), "agency": agency}


def send(darlington):
    """Each mail that waits, sent by whom it is for; the words of those that had something to say."""
    with partnership_scope(darlington):
        waiting = list(Mail.objects.filter(state=Mail.State.WAITING).order_by("created_at"))
    before = len(outgoing.outbox)
    for row in waiting:
        mails.deliver(key=row.pk, partnership_id=row.partnership_id, user_id=None)
    return {came.to[0]: came for came in outgoing.outbox[before:]}


def submit(darlington, world):
    with partnership_scope(darlington, by=world["author"]):
        for _ in range(2):
            sections.submit(section=section("people"), by=world["author"])


def test_who_keeps_the_report_is_told_of_a_submitted_section_and_its_author_is_not(darlington, world):
    submit(darlington, world)

    came = send(darlington)

    assert set(came) == {world["officer"].email, world["manager"].email}
    words = came[world["officer"].email]
    assert words.subject == "Submitted to you: “People” – Darlington"
    assert "Named Nurse has submitted “People” of the annual report 2019-20" in words.body
    assert "about 10 minutes" in words.body
    assert f"The report was to be public by {AGO}." in words.body
    assert "/darlington/reports/2019-20/sections/people/" in words.body
    assert len(outgoing.outbox) == 2


def test_an_officer_who_submits_has_no_mail_from_themselves(darlington, world):
    with partnership_scope(darlington, by=world["officer"]):
        sections.submit(section=section("people"), by=world["officer"])

    assert set(send(darlington)) == {world["manager"].email}


def test_an_author_is_told_that_a_section_is_returned_and_not_why(darlington, world):
    submit(darlington, world)
    send(darlington)
    with partnership_scope(darlington, by=world["officer"]):
        sections.send_back(section=section("people"), reason=REASON, by=world["officer"])

    came = send(darlington)

    assert set(came) == {world["author"].email}
    words = came[world["author"].email]
    assert words.subject == "Returned to you: “People” – Darlington"
    assert "It takes about 20 minutes. Please submit it again by 31 July 2098." in words.body
    assert "Child A" not in words.body


@pytest.mark.parametrize("step", ["withdraw", "accept", "leave out"])
def test_a_mail_about_a_section_that_has_moved_on_says_nothing(darlington, world, step):
    submit(darlington, world)
    with partnership_scope(darlington):
        if step == "withdraw":
            sections.withdraw(section=section("people"), by=None)
        elif step == "accept":
            sections.accept(section=section("people"), by=None)
        else:
            type(section("people")).objects.update(left_out_reason="Not this year.")

    assert send(darlington) == {}


def offer(darlington, world, **told):
    with partnership_scope(darlington, by=world["officer"]):
        for _ in range(2):
            signing.offer(edition=world["edition"], by=world["officer"], **told)


def test_please_sign_says_as_what_how_long_until_when_and_where(darlington, world):
    offer(darlington, world, sign_by=datetime.date(2098, 9, 15))

    came = send(darlington)

    assert set(came) == {world["partner"].email}
    words = came[world["partner"].email]
    assert words.subject == "Please sign the annual report 2019-20 – Darlington"
    assert "Please sign edition 1 of the annual report 2019-20" in words.body
    assert "for Police." in words.body
    assert "It has 20 pages; reading it takes about 40 minutes." in words.body
    assert "Please sign it by 15 September 2098." in words.body
    assert "/darlington/reports/2019-20/editions/1/" in words.body
    assert send(darlington) == {}


def test_without_a_day_of_its_own_please_sign_names_the_day_of_the_report(darlington, world):
    offer(darlington, world)

    assert f"The report was to be public by {AGO}." in send(darlington)[world["partner"].email].body


def test_a_day_that_has_passed_is_not_spoken_of_as_one_to_come(darlington, world):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    with partnership_scope(darlington, by=world["officer"]):
        type(section("people")).objects.update(due_on=yesterday, state="writing")
        sections.remind(section=section("people"), by=world["officer"])
    offer(darlington, world, sign_by=yesterday)

    came = send(darlington)

    for who in ("author", "partner"):
        assert (
            f"as soon as you can: it was due by {sentences.day(yesterday)}, 1 day ago." in came[world[who].email].body
        )


def test_a_day_that_is_still_to_come_is_spoken_of_as_that(darlington, world):
    with partnership_scope(darlington):
        Report.objects.update(year="2090-91")
    offer(darlington, world)

    assert "The report is to be public by 30 September 2091." in send(darlington)[world["partner"].email].body


def test_please_sign_says_nothing_once_a_colleague_has_signed_or_the_edition_is_dropped(darlington, world):
    offer(darlington, world)
    with partnership_scope(darlington):
        signing.sign(edition=world["edition"], member=partner_of(world["agency"]))
    assert send(darlington) == {}


def test_who_was_asked_reads_that_an_edition_is_dropped(darlington, world):
    offer(darlington, world)
    send(darlington)
    with partnership_scope(darlington, by=world["officer"]):
        setting_aside.drop(edition=world["edition"], reason=REASON, by=world["officer"])

    words = send(darlington)[world["partner"].email]

    assert words.subject == "No longer to be signed: annual report 2019-20 – Darlington"
    assert "The business unit has dropped it." in words.body
    assert "Child A" not in words.body


def decline(darlington, world):
    member = Member(world["partner"], [Of(Role.LEAD_PARTNER, world["agency"].pk)])
    with partnership_scope(darlington, by=world["partner"]):
        signing.decline(edition=world["edition"], reason=REASON, member=member)


def test_the_business_unit_reads_that_a_partner_declines_and_not_why(darlington, world):
    offer(darlington, world)
    send(darlington)
    decline(darlington, world)

    came = send(darlington)

    assert set(came) == {world["officer"].email, world["manager"].email}
    words = came[world["officer"].email]
    assert words.subject == "Declined: signing the annual report 2019-20 – Darlington"
    assert "Chief Officer declines to sign edition 1 of the" in words.body
    assert "Child A" not in words.body


def test_a_decline_that_is_over_says_nothing(darlington, world):
    offer(darlington, world)
    send(darlington)
    decline(darlington, world)
    with partnership_scope(darlington):
        Edition.objects.update(state=Edition.State.SUPERSEDED)

    assert send(darlington) == {}


def test_a_decline_is_not_overruled_in_silence(darlington, world, member):
    """The delegate of the same agency signs: who declined is told, and who keeps the report."""
    deputy = member(darlington, Role.DELEGATED_PARTNER, agency=world["agency"], user=UserFactory(name="Deputy"))
    offer(darlington, world)
    decline(darlington, world)
    send(darlington)
    with partnership_scope(darlington, by=deputy):
        signing.sign(edition=world["edition"], member=Member(deputy, [Of(Role.LEAD_PARTNER, world["agency"].pk)]))

    came = send(darlington)

    assert set(came) == {world[who].email for who in ("partner", "officer", "manager")}
    words = came[world["partner"].email]
    assert words.subject == "Signed after all: annual report 2019-20 – Darlington"
    assert "was signed for Police by Deputy,\nafter Chief Officer had declined." in words.body
    assert "Child A" not in words.body


@pytest.mark.django_db(transaction=True)
def test_each_reaches_its_people_through_a_real_server_once(darlington, world, launch, post, monkeypatch):
    monkeypatch.setenv("EMAIL_URL", post.url)
    launch(RELAY)
    launch(worker("reporting.tasks"))
    submit(darlington, world)
    offer(darlington, world)

    until(lambda: len(post.mails) == 3)

    assert [one["Subject"].strip() for one in post.to(world["partner"].email)] == [
        "Please sign the annual report 2019-20 – Darlington"
    ]
    assert [one["Subject"].strip() for one in post.to(world["manager"].email)] == [
        "Submitted to you: “People” – Darlington"
    ]
    until(lambda: states(darlington) == {Mail.State.SENT})


def states(darlington):
    with partnership_scope(darlington):
        return set(Mail.objects.values_list("state", flat=True))
