"""Totals of money that a document may print and the portal adds up itself, with what each adds up."""

from dataclasses import dataclass, replace
from decimal import Decimal

from core.formatting.numbers import plain
from partnership.budgets import Basis, MoneyOfYear, sum_all


@dataclass(frozen=True)
class Part:
    """One of the numbers that were added up; `shown` is what a page may print of it."""

    name: str
    value: Decimal | None
    shown: str | None
    row: object


def _cash(budget: MoneyOfYear, basis: Basis | None = None) -> list[Part]:
    basis = basis or budget.basis
    return [Part(one.agency, one.on(basis), plain(one.on(basis)), one.row) for one in budget.contributions]


def _in_kind(budget: MoneyOfYear) -> list[Part]:
    return [Part(f"{one.agency}, in kind", one.worth, plain(one.worth), one.row) for one in budget.in_kind]


def _income(budget: MoneyOfYear) -> list[Part]:
    return [Part(row.item, row.amount, plain(row.amount), row) for row in budget.income]


def _planned(budget: MoneyOfYear) -> list[Part]:
    return [Part(row.item, row.planned, plain(row.planned), row) for row in budget.spending]


def _actual(budget: MoneyOfYear) -> list[Part]:
    return [Part(row.item, row.actual, plain(row.actual), row) for row in budget.spending]


def _sum_of(*parts_of):
    """Adds up those parts; what holds contributions in cash says on which basis it takes them."""

    def add_up(budget: MoneyOfYear) -> tuple[list[Part], Decimal | None, str]:
        parts = [part for listed in parts_of for part in listed(budget)]
        basis = f" {budget.basis.words}" if _cash in parts_of and budget.contributions else ""
        return parts, sum_all(part.value for part in parts), basis

    return add_up


def _result(budget: MoneyOfYear) -> tuple[list[Part], Decimal | None, str]:
    """Of what was received and spent where all of it is known, else of what was agreed and planned."""
    statement = budget.actual if budget.actual.result is not None else budget.planned
    spending = _planned(budget) if statement == budget.planned else _actual(budget)
    less = [replace(part, value=-part.value, shown=plain(-part.value)) for part in spending if part.value is not None]
    parts = [*_cash(budget, statement.basis), *_income(budget), *less]
    return parts, statement.result, f" {statement.name.lower()}"


MONEY = {
    "Contributions in cash": _sum_of(_cash),
    "Contributions in cash and in kind": _sum_of(_cash, _in_kind),
    "Income": _sum_of(_cash, _income),
    "Spending planned": _sum_of(_planned),
    "Spending actual": _sum_of(_actual),
    "Result": _result,
}
TOTALS = tuple(MONEY)
