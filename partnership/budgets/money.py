"""One year of money. An amount that is not known is None, never nothing."""

from dataclasses import dataclass
from decimal import Decimal

from core.calendar.financial_years import FinancialYear
from partnership.budgets.bases import Amount, Basis, left_out, share_of, sum_all, sum_known, usual_basis
from partnership.budgets.statements import ACTUAL, PLANNED, SPENT_AS, Gap, Statement
from partnership.models import Budget, Contribution, Income, Spending


@dataclass(frozen=True)
class CashContribution:
    """What one agency gives in cash, under the name that it had when the year ended."""

    row: Contribution
    agency: str
    agreed: Amount
    invoiced: Amount
    received: Amount

    def on(self, basis: Basis) -> Amount:
        return getattr(self, basis)

    @property
    def due(self) -> Amount:
        """What was agreed, or else invoiced; None where neither is on record."""
        return self.invoiced if self.agreed is None else self.agreed

    @property
    def outstanding(self) -> Amount:
        """What is due and has not come, never less than nothing; None where nothing is known to be due."""
        return None if self.due is None else max(self.due - (self.received or 0), Decimal(0))

    @property
    def too_much(self) -> Amount:
        """By how much more came than is due; None where no more did."""
        over = None if self.due is None else (self.received or 0) - self.due
        return over if over and over > 0 else None


@dataclass(frozen=True)
class ContributionInKind:
    """What one agency gives other than cash: what it is, and its worth where that is known."""

    row: Contribution
    agency: str
    what: str
    worth: Amount


@dataclass(frozen=True)
class MoneyOfYear:
    """One year of one partnership."""

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
    def basis(self) -> Basis:
        """On which the year's contributions are shown by themselves."""
        return usual_basis([self.contributions])

    def cash(self, basis: Basis) -> Amount:
        """All contributions in cash, of those that are known on the basis."""
        return sum_known(one.on(basis) for one in self.contributions)

    def whole_cash(self, basis: Basis) -> Amount:
        """All contributions in cash; None where any is not known on the basis."""
        return sum_all(one.on(basis) for one in self.contributions)

    def unknown(self, basis: Basis) -> int:
        """How many contributions in cash have no amount on the basis."""
        return sum(one.on(basis) is None for one in self.contributions)

    @property
    def shares(self) -> list[tuple[CashContribution, Amount]]:
        """Each contribution in cash with its share on the year's basis; none where an amount is not known."""
        whole = self.whole_cash(self.basis)
        return [(one, share_of(one.on(self.basis), whole)) for one in self.contributions]

    @property
    def outstanding(self) -> Amount:
        """What is still to come from all agencies; what one gave too much pays for nobody else."""
        return sum_known(one.outstanding for one in self.contributions)

    @property
    def in_kind_worth(self) -> Amount:
        return sum_known(one.worth for one in self.in_kind)

    @property
    def other_income(self) -> Amount:
        return sum_known(one.amount for one in self.income)

    @property
    def spending_planned(self) -> Amount:
        return sum_known(one.planned for one in self.spending)

    @property
    def spending_actual(self) -> Amount:
        return sum_known(one.actual for one in self.spending)

    @property
    def planned(self) -> Statement:
        return self._statement(PLANNED, Basis.AGREED, closing_reserve_agreed=self.closing_reserve_agreed)

    @property
    def actual(self) -> Statement:
        return self._statement(ACTUAL, Basis.RECEIVED)

    @property
    def statements(self) -> list[Statement]:
        """What is to be shown: those of which anything is known, or else the planned one."""
        return [one for one in (self.planned, self.actual) if one.has_own] or [self.planned]

    @property
    def contributions_left_out(self) -> str:
        """A sentence about the contributions that a total leaves out; "" where there are none."""
        return left_out({str(basis): [one.on(basis) for one in self.contributions] for basis in Basis})

    @property
    def spending_left_out(self) -> str:
        return left_out(
            {"planned": [one.planned for one in self.spending], "spent": [one.actual for one in self.spending]}
        )

    @property
    def in_kind_left_out(self) -> str:
        return left_out({"estimates of worth": [one.worth for one in self.in_kind]})

    def _statement(self, name: str, basis: Basis, **more) -> Statement:
        spent = [getattr(one, SPENT_AS[basis]) for one in self.spending]
        return Statement(
            name=name,
            basis=basis,
            contributions=self.cash(basis),
            other_income=self.other_income,
            spending=sum_known(spent),
            opening_reserve=self.opening_reserve,
            unknown_contributions=Gap(self.unknown(basis), len(self.contributions)),
            unknown_spending=Gap(spent.count(None), len(spent)),
            **more,
        )
