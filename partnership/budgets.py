"""A year's money, added up here and nowhere else. What is given in kind never enters a total of cash.

An amount that is not known is None, never nothing: a total is None where no part of it is known, and a result or a
reserve is None where any part is missing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from core.years import FinancialYear
from partnership.models import Budget, Contribution, Income, Spending

Amount = Decimal | None
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class CashContribution:
    """What one agency gives in cash, under the name that it had when the year ended."""

    row: Contribution
    agency: str
    agreed: Amount
    invoiced: Amount
    received: Amount
    share: Amount

    @property
    def amount(self) -> Amount:
        """What was agreed, or what came where no agreement is recorded."""
        return first_known(self.agreed, self.received, self.invoiced)


@dataclass(frozen=True)
class ContributionInKind:
    """What one agency gives other than cash: what it is, and its worth where that is known."""

    row: Contribution
    agency: str
    what: str
    worth: Amount


@dataclass(frozen=True)
class BudgetFigures:
    """One year of one partnership. `cash` and `total_income` are on the agreed basis, `received` is what came."""

    year: FinancialYear
    budget: Budget | None
    contributions: tuple[CashContribution, ...]
    in_kind: tuple[ContributionInKind, ...]
    income: tuple[Income, ...]
    spending: tuple[Spending, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is recorded for the year."""
        return not (self.budget or self.contributions or self.in_kind or self.income or self.spending)

    @property
    def note(self) -> str:
        return self.budget.note if self.budget else ""

    @property
    def opening_reserve(self) -> Amount:
        return self.budget.opening_reserve if self.budget else None

    @property
    def closing_reserve_agreed(self) -> Amount:
        return self.budget.closing_reserve_agreed if self.budget else None

    @property
    def cash(self) -> Amount:
        return sum_known(one.amount for one in self.contributions)

    @property
    def agreed(self) -> Amount:
        return sum_known(one.agreed for one in self.contributions)

    @property
    def invoiced(self) -> Amount:
        return sum_known(one.invoiced for one in self.contributions)

    @property
    def received(self) -> Amount:
        return sum_known(one.received for one in self.contributions)

    @property
    def in_kind_worth(self) -> Amount:
        return sum_known(one.worth for one in self.in_kind)

    @property
    def other_income(self) -> Amount:
        return sum_known(one.amount for one in self.income)

    @property
    def total_income(self) -> Amount:
        """Cash contributions and other income."""
        return sum_known([self.cash, self.other_income])

    @property
    def spending_planned(self) -> Amount:
        return sum_known(one.planned for one in self.spending)

    @property
    def spending_actual(self) -> Amount:
        return sum_known(one.actual for one in self.spending)

    @property
    def result_planned(self) -> Amount:
        income = sum_all([*(one.amount for one in self.contributions), *(one.amount for one in self.income)])
        return _difference(income, sum_all(one.planned for one in self.spending))

    @property
    def result_actual(self) -> Amount:
        income = sum_all([*(one.received for one in self.contributions), *(one.amount for one in self.income)])
        return _difference(income, sum_all(one.actual for one in self.spending))

    @property
    def result(self) -> Amount:
        """The actual result, or the planned one until there is an actual one."""
        return first_known(self.result_actual, self.result_planned)

    @property
    def closing_reserve(self) -> Amount:
        """What the opening reserve and the result leave."""
        return sum_all([self.opening_reserve, self.result])

    @property
    def unknown_contributions(self) -> int:
        """How many agencies' cash is recorded without an amount, so that the totals are too low."""
        return sum(one.amount is None for one in self.contributions)


@dataclass(frozen=True)
class ComparedAgency:
    """One agency's cash, year beside year."""

    agency_id: object
    agency: str
    amounts: tuple[Amount, ...]
    shares: tuple[Amount, ...]
    rows: tuple[Contribution | None, ...]


@dataclass(frozen=True)
class Comparison:
    """Several years side by side, in the order asked for."""

    budgets: tuple[BudgetFigures, ...]

    @property
    def years(self) -> tuple[FinancialYear, ...]:
        return tuple(one.year for one in self.budgets)

    @property
    def agencies(self) -> tuple[ComparedAgency, ...]:
        """Every agency that gives cash in any of the years, the largest of the last year first."""
        found: dict = {}
        for place, budget in enumerate(self.budgets):
            for one in budget.contributions:
                found.setdefault(one.row.agency_id, [None] * len(self.budgets))[place] = one
        compared = [_compared(agency_id, given) for agency_id, given in found.items()]
        return tuple(sorted(compared, key=lambda one: (*(-(amount or 0) for amount in one.amounts[::-1]), one.agency)))


