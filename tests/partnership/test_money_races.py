"""Two officers at once: a year is begun once, and an amount that changes meanwhile is not noted as received."""

import threading
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from core.db.tenancy import partnership_scope
from indicators.models import Measure
from indicators.services import figures
from partnership.models import Budget, Contribution, Spending
from partnership.services import money
from tests.factories import ContributionFactory, SpendingFactory

pytestmark = pytest.mark.django_db(transaction=True)
REFUSED = (IntegrityError, ValidationError, money.AmountsChanged, figures.PartsChanged)


def at_once(partnership, *actions):
    """Run the actions in scopes and threads of their own, started together; returns what each gave or raised."""
    start, ends = threading.Barrier(len(actions)), [None] * len(actions)

    def run(place, action):
        try:
            start.wait(timeout=20)
            with partnership_scope(partnership):
                ends[place] = action()
        except REFUSED as error:
            ends[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, action)) for place, action in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return ends


def test_a_year_is_begun_once(darlington):
    with partnership_scope(darlington):
        SpendingFactory(year="2018-19", item="Staff")

    def start():
        return money.start_year(partnership=darlington, year="2019-20", copies=[money.SPENDING], by=None)

    ends = at_once(darlington, start, start)

    assert sum(isinstance(end, REFUSED) for end in ends) == 1
    with partnership_scope(darlington):
        assert (Budget.objects.count(), Spending.objects.filter(year="2019-20").count()) == (1, 1)


def test_an_amount_that_changes_meanwhile_is_not_noted(darlington):
    with partnership_scope(darlington):
        row = ContributionFactory(agreed=100)

    def change():
        return money.change(row=row, by=None, agreed=Decimal(90))

    def note():
        return money.mark_received(partnership=darlington, seen={row.pk: Decimal(100)}, by=None)

    ends = at_once(darlington, change, note)

    with partnership_scope(darlington):
        kept = Contribution.objects.get()
    was_first = not isinstance(ends[1], REFUSED)
    assert (kept.agreed, kept.received) == (90, 100 if was_first else None)


def test_parts_of_one_period_are_kept_by_one_of_two(darlington):
    family = figures.of_topic("Training", "2019-20", "n")
    shared = {"is_exhaustive": True, "is_published": False, "source": ""}

    def keep(value):
        part = {"name": "Courses", "value": Decimal(value)}
        return figures.keep_parts(partnership=darlington, family=family, parts=[part], opened="", by=None, **shared)

    ends = at_once(darlington, lambda: keep(5), lambda: keep(6))

    assert sum(isinstance(end, figures.PartsChanged) for end in ends) == 1
    with partnership_scope(darlington):
        assert Measure.objects.count() == 1
