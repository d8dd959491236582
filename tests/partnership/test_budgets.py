import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.calendar.financial_years import FinancialYear
from core.db.tenancy import partnership_scope
from partnership.budgets import PLANNED, Basis, budget_of, budgets_of, years_with_money
from partnership.budgets.sentences import says_of_outstanding, says_of_years
from partnership.models import Contribution, Succession
from tests.factories import (
    AgencyFactory,
    BudgetFactory,
    ContributionFactory,
    FormerNameFactory,
    IncomeFactory,
    SpendingFactory,
)

YEAR = "2025-26"


@pytest.fixture
def darlington_2025(in_darlington):
    """The arrangements of 2025 (V3): the police pay £34,404 and lend an analyst."""
    for name, agreed in [("Council", 150982), ("Health", 60103), ("Colleges", 2715), ("Probation", 1846)]:
        ContributionFactory(year=YEAR, agency__name=name, agreed=agreed)
    police = AgencyFactory(name="Police")
    ContributionFactory(year=YEAR, agency=police, agreed=34404)
    ContributionFactory(year=YEAR, agency=police, paid="in_kind", what_in_kind="0.4 FTE analyst", agreed=17596)
    SpendingFactory(year=YEAR, item="All", planned=312201)
    return in_darlington


def test_what_is_given_in_kind_enters_no_total_of_cash(darlington_2025):
    budget = budget_of(darlington_2025, YEAR)
    assert (budget.cash(Basis.AGREED), budget.planned.income, budget.in_kind_worth) == (250050, 250050, 17596)
    assert [one.agency for one in budget.contributions] == ["Council", "Health", "Police", "Colleges", "Probation"]
    assert budget.in_kind[0].what == "0.4 FTE analyst"


def test_shares_are_of_cash(darlington_2025):
    shares = [share for _, share in budget_of(darlington_2025, YEAR).shares]
    assert shares == [Decimal(text) for text in ("60.4", "24.0", "13.8", "1.1", "0.7")]


def test_the_deficit_is_taken_from_the_reserve(darlington_2025):
    BudgetFactory(year=YEAR, opening_reserve=100000, closing_reserve_agreed=40000)
    budget = budget_of(darlington_2025, YEAR)
    assert (budget.planned.result, budget.actual.result) == (-62151, None)
    assert (budget.planned.closing_reserve, budget.closing_reserve_agreed) == (37849, 40000)
    assert [one.name for one in budget.statements] == [PLANNED]


def test_the_actual_result_is_of_what_came_and_what_was_spent(in_darlington):
    ContributionFactory(agreed=100, invoiced=100, received=90)
    IncomeFactory(amount=20)
    SpendingFactory(planned=70, actual=80)
    budget = budget_of(in_darlington, "2019-20")
    assert (budget.planned.result, budget.actual.result) == (50, 30)
    assert [budget.cash(basis) for basis in Basis] == [100, 90, 100]
    assert (budget.other_income, budget.planned.income, budget.actual.income) == (20, 120, 110)


def test_what_is_not_known_is_not_nothing(in_darlington):
    ContributionFactory(agreed=None)
    IncomeFactory(amount=20)
    empty = budget_of(in_darlington, "2019-20")
    planned = empty.planned
    assert (empty.cash(Basis.AGREED), planned.income, planned.spending, planned.result) == (None,) * 4
    ContributionFactory(agreed=40)
    budget = budget_of(in_darlington, "2019-20")
    assert (budget.cash(Basis.AGREED), budget.whole_cash(Basis.AGREED), budget.planned.result) == (40, None, None)
    assert [share for _, share in budget.shares] == [None, None]
    assert budget.contributions_left_out == "Not on record, and in no total: 1 of 2 agreed."
    assert budget.planned.lacking == "what was agreed of 1 of 2 contributions and what was planned"


