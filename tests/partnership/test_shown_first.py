"""Which year pages begin with, and when terms of reference are due again: as the partnership has set it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.settings import choose
from partnership.preferences import terms_due_on
from partnership.services import groups
from tests.factories import ContributionFactory, GroupFactory, PostFactory


def set_to(partnership, key, value, **more):
    return choose(partnership=partnership, key=key, value=value, reason="The executive agreed it.", by=None, **more)


@pytest.mark.django_db
def test_the_budget_begins_with_the_year_that_is_set_where_there_is_money_in_it(darlington, member, client_for):
    client = client_for(member(darlington, Role.OFFICER))
    with partnership_scope(darlington):
        for year in ("2018-19", "2019-20"):
            ContributionFactory(year=year)

    assert client.get("/darlington/budget/").url == "/darlington/budget/2019-20/"
    for chosen, shown in (("2018-19", "2018-19"), ("running", "2019-20")):
        with partnership_scope(darlington):
            set_to(darlington, "year_shown", chosen)
        assert client.get("/darlington/budget/").url == f"/darlington/budget/{shown}/"


@pytest.mark.django_db
def test_the_home_page_is_about_the_year_that_is_set(darlington, member, client_for):
    client = client_for(member(darlington, Role.OFFICER))
    with partnership_scope(darlington):
        set_to(darlington, "year_shown", "2019-20")

    assert str(client.get("/darlington/").context["year"]) == "2019-20"


@pytest.mark.parametrize(
    ("months", "reviewed", "due"),
    [(None, (2026, 2, 28), (2027, 2, 28)), (6, (2026, 8, 31), (2027, 2, 28)), (24, (2024, 2, 29), (2026, 2, 28))],
)
def test_terms_are_due_again_after_the_months_that_are_set(in_darlington, months, reviewed, due):
    if months:
        set_to(in_darlington, "terms_months", months, from_on=datetime.date(2020, 1, 1))
    group = GroupFactory(partnership=in_darlington)

    groups.review_terms(group=group, reviewed_on=datetime.date(*reviewed), by=None)

    group.refresh_from_db()
    assert group.terms_due_on == terms_due_on(in_darlington, datetime.date(*reviewed)) == datetime.date(*due)


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "is_shown"), [(30, False), (60, True)])
def test_what_is_next_is_what_is_due_within_the_days_that_are_set(darlington, member, client_for, days, is_shown):
    client = client_for(member(darlington, Role.OFFICER))
    with partnership_scope(darlington):
        set_to(darlington, "days_ahead", days)
        ahead = timezone.localdate() + datetime.timedelta(45)
        GroupFactory(name="Executive", terms_due_on=ahead)
        PostFactory(title="Analyst", ends_on=ahead)

    html = client.get("/darlington/").content.decode()

    assert ("Review the terms of reference of Executive" in html) == is_shown
    assert ("The post Analyst ends" in html) == is_shown


@pytest.mark.django_db
def test_a_learners_home_page_asks_for_nothing_that_is_not_theirs(darlington, member, client_for):
    client = client_for(member(darlington, Role.LEARNER))
    with CaptureQueriesContext(connection) as queries:
        client.get("/darlington/")

    asked = " ".join(query["sql"] for query in queries)
    assert "reporting_section" not in asked
    assert "accounts_invitation" not in asked
    assert len(queries) <= 11
