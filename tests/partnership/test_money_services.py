"""A year's money: begun from the year before, kept, and noted as received."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from partnership.budgets import budget_of
from partnership.models import Budget, Contribution, Income
from partnership.services import money
from tests.factories import AgencyFactory, BudgetFactory, ContributionFactory, IncomeFactory, SpendingFactory

ALL = [money.CONTRIBUTIONS, money.SPENDING, money.RESERVE]


@pytest.fixture
def last_year(in_darlington):
    BudgetFactory(year="2018-19", opening_reserve=1000)
    ContributionFactory(year="2018-19", agency__name="Council", agreed=100, received=100)
    ContributionFactory(year="2018-19", agency__name="Police", paid="in_kind", what_in_kind="Analyst", agreed=50)
    ended = AgencyFactory(name="Old CCG", ends_on=datetime.date(2019, 3, 31))
    ContributionFactory(year="2018-19", agency=ended, agreed=70, received=70)
    IncomeFactory(year="2018-19", amount=30)
    SpendingFactory(year="2018-19", item="Staff", planned=150, actual=160)
    return in_darlington


def start(partnership, year="2019-20", copies=ALL):
    return money.start_year(partnership=partnership, year=year, copies=copies, by=None)


def test_a_year_begins_with_what_is_taken_over(last_year):
    start(last_year)

    year = budget_of(last_year, "2019-20")
    assert [(one.agency, one.agreed, one.received) for one in year.contributions] == [("Council", 100, None)]
    assert [(one.agency, one.what, one.worth) for one in year.in_kind] == [("Police", "Analyst", 50)]
    assert [(one.item, one.planned, one.actual) for one in year.spending] == [("Staff", 150, None)]
    assert (year.opening_reserve, year.income) == (1040, ())


def test_a_year_begins_empty_where_nothing_is_ticked(last_year):
    start(last_year, copies=[])

    year = budget_of(last_year, "2019-20")
    assert (year.contributions, year.spending, year.opening_reserve) == ((), (), None)
    assert Budget.objects.filter(year="2019-20").exists()


@pytest.mark.parametrize("factory", [BudgetFactory, ContributionFactory, IncomeFactory, SpendingFactory])
def test_a_year_with_money_is_not_begun_again(last_year, factory):
    factory(year="2019-20")
    before = Contribution.objects.count()

    with pytest.raises(ValidationError, match="money on record for 2019-20 already"):
        start(last_year)
    assert Contribution.objects.count() == before


def test_a_year_that_is_none_is_refused(in_darlington):
    with pytest.raises(ValidationError, match="between 1900 and 2200"):
        start(in_darlington, "9999-00")


def test_the_reserve_is_kept_also_where_nobody_began_the_year(in_darlington):
    values = {"opening_reserve": Decimal(5), "closing_reserve_agreed": None, "note": "So."}
    for opening in (5, 6):
        values["opening_reserve"] = Decimal(opening)
        money.keep_budget(partnership=in_darlington, year="2019-20", by=None, **values)

    assert [(row.opening_reserve, row.note) for row in Budget.objects.all()] == [(6, "So.")]


def test_a_row_is_added_and_changed(in_darlington):
    row = Income(partnership=in_darlington, year="2019-20")
    row = money.add(row=row, by=None, item="Fees", amount=Decimal(7), source="")
    money.change(row=row, by=None, item="Course fees", amount=Decimal(8), source="Ledger")

    assert list(Income.objects.values_list("item", "amount", "source")) == [("Course fees", 8, "Ledger")]


def test_money_is_noted_as_received_in_full(in_darlington):
    agreed = ContributionFactory(agreed=100, received=40)
    invoiced = ContributionFactory(agreed=None, invoiced=30)
    other = ContributionFactory(agreed=20)

    seen = {agreed.pk: Decimal(100), invoiced.pk: Decimal(30)}
    assert len(money.mark_received(partnership=in_darlington, seen=seen, by=None)) == 2

    came = dict(Contribution.objects.values_list("pk", "received"))
    assert came == {agreed.pk: 100, invoiced.pk: 30, other.pk: None}


def test_another_amount_than_was_seen_is_not_noted(in_darlington):
    one, two = ContributionFactory(agency__name="Council", agreed=100), ContributionFactory(agreed=20)

    with pytest.raises(money.AmountsChanged, match="Council"):
        money.mark_received(partnership=in_darlington, seen={one.pk: Decimal(90), two.pk: Decimal(20)}, by=None)
    assert not Contribution.objects.exclude(received=None).exists()


def test_outstanding_is_cash_that_is_due_and_has_not_come(in_darlington):
    ContributionFactory(agency__name="Part", agreed=100, received=40)
    ContributionFactory(agency__name="Full", agreed=100, received=100)
    ContributionFactory(agency__name="Kind", paid="in_kind", what_in_kind="Room", agreed=100)
    ContributionFactory(agency__name="Nobody knows", agreed=None)

    assert [(row.agency.name, row.missing) for row in Contribution.objects.outstanding()] == [("Part", 60)]