@pytest.mark.parametrize(
    ("given", "basis"),
    [
        ([], Basis.AGREED),
        ([{"agreed": 5, "received": 4}, {"agreed": 6}], Basis.AGREED),
        ([{"agreed": None, "received": 4}, {"agreed": 6, "received": 6}], Basis.RECEIVED),
        ([{"agreed": None, "received": 4, "invoiced": 5}, {"agreed": None, "invoiced": 6}], Basis.INVOICED),
        ([{"agreed": None, "received": 4}, {"agreed": 6}], Basis.AGREED),
        ([{"agreed": None}], Basis.AGREED),
    ],
)
def test_a_total_is_of_one_basis_for_all(in_darlington, given, basis):
    for amounts in given:
        ContributionFactory(**amounts)
    assert budget_of(in_darlington, "2019-20").basis == basis


def test_years_are_compared_on_one_basis_or_on_the_one_asked_for(in_darlington):
    agency = AgencyFactory()
    ContributionFactory(agency=agency, year="2018-19", agreed=None, received=90)
    ContributionFactory(agency=agency, year="2019-20", agreed=100, received=80)
    years = ["2018-19", "2019-20"]
    compared = budgets_of(in_darlington, years)
    assert (compared.basis, compared.cash, compared.change.amount) == (Basis.RECEIVED, (90, 80), -10)
    compared = budgets_of(in_darlington, years, Basis.AGREED)
    assert (compared.cash, compared.change.amount, compared.left_out) == ((None, 100), None, "")


def test_a_year_of_which_nothing_is_known_is_empty(in_darlington):
    assert budget_of(in_darlington, "2019-20").is_empty


def test_agencies_have_the_name_of_the_years_end(in_darlington):
    agency = AgencyFactory(name="Probation Service")
    FormerNameFactory(agency=agency, name="Probation Trust", used_until=datetime.date(2020, 3, 31))
    ContributionFactory(agency=agency, year="2019-20")
    ContributionFactory(agency=agency, year="2020-21")
    names = [budget_of(in_darlington, year).contributions[0].agency for year in ("2019-20", "2020-21")]
    assert names == ["Probation Trust", "Probation Service"]


def test_years_stand_side_by_side(in_darlington):
    council, police, college = (AgencyFactory(name=name) for name in ("Council", "Police", "College"))
    for agency, before, now in [(council, 50, 60), (police, 50, 40), (college, 10, None)]:
        ContributionFactory(agency=agency, year="2018-19", agreed=before)
        if now:
            ContributionFactory(agency=agency, year="2019-20", agreed=now)
    compared = budgets_of(in_darlington, ["2018-19", "2019-20"])
    assert [(one.agency, one.amounts) for one in compared.agencies] == [
        ("Council", (50, 60)),
        ("Police", (50, 40)),
        ("College", (10, None)),
    ]
    assert compared.agencies[0].shares[-1] == 60
    assert compared.years == (FinancialYear(2018), FinancialYear(2019))


def test_many_rows_and_years_take_three_queries(darlington_2025, django_assert_num_queries):
    ContributionFactory(year="2019-20")
    with django_assert_num_queries(3):
        compared = budgets_of(darlington_2025, ["2019-20", YEAR])
        assert compared.agencies
        assert compared.budgets[1].planned.result
    with django_assert_num_queries(2):
        assert budget_of(darlington_2025, YEAR).planned.result


def test_years_with_money_come_latest_first(in_darlington, django_assert_num_queries):
    ContributionFactory(year="2018-19")
    SpendingFactory(year="2020-21")
    IncomeFactory(year="2018-19")
    with django_assert_num_queries(1):
        assert [str(year) for year in years_with_money(in_darlington)] == ["2020-21", "2018-19"]


def test_another_partnerships_money_is_not_counted(in_darlington, durham):
    with partnership_scope(in_darlington, durham, write=[durham]):
        ContributionFactory(agreed=999)
        assert budget_of(in_darlington, "2019-20").is_empty


def test_what_is_outstanding_is_told_by_agency_and_is_never_offset(in_darlington):
    ContributionFactory(agency__name="Short", agreed=100, received=60)
    ContributionFactory(agency__name="Over", agreed=50, received=70)
    ContributionFactory(agency__name="Invoiced", agreed=None, invoiced=30)
    ContributionFactory(agency__name="Open", agreed=None, received=None)
    budget = budget_of(in_darlington, "2019-20")
    owed = {one.agency: one.outstanding for one in budget.contributions}
    assert owed == {"Short": 40, "Over": 0, "Invoiced": 30, "Open": None}
    assert [one.too_much for one in budget.contributions if one.too_much] == [20]
    assert budget.outstanding == 70
    listed = Contribution.objects.for_list_page().values_list("agency__name", "missing")
    assert dict(listed) == owed


