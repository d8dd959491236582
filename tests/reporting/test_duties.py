"""What a report asks of people by a day, on their home pages and in the search."""

import datetime

from accounts.permissions import Member
from accounts.roles import Role
from core.calendar.financial_years import FinancialYear
from core.dashboard.overview import duties
from core.dashboard.search import find
from core.db.tenancy import partnership_scope
from core.settings import choose
from reporting.deadlines import deadline_of, next_deadline
from reporting.duties import WHO_DECIDES
from reporting.models import Report, TakingDown
from reporting.services import profiles, sections, signing
from tests.factories import AgencyFactory, UserFactory
from tests.factories.reporting import EditionFactory, PublishedEditionFactory
from tests.reporting.asking import TODAY, DateFactory, as_member, ask, section
from tests.reporting.test_editions_services import Held


def test_the_day_comes_from_the_rule_of_the_reports_edition(in_darlington, report):
    DateFactory()

    assert deadline_of(report).falls_on == datetime.date(2020, 9, 30)
    report.template.edition = "2014"
    assert deadline_of(report) is None


def test_a_day_before_the_years_end_falls_in_the_next_year(db):
    assert DateFactory.build(month=2, day=1).falls_on(FinancialYear(2019)) == datetime.date(2021, 2, 1)


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


def test_home_says_what_was_returned_to_its_author(in_darlington, report, people):
    author = people[Role.CONTRIBUTOR]
    ask("people", author, 5)
    sections.submit(section=sections.write(section=section("people"), text="Words.", version=1, by=author), by=author)
    sections.send_back(section=section("people"), reason="Say more.", by=None)

    found = titles(in_darlington, as_member(author, Role.CONTRIBUTOR))

    assert found["next"] == ["Change “People”, Annual report 2019-20: it was returned for changes"]


def test_home_asks_partners_to_sign_and_the_manager_to_publish(in_darlington, report, people):
    agency = AgencyFactory(name="Police", kind="statutory")
    partner, manager = Member(UserFactory(), [Held(agency)]), as_member(people[Role.MANAGER], Role.MANAGER)
    edition = EditionFactory(report=report)

    assert titles(in_darlington, partner)["next"] == []
    assert titles(in_darlington, manager)["waiting"] == []
    edition = signing.offer(edition=edition, by=None)
    assert titles(in_darlington, partner)["next"] == ["Sign Annual report 2019-20, edition 1 for Police"]
    assert "Signatures of Annual report 2019-20, edition 1" in titles(in_darlington, manager)["waiting"]
    signing.decline(edition=edition, reason="Not our figures.", member=partner)
    assert "Police declined to sign Annual report 2019-20, edition 1: see why" in titles(in_darlington, manager)["next"]
    edition.state = "signed"
    edition.save()
    assert "Publish Annual report 2019-20, edition 1" in titles(in_darlington, manager)["next"]


def test_home_asks_a_delegate_who_has_not_answered_what_the_lead_declined(in_darlington, report):
    agency = AgencyFactory(name="Police", kind="statutory")
    lead, delegate = Member(UserFactory(name="Chief Officer"), [Held(agency)]), Member(UserFactory(), [Held(agency)])
    edition = signing.offer(edition=EditionFactory(report=report), by=None)
    signing.decline(edition=edition, reason="Not our figures.", member=lead)

    assert titles(in_darlington, lead)["next"] == []
    assert titles(in_darlington, delegate)["next"] == [
        "Read why Chief Officer declined to sign Annual report 2019-20, edition 1 for Police: you can still sign it"
    ]


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
    choose(partnership=in_darlington, key="guidance", value=template.code, reason="For the test.", by=None)

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


def test_home_asks_another_person_to_decide_on_a_report_that_is_to_come_down(in_darlington, report, people):
    TakingDown.objects.create(
        partnership=in_darlington,
        published=PublishedEditionFactory(year="2019-20"),
        reason="A name",
        asked_by=people[Role.OFFICER],
    )
    title = "Decide whether the annual report 2019-20 is taken down"
    asker, manager = (as_member(people[role], role) for role in (Role.OFFICER, Role.MANAGER))

    found = duties(in_darlington, manager, TODAY())
    assert (found.next[0].duty.title, found.next[0].when) == (title, "due today")
    (waiting,) = (due.duty for due in duties(in_darlington, asker, TODAY()).waiting if due.duty.title == title)
    assert waiting.waits_on == WHO_DECIDES
    assert title not in str(titles(in_darlington, as_member(people[Role.CONTRIBUTOR], Role.CONTRIBUTOR)))


def test_home_reminds_the_manager_of_a_public_page_that_names_nobody(in_darlington, people):
    title = "Say on the public page who the partnership is: only its reports are public"
    manager, officer = (as_member(people[role], role) for role in (Role.MANAGER, Role.OFFICER))
    assert title not in titles(in_darlington, manager)["next"]

    PublishedEditionFactory(year="2019-20")
    assert title in titles(in_darlington, manager)["next"]
    assert title not in str(titles(in_darlington, officer))

    profiles.publish(partnership=in_darlington, about="Who we are.", seen=0, by=people[Role.MANAGER])
    assert title not in titles(in_darlington, manager)["next"]
