"""Lists of figures take the same number of queries for one row and for thirty, session and scope included."""

import itertools

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

AMOUNTS = itertools.count(1)


def indicator():
    made = factories.IndicatorFactory()
    for unit in ("n", "%"):
        factories.IndicatorValueFactory(indicator=made, unit=unit)
        factories.IndicatorValueFactory(indicator=made, unit=unit, breakdown="Boys")


def discrepancy():
    made = factories.PrintedTotalFactory(printed=1)
    factories.MeasureFactory(topic=made.of.removeprefix("Measure: "), is_exhaustive=True)
    factories.PrintedTotalFactory(of="Contributions in cash", printed=next(AMOUNTS))
    factories.ContributionFactory()


def contribution():
    factories.ContributionFactory(agency=factories.FormerNameFactory().agency)
    factories.SpendingFactory()
    factories.IncomeFactory()


# For a scrutineer the list asks for the rule and for what was said of figures that count no people as well.
# The last two are sums over all years of money rather than lists of rows, so 12 does not hold for them.
LISTS = [
    ("indicators:indicators", indicator, Role.OFFICER, 12),
    ("indicators:indicators", indicator, Role.SCRUTINEER, 14),
    ("indicators:measures", factories.MeasureFactory, Role.OFFICER, 11),
    ("indicators:discrepancies", discrepancy, Role.OFFICER, 12),
    ("partnership:budget_years", contribution, Role.OFFICER, 11),
]


@pytest.mark.parametrize(("name", "make", "role", "expected"), LISTS)
def test_a_list_takes_the_same_few_queries(darlington, member, client_for, name, make, role, expected):
    client = client_for(member(darlington, role))
    counts = []
    for more in (1, 29):
        with partnership_scope(darlington):
            for _ in range(more):
                make()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name, args=["darlington"])).status_code == 200
        counts.append(len(queries))

    assert counts == [expected, expected]
