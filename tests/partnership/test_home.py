"""The home page of a partnership: what each card counts, and what the next report lacks."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from core.calendar.financial_years import FinancialYear
from core.db.tenancy import partnership_scope
from tests import factories


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """In the summer in which the report for 2019-20 is written."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: datetime.date(2020, 7, 1))


def home(client):
    return client.get("/darlington/").context


def cards(context):
    return {card.title: card for card in context["cards"]}


def test_the_year_is_the_last_one_that_ended(officer):
    assert home(officer)["year"] == FinancialYear(2019)


def test_cards_count_what_is_there(officer, darlington):
    with partnership_scope(darlington):
        factories.AgencyFactory(kind="statutory")
        factories.AgencyFactory(ends_on=datetime.date(2019, 3, 31))
        factories.PostFactory(fte="0.60", state="vacant")
        factories.ContributionFactory(year="2018-19", agreed="100.00")
        factories.ContributionFactory(agreed="250.00")
        factories.ContributionFactory(agreed=None, received="50.00")
        factories.ContributionFactory(agreed="999.00", paid="in_kind")
        factories.IndicatorValueFactory(period="2020-03-31")

    found = cards(home(officer))

    assert (found["People"].figure, found["People"].text) == ("1", "posts in the business unit, 0.6 FTE vacant")
    assert (found["Budget and contributions"].figure, found["Budget and contributions"].text) == (
        "£250",
        "contributions in cash as agreed, 2019-20, 1 of 2 not on record",
    )
    assert found["Indicators"].text == "with values, the latest for 31 March 2020"
    assert found["Indicators"].needs == ()


def test_what_is_missing_is_named(officer):
    needs = [need for _, need in home(officer)["needs"]]

    assert "No lead safeguarding partner is on record." in needs
    assert "No contribution in cash is on record for 2019-20." in needs
    assert "No value is on record for 2019-20." in needs


def test_a_contributor_without_a_section_is_told_so(darlington, member, client_for):
    client = client_for(member(darlington, Role.CONTRIBUTOR))

    assert cards(home(client)) == {}
    assert "You have no tasks" in client.get("/darlington/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_home_takes_the_same_queries_whatever_there_is(darlington, member, client_for):
    client = client_for(member(darlington, Role.OFFICER))
    counts = []
    for more in (1, 10):
        with partnership_scope(darlington):
            for _ in range(more):
                factories.ContributionFactory(agency=factories.FormerNameFactory().agency)
                factories.GroupFactory()
                factories.IndicatorValueFactory()
        with CaptureQueriesContext(connection) as queries:
            client.get("/darlington/")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def duties(client):
    found = home(client)["duties"]
    return [(due.duty.title, due.duty.url) for due in [*found.late, *found.next]]


@pytest.mark.parametrize("role", [Role.AGENCY_LEAD, Role.LEAD_PARTNER])
def test_who_leads_an_agency_is_told_what_it_owes(darlington, member, client_for, role):
    with partnership_scope(darlington):
        own = factories.AgencyFactory(name="The Council")
        factories.ContributionFactory(agency=own, year="2020-21", agreed=100)
        factories.ContributionFactory(agency=own, year="2019-20", agreed=100, received=60)
        factories.ContributionFactory(agency=own, year="2018-19", agreed=100)
        factories.ContributionFactory(agency__name="Police", year="2019-20", agreed=70)
    client = client_for(member(darlington, role, agency=own))
    page = f"/darlington/agencies/{own.pk}/"

    assert [one for one in duties(client) if "has not paid" in one[0]] == [
        ("The Council has not paid £40 for 2019-20", page),
        ("The Council has not paid £100 for 2020-21", page),
    ]
    assert "£40" in client.get(page).content.decode()


def test_who_writes_for_an_agency_is_not_asked_for_its_money(darlington, member, client_for):
    with partnership_scope(darlington):
        own = factories.AgencyFactory()
        factories.ContributionFactory(agency=own, year="2019-20", agreed=100)

    assert duties(client_for(member(darlington, Role.CONTRIBUTOR, agency=own))) == []


def test_an_agencys_lead_finds_what_it_gives_from_its_people(darlington, member, client_for):
    with partnership_scope(darlington):
        own = factories.AgencyFactory(name="The Council")
    page = client_for(member(darlington, Role.AGENCY_LEAD, agency=own)).get("/darlington/my-agency/people/")

    assert f'href="/darlington/agencies/{own.pk}/">The Council: its seats, and what it gives' in page.content.decode()


def test_a_lay_members_home_shows_whom_they_will_meet(darlington, member, client_for):
    with partnership_scope(darlington):
        factories.AgencyFactory.create_batch(2)
        factories.GroupFactory()
    client = client_for(member(darlington, Role.LAY_MEMBER))

    found = {card.title: card.figure for card in client.get("/darlington/").context["cards"]}
    assert found == {"Agencies": "2", "Structure": "1"}
    for title, address in (("Agencies", "/darlington/agencies/"), ("Structure", "/darlington/structure/")):
        assert client.get(address).status_code == 200, title


def test_a_learners_home_leads_to_whom_to_ask_and_to_help(darlington, member, client_for):
    page = client_for(member(darlington, Role.LEARNER)).get("/darlington/").content.decode()

    assert 'href="/darlington/about/contact/"' in page
    assert 'href="/help/learner/"' in page
