"""The report's cockpit: what is late, what is missing, what comes next, and several sections changed at once."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.jobs import mails
from core.models import Mail
from reporting import open_work
from reporting.models import PublishedEdition, Report, Section
from reporting.outlines import chosen, outline_of
from reporting.services import reports, sections
from reporting.services.reports import CannotArrange
from tests.factories import UserFactory
from tests.factories.reporting import EditionFactory, PublishedEditionFactory
from tests.reporting.asking import as_member, ask, reachable, section
from tests.reporting.test_two_savers import hidden


def url(name, *args):
    return reverse(f"reporting:{name}", args=["darlington", "2019-20", *args])


def test_late_sections_stand_first_and_are_counted(officer, darlington, started, people):
    with partnership_scope(darlington):
        ask("people", people[Role.CONTRIBUTOR], -3)
        ask("foreword", people[Role.LAY_MEMBER], 5)

    page = officer.get(url("outline")).content.decode()

    late = page.split(">Late</h2>")[1].split("<h2")[0]
    assert "3 days late" in late
    assert "People" in late
    assert "Foreword" not in late
    assert "5 days left" in page


def test_what_was_handed_in_is_not_late(darlington, started, people):
    with partnership_scope(darlington):
        ask("people", people[Role.CONTRIBUTOR], -3)
        sections.write(section=section("people"), text="Done.", version=1, by=None)
        sections.submit(section=section("people"), by=None)
        rows = {row.section.key: row for row in outline_of(started, as_member(people[Role.OFFICER], Role.OFFICER), {})}

    assert not rows["people"].is_late


def test_the_outline_is_narrowed_and_sorted(darlington, started, people):
    with partnership_scope(darlington):
        ask("people", people[Role.CONTRIBUTOR], 9)
        ask("foreword", people[Role.LAY_MEMBER], 5)
        rows = outline_of(started, as_member(people[Role.OFFICER], Role.OFFICER), {})

    def keys(**asked):
        return [row.section.key for row in chosen(rows, **asked)]

    assert keys() == ["foreword", "people", "agencies"]
    assert keys(state="from_records") == ["agencies"]
    assert keys(author=str(people[Role.CONTRIBUTOR].pk)) == ["people"]
    assert keys(author="nobody") == ["agencies"]
    assert keys(order="days") == ["foreword", "people", "agencies"]
    assert keys(state="late") == []


@pytest.mark.parametrize("query", ["author=00000000-0000-0000-0000-000000000000", "state=gone"])
def test_what_is_no_more_is_by_nobody(officer, started, query):
    """A link to an author's sections shows none once they are somebody else's, and not all of them."""
    assert officer.get(url("outline")).context["rows"]
    assert officer.get(f"{url('outline')}?{query}").context["rows"] == []


@pytest.mark.parametrize("query", ["?state=nonsense", "?author=x", "?order=%00", "?state=late&order=days"])
def test_an_odd_question_is_no_error(officer, started, query):
    assert officer.get(url("outline") + query).status_code == 200


def test_several_sections_are_asked_for_at_once_and_their_authors_told(officer, darlington, started, people):
    author = people[Role.CONTRIBUTOR]

    page = officer.get(url("assign_many") + "?section=people&section=foreword").content.decode()
    sent = {"section": ["people", "foreword"], "author": str(author.pk)}
    officer.post(url("assign_many"), sent | {"due_on_day": "31", "due_on_month": "7", "due_on_year": "2030"})

    assert page.count("checked") == 2
    with partnership_scope(darlington):
        assert {one.author for one in Section.objects.filter(key__in=sent["section"])} == {author}
        assert section("people").due_on == datetime.date(2030, 7, 31)
        assert Mail.objects.filter(kind="reporting.asked_to_write", to=author.email).count() == 2
        assert section("agencies").author is None


def test_a_new_day_for_several_keeps_their_authors(officer, darlington, started, people):
    with partnership_scope(darlington):
        ask("people", people[Role.CONTRIBUTOR], 3)
    day = {"due_on_day": "1", "due_on_month": "8", "due_on_year": "2030"}

    officer.post(url("assign_many"), {"section": ["people"], "author": "", **day})

    with partnership_scope(darlington):
        assert section("people").author == people[Role.CONTRIBUTOR]
        assert section("people").due_on == datetime.date(2030, 8, 1)


def test_a_day_that_has_passed_is_refused_where_it_is_new(officer, darlington, started):
    """A section keeps the day that it was given, however long ago."""
    past = {"due_on_day": "1", "due_on_month": "6", "due_on_year": "2020"}
    address = url("section_assign", "people")
    many = {"section": ["people"], "author": "", **past}
    for where, sent in ((address, {"author": ""} | past), (url("assign_many"), many)):
        page = officer.post(where, sent | hidden(officer.get(where))).content.decode()
        assert "Due date must be today or in the future" in page
    with partnership_scope(darlington):
        Section.objects.update(due_on="2020-06-01")

    answer = officer.post(address, {"author": ""} | past | hidden(officer.get(address)))
    assert answer.status_code == 302
    assert officer.post(url("assign_many"), many | hidden(officer.get(url("assign_many")))).status_code == 302


@pytest.mark.parametrize("sent", [{}, {"section": ["people"]}, {"section": ["nowhere"], "author": "nobody"}])
def test_nothing_ticked_or_nothing_to_change_is_said(officer, started, sent):
    assert "There is a problem" in officer.post(url("assign_many"), sent).content.decode()


def test_the_mail_says_task_minutes_day_and_where(darlington, started, people):
    author = people[Role.CONTRIBUTOR]
    with partnership_scope(darlington):
        ask("people", author, 10, by=people[Role.OFFICER])
        mail = Mail.objects.get()
        message = mails._makers[mail.kind](mail)

    assert message.subject == "You are asked to write “People” – Darlington"
    assert "about 60 minutes" in message.text
    assert url("section", "people") in message.text
    assert "Please submit it by" in message.text


def test_a_mail_whose_reason_has_gone_is_not_sent(darlington, started, people):
    with partnership_scope(darlington):
        ask("people", people[Role.CONTRIBUTOR], 10, by=people[Role.OFFICER])
        mail = Mail.objects.get()
        ask("people", people[Role.LAY_MEMBER], 10)

        assert mails._makers[mail.kind](mail) is None


def test_an_author_is_reminded_until_it_is_handed_in(officer, darlington, started, people):
    with partnership_scope(darlington):
        ask("people", people[Role.CONTRIBUTOR], 2)

    officer.post(url("section_remind", "people"))
    with partnership_scope(darlington):
        assert Mail.objects.filter(kind="reporting.reminder").count() == 1
        sections.write(section=section("people"), text="Done.", version=1, by=None)
        sections.submit(section=section("people"), by=None)

    officer.post(url("section_remind", "people"))
    with partnership_scope(darlington):
        assert Mail.objects.filter(kind="reporting.reminder").count() == 1


def test_a_mail_that_was_refused_shows_beside_its_section(officer, darlington, started, people):
    with partnership_scope(darlington):
        ask("people", people[Role.CONTRIBUTOR], 2, by=people[Role.OFFICER])
        Mail.objects.update(state=Mail.State.REFUSED, problem="No such mailbox.")

    assert "No such mailbox." in officer.get(url("outline")).content.decode()


def test_nobody_is_asked_who_has_left(in_darlington, report):
    with pytest.raises(ValidationError):
        sections.assign(section=section("people"), author=UserFactory(), due_on=None, by=None)


def test_a_leavers_sections_are_handed_over_with_their_day(darlington, started, people):
    leaver, heir, officer = people[Role.CONTRIBUTOR], people[Role.LAY_MEMBER], people[Role.OFFICER]
    with partnership_scope(darlington):
        ask("people", leaver, 4)
        ask("foreword", leaver, None)
        sections.write(section=section("foreword"), text="Done.", version=1, by=None)
        sections.accept(section=section("foreword"), by=None)

        (work,) = open_work.sections_to_write(darlington, [leaver])
        work.hand_over(heir, officer)

        assert section("people").author == heir
        assert section("people").due_on == work.due_on
        assert sections.is_author(heir, section("people"))
        assert not sections.is_author(leaver, section("people"))
        assert Mail.objects.get().to == heir.email
        assert not list(open_work.sections_to_write(darlington, [leaver]))


def test_a_report_is_renamed_and_says_so_where_two_do_it(officer, darlington, started):
    page = officer.get(url("rename")).content.decode()
    version = page.split('name="version" value="')[1].split('"')[0]

    officer.post(url("rename"), {"title": "Yearly account", "subtitle": "Of us", "version": version})
    again = officer.post(url("rename"), {"title": "Other words", "subtitle": "", "version": version})

    assert "Saved in the meantime" in again.content.decode()
    with partnership_scope(darlington):
        assert Report.objects.get().title == "Yearly account"


def test_a_report_with_nothing_in_it_can_be_removed(officer, darlington, started):
    assert "Remove Annual report 2019-20?" in officer.get(url("remove")).content.decode()

    officer.post(url("remove"))

    with partnership_scope(darlington):
        assert not Report.objects.exists()
        assert not Section.objects.exists()


def test_a_report_that_holds_something_stays(in_darlington, report):
    sections.write(section=section("people"), text="Words.", version=1, by=None)
    with pytest.raises(CannotArrange, match="written"):
        reports.remove(report=report, by=None)

    sections.write(section=section("people"), text="", version=2, by=None)
    EditionFactory(report=report)
    with pytest.raises(CannotArrange, match="compiled"):
        reports.remove(report=report, by=None)
    assert Report.objects.exists()


def test_publishing_shows_first_what_becomes_public(darlington, started, people, client_for):
    with partnership_scope(darlington):
        EditionFactory(report=started, state="signed", signed_at="2020-09-01T00:00Z", number=2, pages=29)
        PublishedEditionFactory(number=1)
        reachable(darlington)

    page = client_for(people[Role.MANAGER]).get(url("publish", 2)).content.decode()

    assert "with its 1 sections" not in page
    assert "29 pages" in page
    assert reverse("public:report", args=["darlington", "2019-20"]) in page
    assert "Edition 1, public until now" in page
    with partnership_scope(darlington):
        PublishedEdition.objects.update(taken_down_on="2020-10-01")
    page = client_for(people[Role.MANAGER]).get(url("publish", 2)).content.decode()
    assert "public until now" not in page
    assert "taken down on 1 October 2020: make sure that edition 2 does not say again what was wrong" in page
