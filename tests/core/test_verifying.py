"""Verifying reads all that was ever sealed, so it takes no statement more for more rows."""

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.seals import sealing, verifying
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_table_is_compared_by_one_statement(darlington, member):
    counted = {}
    for number in (1, 60):
        with partnership_scope(darlington, by=member(darlington, Role.OFFICER)):
            for place in range(number):
                factories.AgencyFactory(name=f"Agency {place} of {number}")
        sealing.seal()
        with CaptureQueriesContext(connections["sealer"]) as sent:
            assert list(verifying.faults("sealer")) == []
        counted[number] = len(sent)

    assert counted[60] == counted[1]