def budget_of(partnership, year: FinancialYear | str) -> BudgetFigures:
    """One year's money; five queries whatever the rows."""
    return budgets_of(partnership, [year]).budgets[0]


def budgets_of(partnership, years: Iterable[FinancialYear | str]) -> Comparison:
    """Years side by side; five queries whatever the years and rows."""
    wanted = [FinancialYear.parse(year) if isinstance(year, str) else year for year in years]
    chosen = {"partnership": partnership, "year__in": [str(year) for year in wanted]}
    given = Contribution.objects.filter(**chosen).select_related("agency").prefetch_related("agency__former_names")
    budgets = {budget.year: budget for budget in Budget.objects.filter(**chosen)}
    contributions = _by_year(given)
    income = _by_year(Income.objects.filter(**chosen))
    spending = _by_year(Spending.objects.filter(**chosen))
    return Comparison(
        tuple(
            BudgetFigures(
                year=year,
                budget=budgets.get(str(year)),
                contributions=_cash(year, contributions.get(str(year), [])),
                in_kind=_in_kind(year, contributions.get(str(year), [])),
                income=tuple(income.get(str(year), [])),
                spending=tuple(spending.get(str(year), [])),
            )
            for year in wanted
        )
    )


def years_with_money(partnership) -> list[FinancialYear]:
    """Every year for which any money is recorded, the latest first; one query."""
    labels = [model.objects.filter(partnership=partnership).order_by().values_list("year") for model in MODELS]
    return sorted({FinancialYear.parse(label) for (label,) in labels[0].union(*labels[1:])}, reverse=True)


def latest_cash(partnership) -> tuple[FinancialYear, Amount] | None:
    """The latest year in which cash was contributed, and how much; one query."""
    given = list(Contribution.objects.filter(partnership=partnership).latest_cash())
    if not given:
        return None
    amounts = (first_known(row.agreed, row.received, row.invoiced) for row in given)
    return FinancialYear.parse(given[0].year), sum_known(amounts)


MODELS = (Budget, Contribution, Income, Spending)


def sum_known(amounts: Iterable[Amount]) -> Amount:
    """The sum of the amounts that are known; None where none is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def sum_all(amounts: Iterable[Amount]) -> Amount:
    """The sum, or None where there is nothing to add or any amount is not known."""
    listed = list(amounts)
    return sum(listed, Decimal(0)) if listed and None not in listed else None


def first_known(*amounts: Amount) -> Amount:
    return next((amount for amount in amounts if amount is not None), None)


def _difference(income: Amount, spending: Amount) -> Amount:
    return None if income is None or spending is None else income - spending


def _by_year(rows) -> dict[str, list]:
    found: dict[str, list] = {}
    for row in rows:
        found.setdefault(row.year, []).append(row)
    return found


def _cash(year: FinancialYear, rows: list[Contribution]) -> tuple[CashContribution, ...]:
    rows = [row for row in rows if row.paid == Contribution.Paid.CASH]
    amounts = {row.pk: first_known(row.agreed, row.received, row.invoiced) for row in rows}
    total = sum_all(amounts.values())
    made = [
        CashContribution(
            row=row,
            agency=row.agency.name_on(year.ends),
            agreed=row.agreed,
            invoiced=row.invoiced,
            received=row.received,
            share=(amounts[row.pk] * 100 / total).quantize(TENTH, ROUND_HALF_UP) if total else None,
        )
        for row in rows
    ]
    return tuple(sorted(made, key=lambda one: (one.amount is None, -(one.amount or 0), one.agency)))


def _in_kind(year: FinancialYear, rows: list[Contribution]) -> tuple[ContributionInKind, ...]:
    rows = [row for row in rows if row.paid == Contribution.Paid.IN_KIND]
    made = [ContributionInKind(row, row.agency.name_on(year.ends), row.what_in_kind, row.agreed) for row in rows]
    return tuple(sorted(made, key=lambda one: (-(one.worth or 0), one.agency)))


def _compared(agency_id, given: list[CashContribution | None]) -> ComparedAgency:
    return ComparedAgency(
        agency_id=agency_id,
        agency=next(one.agency for one in reversed(given) if one),
        amounts=tuple(one.amount if one else None for one in given),
        shares=tuple(one.share if one else None for one in given),
        rows=tuple(one.row if one else None for one in given),
    )
