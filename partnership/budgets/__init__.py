"""A year's money, added up here and nowhere else. What is given in kind never enters a total of cash.

An amount that is not known is None, never nothing: a total is None where no part of it is known, and a result or a
reserve is None where any part is missing.
"""

from partnership.budgets.comparing import Change, ComparedAgency, Comparison
from partnership.budgets.figures import (
    Amount,
    BudgetFigures,
    CashContribution,
    ContributionInKind,
    first_known,
    sum_all,
    sum_known,
)
from partnership.budgets.reading import budget_of, budgets_of, years_with_money

__all__ = [
    "Amount",
    "BudgetFigures",
    "CashContribution",
    "Change",
    "ComparedAgency",
    "Comparison",
    "ContributionInKind",
    "budget_of",
    "budgets_of",
    "first_known",
    "sum_all",
    "sum_known",
    "years_with_money",
]
