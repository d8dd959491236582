"""A year's money: begun from the year before, kept, and noted as received. All or nothing, with the rows locked."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from core.calendar.financial_years import FinancialYear
from core.history.revisions import locked
from core.records.writing import kept
from partnership.budgets import MoneyOfYear, budget_of
from partnership.models import Budget, Contribution, Income, Spending

CONTRIBUTIONS, SPENDING, RESERVE = "contributions", "spending", "reserve"


class AmountsChanged(Exception):
    """Somebody has changed an amount since the page was opened; nothing was written. The text says whose."""


@transaction.atomic
def start_year(*, partnership, year: str, copies: Iterable[str], by) -> Budget:
    """Begin a year, with what the officer takes over from the year before.

    Contributions come over as agreed, those of agencies that have ended by then left out; spending as planned; the
    reserve that is left of what was received and spent, or else the one that was agreed. What is not on record comes
    over without an amount. Refused, with the reason, where the year has money already.
    """
    wanted = FinancialYear.parse(year)
    if not budget_of(partnership, wanted).is_empty:
        raise ValidationError({"year": f"There is money on record for {wanted} already."})
    before = budget_of(partnership, wanted.previous())
    left = before.actual.closing_reserve
    reserve = before.closing_reserve_agreed if left is None else left
    made = Budget(partnership=partnership, year=str(wanted), opening_reserve=reserve if RESERVE in copies else None)
    made.save(force_insert=True)
    if CONTRIBUTIONS in copies:
        Contribution.objects.bulk_create(_contributions(partnership, wanted, before))
    if SPENDING in copies:
        Spending.objects.bulk_create(_spending(partnership, wanted, before))
    return made


@transaction.atomic
def keep_budget(*, partnership, year: str, by, **values) -> Budget:
    """Keep a year's reserves and its note; the year is begun where nobody has."""
    budget = Budget.objects.select_for_update().filter(partnership=partnership, year=year).first()
    return kept(budget or Budget(partnership=partnership, year=year), **values)


@transaction.atomic
def add(*, row: Contribution | Income | Spending, by, **values):
    """Add a row of a year's money, which says its partnership, its year and of what sort it is."""
    return kept(row, **values)


@transaction.atomic
def change(*, row: Contribution | Income | Spending, by, **values):
    """Change a row of a year's money."""
    return kept(locked(row), **values)


@transaction.atomic
def mark_received(*, partnership, seen: Mapping[object, Decimal], by) -> list[Contribution]:
    """Note that contributions have come in full: received is what was due, as the officer saw it, by the row's key.

    Locks the rows. Raises `AmountsChanged` where another amount is due by now, and then writes none of them.
    """
    rows = Contribution.objects.filter(partnership=partnership, pk__in=seen).cash().with_due()
    rows = list(rows.select_related("agency").select_for_update(of=("self",)).order_by("pk"))
    if changed := [row.agency.name for row in rows if row.due != seen[row.pk]]:
        raise AmountsChanged(f"The amount was changed since you opened this page: {', '.join(changed)}. Look again.")
    for row in rows:
        row.received = row.due
        row.save(update_fields=["received"])
    return rows


def _contributions(partnership, year: FinancialYear, before: MoneyOfYear) -> list[Contribution]:
    given = [*((one, one.agreed) for one in before.contributions), *((one, one.worth) for one in before.in_kind)]
    return [
        Contribution(
            partnership=partnership,
            year=str(year),
            agency_id=one.row.agency_id,
            paid=one.row.paid,
            what_in_kind=one.row.what_in_kind,
            agreed=amount,
        )
        for one, amount in given
        if not one.row.agency_ends_on or one.row.agency_ends_on >= year.starts
    ]


def _spending(partnership, year: FinancialYear, before: MoneyOfYear) -> list[Spending]:
    return [
        Spending(partnership=partnership, year=str(year), item=one.item, planned=one.planned) for one in before.spending
    ]