def test_what_is_not_known_to_have_come_is_told_where_it_stands_as_outstanding(in_darlington):
    for agreed, received in ((100, 100), (50, None), (None, 20)):
        ContributionFactory(agreed=agreed, received=received)
    budget = budget_of(in_darlington, "2019-20")
    assert budget.outstanding == 50
    says = says_of_outstanding(budget)
    assert "Of 1 of 2 nothing is noted as received, so all that is due stands as outstanding." in says
    assert says.endswith("Of 1 nothing is known to be due; the total leaves it out.")
    Contribution.objects.filter(received=100).update(received=None)
    assert "Nothing is noted as received for 2019-20, so all of it stands" in says_of_outstanding(
        budget_of(in_darlington, "2019-20")
    )


def test_a_change_is_in_pounds_and_in_percent(in_darlington):
    council, new = AgencyFactory(name="Council"), AgencyFactory(name="New", starts_on=datetime.date(2019, 4, 1))
    ContributionFactory(agency=council, year="2018-19", agreed=300)
    ContributionFactory(agency=council, year="2019-20", agreed=200)
    ContributionFactory(agency=new, year="2019-20", agreed=50)
    compared = budgets_of(in_darlington, ["2018-19", "2019-20"])
    changes = {one.agency: (one.change.amount, one.change.percent, one.is_new) for one in compared.agencies}
    assert changes == {"Council": (-100, Decimal("-33.3"), False), "New": (50, None, True)}
    assert (compared.change.amount, compared.change.percent) == (-50, Decimal("-16.7"))


@pytest.mark.parametrize("place", [0, 1])
def test_a_year_without_a_record_is_no_year_without_money(in_darlington, place):
    years = ["2018-19", "2019-20"]
    council, trust = AgencyFactory(name="Council"), AgencyFactory(name="Trust", starts_on=datetime.date(2011, 4, 1))
    for year in years:
        ContributionFactory(agency=council, year=year, agreed=100)
    ContributionFactory(agency=trust, year=years[place], agreed=34000)
    compared = budgets_of(in_darlington, years)
    found = {one.agency: (one.change.amount, one.is_new, one.no_figure_for) for one in compared.agencies}
    assert found == {"Council": (0, False, ""), "Trust": (None, False, years[1 - place])}
    assert compared.change.amount is None
    assert "not all on record" in says_of_years(compared)


def test_an_agency_that_has_ended_is_known_to_give_nothing(in_darlington):
    council = AgencyFactory(name="Council")
    for year in ("2018-19", "2019-20"):
        ContributionFactory(agency=council, year=year, agreed=100)
    ContributionFactory(agency__name="Trust", agency__ends_on=datetime.date(2019, 3, 31), year="2018-19", agreed=40)
    compared = budgets_of(in_darlington, ["2018-19", "2019-20"])
    assert {one.agency: one.change.amount for one in compared.agencies} == {"Council": 0, "Trust": -40}
    assert compared.change.amount == -40


def test_a_successor_of_somebody_without_a_record_is_not_new(in_darlington):
    old, new = AgencyFactory(name="Old"), AgencyFactory(name="New", starts_on=datetime.date(2019, 4, 1))
    Succession.objects.create(partnership=in_darlington, successor=new, predecessor=old)
    ContributionFactory(agency__name="Council", year="2018-19", agreed=100)
    ContributionFactory(agency=new, year="2019-20", agreed=50)
    line = next(one for one in budgets_of(in_darlington, ["2018-19", "2019-20"]).agencies if one.agency == "New")
    assert (line.is_new, line.no_figure_for) == (False, "2018-19")


@pytest.mark.parametrize("label", ["9999-00", "0000-01", "1899-00", "2200-01", "2019-21", "২০১৯-২০"])
def test_an_absurd_year_is_no_year(label):
    with pytest.raises(ValidationError):
        FinancialYear.parse(label)
