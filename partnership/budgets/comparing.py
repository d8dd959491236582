"""Years of money side by side."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from core.years import FinancialYear
from partnership.budgets.figures import Amount, BudgetFigures, CashContribution
from partnership.models import Contribution

TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Change:
    """From one year to the next: in pounds, and in % where there was something before."""

    before: Amount
    after: Amount

    @property
    def amount(self) -> Amount:
        return None if None in (self.before, self.after) else self.after - self.before

    @property
    def percent(self) -> Amount:
        if self.amount is None or not self.before:
            return None
        return (self.amount * 100 / self.before).quantize(TENTH, ROUND_HALF_UP)


@dataclass(frozen=True)
class ComparedAgency:
    """One agency's cash, year beside year."""

    agency_id: object
    agency: str
    amounts: tuple[Amount, ...]
    shares: tuple[Amount, ...]
    rows: tuple[Contribution | None, ...]

    @property
    def change(self) -> Change:
        """Of the last year to the one before it."""
        return _change(self.amounts)

    @property
    def years(self) -> list[tuple[Amount, Amount]]:
        """Amount and share of each year."""
        return list(zip(self.amounts, self.shares, strict=True))


@dataclass(frozen=True)
class Comparison:
    """Several years side by side, in the order asked for."""

    budgets: tuple[BudgetFigures, ...]

    @property
    def years(self) -> tuple[FinancialYear, ...]:
        return tuple(one.year for one in self.budgets)

    @property
    def change(self) -> Change:
        """Of all cash, from the year before the last to the last."""
        return _change([one.cash for one in self.budgets])

    @property
    def agencies(self) -> tuple[ComparedAgency, ...]:
        """Every agency that gives cash in any of the years, the largest of the last year first."""
        found: dict = {}
        for place, budget in enumerate(self.budgets):
            for one in budget.contributions:
                found.setdefault(one.row.agency_id, [None] * len(self.budgets))[place] = one
        compared = [_compared(agency_id, given) for agency_id, given in found.items()]
        return tuple(sorted(compared, key=lambda one: (*(-(amount or 0) for amount in one.amounts[::-1]), one.agency)))


def _change(amounts) -> Change:
    return Change(amounts[-2] if len(amounts) > 1 else None, amounts[-1] if amounts else None)


def _compared(agency_id, given: list[CashContribution | None]) -> ComparedAgency:
    return ComparedAgency(
        agency_id=agency_id,
        agency=next(one.agency for one in reversed(given) if one),
        amounts=tuple(one.amount if one else None for one in given),
        shares=tuple(one.share if one else None for one in given),
        rows=tuple(one.row if one else None for one in given),
    )
