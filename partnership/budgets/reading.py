"""A year's money from the records: two queries whatever the years and rows, three for years side by side."""

from collections.abc import Iterable

from django.db.models import DecimalField, TextField, Value
from django.db.models.functions import Cast

from core.calendar.financial_years import FinancialYear
from core.formatting.folding import sort_key
from partnership.budgets.bases import Basis, usual_basis
from partnership.budgets.comparing import Comparison
from partnership.budgets.following import Followers
from partnership.budgets.money import CashContribution, ContributionInKind, MoneyOfYear
from partnership.models import Budget, Contribution, Income, Spending, Succession


def budget_of(partnership, year: FinancialYear | str) -> MoneyOfYear:
    """One year's money; two queries whatever the rows."""
    return budgets_of(partnership, [year]).budgets[0]


def budgets_of(partnership, years: Iterable[FinancialYear | str], basis: Basis | None = None) -> Comparison:
    """Years side by side, the earliest first, on the basis or the usual one; three queries whatever the years and
    rows, two for a single year."""
    wanted = [FinancialYear.parse(year) if isinstance(year, str) else year for year in years]
    labels = [str(year) for year in wanted]
    contributions = _by_year(Contribution.objects.filter(partnership=partnership).of_years(labels))
    found = other_money(partnership, labels)
    return Comparison(
        tuple(
            MoneyOfYear(
                year=year,
                budget=next((row for row in found.get(str(year), []) if isinstance(row, Budget)), None),
                contributions=_cash(contributions.get(str(year), [])),
                in_kind=_in_kind(contributions.get(str(year), [])),
                income=tuple(row for row in found.get(str(year), []) if isinstance(row, Income)),
                spending=tuple(row for row in found.get(str(year), []) if isinstance(row, Spending)),
            )
            for year in wanted
        ),
        followers=_followers(partnership, wanted),
        chosen=basis,
    )


def years_with_money(partnership) -> list[FinancialYear]:
    """Every year for which any money is recorded, the latest first; one query."""
    labels = [model.objects.filter(partnership=partnership).order_by().values_list("year") for model in MODELS]
    return sorted({FinancialYear.parse(label) for (label,) in labels[0].union(*labels[1:])}, reverse=True)


def _followers(partnership, years: list[FinancialYear]) -> Followers:
    """Who follows whom when the last of several years has ended; of one year nobody is asked."""
    if len(years) < 2:
        return Followers()
    found = Succession.objects.filter(partnership=partnership).in_force(max(years).ends)
    return Followers.of(found.values_list("predecessor", "successor"))


MODELS = (Budget, Contribution, Income, Spending)


def _by_year(rows) -> dict[str, list]:
    found: dict[str, list] = {}
    for row in rows:
        found.setdefault(row.year, []).append(row)
    return found


def other_money(partnership, years: list[str]) -> dict[str, list]:
    """Budgets, other income and spending by year, by item; the three tables in one query, because every page of money
    asks for all of them."""
    first, *others = [
        model.objects.filter(partnership=partnership, year__in=years)
        .order_by()
        .annotate(kind=Value(model.__name__), **{f"own_{name}": _same_type(name, columns) for name in COLUMNS})
        .values_list("kind", "id", "year", *(f"own_{name}" for name in COLUMNS))
        for model, columns in OTHERS.items()
    ]
    made = [_record(partnership, *row) for row in first.union(*others, all=True)]
    return _by_year(sorted(made, key=lambda row: sort_key(getattr(row, "item", ""))))


COLUMNS = ("item", "first", "second", "text")
OTHERS = {
    Budget: {"first": "opening_reserve", "second": "closing_reserve_agreed", "text": "note"},
    Income: {"item": "item", "first": "amount", "text": "source"},
    Spending: {"item": "item", "first": "planned", "second": "actual", "text": "source"},
}


def _same_type(name: str, columns: dict[str, str]):
    is_amount = name in ("first", "second")
    kind = DecimalField(max_digits=12, decimal_places=2) if is_amount else TextField()
    return Cast(columns.get(name, Value(None if is_amount else "")), kind)


def _record(partnership, kind: str, pk, year: str, *cells):
    model = next(model for model in OTHERS if model.__name__ == kind)
    held = dict(zip(COLUMNS, cells, strict=True))
    fields = {field: held[name] for name, field in OTHERS[model].items()}
    return model.from_db(
        "default", ["id", "partnership_id", "year", *fields], [pk, partnership.pk, year, *fields.values()]
    )


def _cash(rows: list[Contribution]) -> tuple[CashContribution, ...]:
    """Those in cash, the largest on their basis first."""
    made = [
        CashContribution(row, row.agency_then, row.agreed, row.invoiced, row.received)
        for row in rows
        if row.paid == Contribution.Paid.CASH
    ]
    basis = usual_basis([made])
    return tuple(sorted(made, key=lambda one: (one.on(basis) is None, -(one.on(basis) or 0), sort_key(one.agency))))


def _in_kind(rows: list[Contribution]) -> tuple[ContributionInKind, ...]:
    rows = [row for row in rows if row.paid == Contribution.Paid.IN_KIND]
    made = [ContributionInKind(row, row.agency_then, row.what_in_kind, row.agreed) for row in rows]
    return tuple(sorted(made, key=lambda one: (-(one.worth or 0), sort_key(one.agency))))
