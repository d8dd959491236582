"""One year of money. An amount that is not known is None, never nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from core.years import FinancialYear
from partnership.models import Budget, Contribution, Income, Spending

Amount = Decimal | None


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

    @property
    def outstanding(self) -> Amount:
        """What was agreed, or else invoiced, and has not come; below nothing where more came. None where neither is
        recorded."""
        due = first_known(self.agreed, self.invoiced)
        return None if due is None else due - (self.received or 0)


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
    def outstanding(self) -> Amount:
        """What is still to come from all agencies; what one gave too much pays for nobody else."""
        return sum_known(max(one.outstanding, Decimal(0)) for one in self.contributions if one.outstanding is not None)

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
