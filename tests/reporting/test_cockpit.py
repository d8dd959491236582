"""The report's cockpit: what is late, what is missing, what comes next, and several sections changed at once."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Member
from accounts.roles import Role
from core import mails
from core.models import Mail
from core.overview import duties
from core.search import find
from core.tenancy import partnership_scope
from core.years import FinancialYear
from reporting import leaving
from reporting.deadlines import deadline_of, next_deadline
from reporting.models import Report, ReportDate, Section
from reporting.next_steps import next_step
from reporting.outlines import chosen, outline_of
from reporting.services import reports, sections
from reporting.services.reports import CannotArrange
from tests.factories import AgencyFactory, UserFactory
from tests.factories.core import OwnersFactory
from tests.factories.reporting import EditionFactory, PublishedEditionFactory
from tests.reporting.test_editions_services import Held

TODAY = timezone.localdate


def url(name, *args):
    return reverse(f"reporting:{name}", args=["darlington", "2019-20", *args])


class DateFactory(OwnersFactory):
    class Meta:
        model = ReportDate
        django_get_or_create = ["code"]

    code = "T1"
    editions = "2018"
    applies_to = "children"
    text = "By the end of September."
    source = "A test"
    month = 9
    day = 30


@pytest.fixture
def people(darlington, member):
    return {role: member(darlington, role) for role in (Role.OFFICER, Role.MANAGER, Role.CONTRIBUTOR, Role.LAY_MEMBER)}


@pytest.fixture
def officer(people, client_for):
    return client_for(people[Role.OFFICER])


class Of:
    def __init__(self, role, agency_id=None):
        self.role, self.agency_id = role, agency_id


def as_member(user, role):
    return Member(user, [Of(role)])


def section(key):
    return Section.objects.get(key=key)


def ask(key, author, days, by=None):
    sections.assign(
        section=section(key), author=author, due_on=TODAY() + datetime.timedelta(days=days) if days else None, by=by
    )


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
        rows = {row.section.key: row for row in outline_of(started, as_member(people[Role.OFFICER], Role.OFFICER))}

    assert not rows["people"].is_late


def test_the_outline_is_narrowed_and_sorted(darlington, started, people):
    with partnership_scope(darlington):
        ask("people", people[Role.CONTRIBUTOR], 9)
        ask("foreword", people[Role.LAY_MEMBER], 5)
        rows = outline_of(started, as_member(people[Role.OFFICER], Role.OFFICER))

    def keys(**asked):
        return [row.section.key for row in chosen(rows, **asked)]

    assert keys() == ["foreword", "people", "agencies"]
    assert keys(state="from_records") == ["agencies"]
    assert keys(author=str(people[Role.CONTRIBUTOR].pk)) == ["people"]
    assert keys(author="nobody") == ["agencies"]
    assert keys(order="days") == ["foreword", "people", "agencies"]
    assert keys(state="late") == []


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


@pytest.mark.parametrize("sent", [{}, {"section": ["people"]}, {"section": ["nowhere"], "author": "nobody"}])
def test_nothing_ticked_or_nothing_to_change_is_said(officer, started, sent):
    assert "There is a problem" in officer.post(url("assign_many"), sent).content.decode()


def test_the_mail_says_task_minutes_day_and_where(darlington, started, people):
    author = people[Role.CONTRIBUTOR]
    with partnership_scope(darlington):
        ask("people", author, 10, by=people[Role.OFFICER])
        mail = Mail.objects.get()
        message = mails._makers[mail.kind](mail)

    assert message.subject == "You are asked to write “People”"
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

        (work,) = leaving.sections_to_write(darlington, [leaver])
        work.hand_over(heir, officer)

        assert section("people").author == heir
        assert section("people").due_on == work.due_on
        assert sections.is_author(heir, section("people"))
        assert not sections.is_author(leaver, section("people"))
        assert Mail.objects.get().to == heir.email
        assert not list(leaving.sections_to_write(darlington, [leaver]))


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


def test_the_day_comes_from_the_rule_of_the_reports_edition(in_darlington, report):
    assert deadline_of(report) is None or deadline_of(report).rule.code != "T1"
    DateFactory()

    assert deadline_of(report).falls_on == datetime.date(2020, 9, 30)
    report.template.edition = "2014"
    assert deadline_of(report) is None


def test_a_day_before_the_years_end_falls_in_the_next_year(db):
    assert DateFactory.build(month=2, day=1).falls_on(FinancialYear(2019)) == datetime.date(2021, 2, 1)


def test_the_next_step_is_everybodys_own(in_darlington, report, people):
    agency = AgencyFactory(name="Police", kind="statutory")
    officer, manager = as_member(people[Role.OFFICER], Role.OFFICER), as_member(people[Role.MANAGER], Role.MANAGER)
    partner = Member(UserFactory(), [Held(agency)])

    assert next_step(report, None, officer, []).posts
    assert not next_step(report, None, partner, []).action
    edition = EditionFactory(report=report)
    assert next_step(report, edition, partner, []).action == "Sign for Police"
    assert "Police" in next_step(report, edition, officer, []).text
    edition.state = "signed"
    assert next_step(report, edition, manager, []).action == "Publish"
    assert next_step(report, edition, officer, []).action == "Read edition 1"


def test_publishing_shows_first_what_becomes_public(darlington, started, people, client_for):
    with partnership_scope(darlington):
        EditionFactory(report=started, state="signed", signed_at="2020-09-01T00:00Z", number=2, pages=29)
        PublishedEditionFactory(number=1)

    page = client_for(people[Role.MANAGER]).get(url("publish", 2)).content.decode()

    assert "with its 1 sections" not in page
    assert "29 pages" in page
    assert reverse("public:report", args=["darlington", "2019-20"]) in page
    assert "Edition 1, public until now" in page


def titles(partnership, member):
    found = duties(partnership, member, TODAY())
    return {name: [due.duty.title for due in getattr(found, name)] for name in ("late", "next", "waiting")}


def test_home_says_what_is_ones_own_and_whom_the_unit_waits_for(darlington, started, people):
    with partnership_scope(darlington):
        ask("people", people[Role.CONTRIBUTOR], -1)
        author = titles(darlington, as_member(people[Role.CONTRIBUTOR], Role.CONTRIBUTOR))
        unit = titles(darlington, as_member(people[Role.OFFICER], Role.OFFICER))

    assert author["late"] == ["Write “People”, Annual report 2019-20"]
    assert "“People”, Annual report 2019-20" in unit["waiting"]


def test_home_asks_partners_to_sign_and_the_manager_to_publish(in_darlington, report, people):
    agency = AgencyFactory(name="Police", kind="statutory")
    partner, manager = Member(UserFactory(), [Held(agency)]), as_member(people[Role.MANAGER], Role.MANAGER)
    edition = EditionFactory(report=report)

    assert titles(in_darlington, partner)["next"] == ["Sign Annual report 2019-20, edition 1 for Police"]
    assert "Signatures of Annual report 2019-20, edition 1" in titles(in_darlington, manager)["waiting"]
    edition.state = "signed"
    edition.save()
    assert "Publish Annual report 2019-20, edition 1" in titles(in_darlington, manager)["next"]


def test_home_names_the_report_that_is_due_until_it_is_public(in_darlington, report, people):
    DateFactory()
    manager = as_member(people[Role.MANAGER], Role.MANAGER)
    last = FinancialYear.of(TODAY()).previous()
    Report.objects.filter(pk=report.pk).update(year=str(last))

    found = titles(in_darlington, manager)
    assert f"Publish the annual report {last}" in found["late"] + found["next"]
    PublishedEditionFactory(year=str(last))
    found = titles(in_darlington, manager)
    assert f"Publish the annual report {last}" not in found["late"] + found["next"]


def test_a_report_that_nobody_started_has_a_day_too(in_darlington, template):
    DateFactory(code="T2", editions="2018", applies_to="both")

    assert next_deadline(in_darlington, FinancialYear(2019)) is not None


def hits(partnership, member, *words):
    found = find(partnership, member, list(words))
    return [hit.title for one in found for hit in one.hits if "annual report" in one.name]


def test_search_finds_texts_for_those_who_may_read_them(in_darlington, report, people):
    sections.write(section=section("people"), text="Words about **wonderful** things.", version=1, by=None)
    EditionFactory(report=report)
    officer = as_member(people[Role.OFFICER], Role.OFFICER)
    scrutineer = as_member(UserFactory(), Role.SCRUTINEER)

    assert hits(in_darlington, officer, "wonderful") == ["People, Annual report 2019-20"]
    assert hits(in_darlington, scrutineer, "wonderful") == []
    assert hits(in_darlington, scrutineer, "annual", "report") == []
    assert "Annual report 2019-20, edition 1" in hits(in_darlington, officer, "annual", "report")
    ask("people", people[Role.CONTRIBUTOR], None)
    author = as_member(people[Role.CONTRIBUTOR], Role.CONTRIBUTOR)
    assert hits(in_darlington, author, "wonderful") == ["People, Annual report 2019-20"]


def test_what_the_records_cannot_show_is_asked_for_by_the_page_itself(officer, started):
    page = officer.get(url("outline")).content.decode()
    fragment = officer.get(url("cannot_show"), headers={"HX-Request": "true"}).content.decode()

    assert url("cannot_show") in page
    assert "Agencies" in fragment
    assert "<html" not in fragment
    assert "<html" in officer.get(url("cannot_show")).content.decode()
