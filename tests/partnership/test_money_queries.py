"""Pages of money take the same few queries for one row and for thirty, session and scope included."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = [
    ("budget_year", ["2019-20"]),
    ("budget_review", ["2019-20"]),
    ("budget_received", ["2019-20"]),
    ("budget_years", []),
    ("contributions", []),
]


def money():
    agency = factories.FormerNameFactory().agency
    factories.ContributionFactory(agency=agency)
    factories.ContributionFactory(agency=agency, year="2018-19")
    factories.ContributionFactory(agency=agency, paid="in_kind", what_in_kind="Rooms")
    factories.SpendingFactory()
    factories.IncomeFactory()


@pytest.mark.parametrize(("name", "args"), PAGES)
@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEAD_PARTNER])
def test_a_page_takes_the_same_few_queries(darlington, member, client_for, name, args, role):
    if (name, role) == ("budget_received", Role.LEAD_PARTNER):
        role = Role.MANAGER
    client, counts = client_for(member(darlington, role)), []
    for more in (1, 29):
        with partnership_scope(darlington):
            for _ in range(more):
                money()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"partnership:{name}", args=["darlington", *args])).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12
