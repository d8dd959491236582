"""A list takes the same number of queries for one row and for thirty, session and scope included."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def rows(model, count):
    for _ in range(count):
        model()


def role_holder():
    above = factories.RoleHolderFactory()
    factories.RoleHolderFactory(role="delegated_partner", delegated_from=above)


def agency():
    factories.FormerNameFactory(agency=factories.AgencyFactory(sector="Health", kind="statutory"))


def group():
    parent = factories.GroupFactory()
    made = factories.GroupFactory(parent=parent)
    factories.GroupChairFactory(group=made, agency=factories.AgencyFactory())
    factories.GroupLinkFactory(group=made, to_group=parent, to_board="")
    factories.GroupMemberFactory(group=made)


LISTS = {
    "partnership:agencies": (agency, 12),
    "partnership:contacts": (factories.ContactFactory, 11),
    "partnership:posts": (lambda: factories.PostFactory(funded_by=factories.AgencyFactory()), 12),
    "partnership:role_holders": (role_holder, 10),
    "partnership:groups": (group, 12),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_the_same_few_queries(darlington, member, client_for, name):
    make, expected = LISTS[name]
    client = client_for(member(darlington, Role.OFFICER))
    counts = []
    for more in (1, 29):
        with partnership_scope(darlington):
            rows(make, more)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name, args=["darlington"])).status_code == 200
        counts.append(len(queries))

    assert counts == [expected, expected]
