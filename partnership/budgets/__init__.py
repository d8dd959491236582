"""A year's money, added up here and nowhere else. What is given in kind never enters a total of cash.

An amount that is not known is None, never nothing. Every total, share, change and result is of one basis, which the
heading names: contributions as agreed, as received or as invoiced; a year as agreed and planned, or as received and
spent. A sum is of what is known, with a sentence about what it leaves out; a result, a change and a share are None
where any part of them is not known.
"""

from partnership.budgets.bases import Amount, Basis, sum_all, sum_known, usual_basis
from partnership.budgets.comparing import Change, ComparedAgency, Comparison, Split
from partnership.budgets.money import CashContribution, ContributionInKind, MoneyOfYear
from partnership.budgets.reading import budget_of, budgets_of, years_with_money
from partnership.budgets.statements import ACTUAL, PLANNED, Line, Statement, lines_of

__all__ = [
    "ACTUAL",
    "PLANNED",
    "Amount",
    "Basis",
    "MoneyOfYear",
    "CashContribution",
    "Change",
    "ComparedAgency",
    "Comparison",
    "ContributionInKind",
    "Line",
    "Split",
    "Statement",
    "budget_of",
    "budgets_of",
    "lines_of",
    "sum_all",
    "sum_known",
    "usual_basis",
    "years_with_money",
]
