"""Two people merge the same agency at the same moment: one merge, and the other is told."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from core.db.tenancy import partnership_scope
from partnership.models import Agency, GroupMember, Succession
from partnership.services import seats, successions
from tests import factories

APRIL = datetime.date(2026, 4, 1)

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works):
    """Run them at the same moment, each on a connection of its own; what each gave or raised."""
    start = Barrier(len(works))

    def run(work):
        try:
            start.wait(timeout=20)
            return work()
        except (ValidationError, successions.PlanChanged) as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def merging(darlington, agency, name):
    def work():
        with partnership_scope(darlington):
            old = Agency.objects.get(pk=agency.pk)
            expected = successions.work_of([old], APRIL).fingerprint
            return successions.merge(
                predecessors=[old], into=None, name=name, on=APRIL, moves_money=False, expected=expected, by=None
            )

    return work


def test_of_two_merges_at_once_one_is_done(darlington):
    with partnership_scope(darlington):
        agency = factories.GroupMemberFactory().agency

    results = at_once(*(merging(darlington, agency, name) for name in ("First", "Second")))

    assert len([one for one in results if isinstance(one, Agency)]) == 1
    with partnership_scope(darlington):
        assert Succession.objects.count() == 1
        assert GroupMember.objects.current(APRIL).count() == 1
        assert Agency.objects.filter(name__in=["First", "Second"]).count() == 1


def test_no_seat_is_given_to_an_agency_that_goes_in_the_same_moment(darlington):
    with partnership_scope(darlington):
        agency, group = factories.AgencyFactory(), factories.GroupFactory()

    def sit():
        with partnership_scope(darlington):
            return seats.add(group=group, agencies=[agency], capacity="", starts_on=None, by=None)

    at_once(merging(darlington, agency, "New"), sit)

    with partnership_scope(darlington):
        agency.refresh_from_db()
        # Where the seat came first, the plan was no longer the one that was read, and nothing was merged.
        has_seat = GroupMember.objects.filter(agency=agency).current(APRIL).exists()
        assert has_seat == (agency.ends_on is None)
