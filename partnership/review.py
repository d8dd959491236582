"""What the partners see when they review what each of them pays: one year beside an earlier one."""

from dataclasses import dataclass

from django.utils.safestring import mark_safe

from core.blocks import chart, plain
from core.charts import draw
from core.years import FinancialYear
from partnership.budgets import (
    Amount,
    BudgetFigures,
    Change,
    ComparedAgency,
    Comparison,
    budgets_of,
    sum_known,
    years_with_money,
)
from partnership.sections.money import says_of_year


@dataclass(frozen=True)
class Partner:
    """One agency's line: its cash, its share of all cash, and what it gives in kind beside it."""

    agency: str
    change: Change
    share: Amount
    in_kind: tuple

    @property
    def amount(self) -> Amount:
        return self.change.after


@dataclass(frozen=True)
class Review:
    """A year for the funding review. `chart` is None where there are no amounts to draw."""

    compared: Comparison
    partners: tuple[Partner, ...]
    chart: dict | None

    @property
    def before(self) -> BudgetFigures:
        return self.compared.budgets[0]

    @property
    def figures(self) -> BudgetFigures:
        return self.compared.budgets[1]

    @property
    def gone(self) -> list[ComparedAgency]:
        """Who gave cash in the earlier year and nothing in this one."""
        return [one for one in self.compared.agencies if not one.rows[-1]]

    @property
    def gone_cash(self) -> Amount:
        return sum_known(one.amounts[0] for one in self.gone)

    @property
    def has_in_kind(self) -> bool:
        return bool(self.figures.in_kind)


def review_of(partnership, year: FinancialYear) -> Review:
    """The year beside the last one before it that has money in it; three queries."""
    earlier = [one for one in years_with_money(partnership) if one < year]
    compared = budgets_of(partnership, [earlier[0] if earlier else year.previous(), year])
    return Review(compared, _partners(compared), _shares(compared.budgets[1]))


def _partners(compared: Comparison) -> tuple[Partner, ...]:
    """Who gives cash in the year, the largest first; then those who give in kind alone."""
    year, kinds = compared.budgets[1], {}
    for one in year.in_kind:
        kinds.setdefault(one.row.agency_id, []).append(one)
    paying = [one for one in compared.agencies if one.rows[-1]]
    known = {one.agency_id for one in paying}
    lending = {one.row.agency_id: one.agency for one in year.in_kind if one.row.agency_id not in known}
    return (
        *(Partner(one.agency, one.change, one.shares[-1], tuple(kinds.get(one.agency_id, ()))) for one in paying),
        *(Partner(name, Change(None, None), None, tuple(kinds[agency])) for agency, name in lending.items()),
    )


def _shares(year: BudgetFigures) -> dict | None:
    """Each partner's part of all cash; the table beside it has the same numbers. None where they are not known."""
    points = [(one.agency, plain(one.share)) for one in year.contributions if one.share]
    if not points:
        return None
    summary = says_of_year(year)
    whole = "100" if all(one.share is not None for one in year.contributions) else None
    series = [("Share of cash", points)]
    block = chart("shares", f"Shares of cash, {year.year}", "share", "%", summary, series, total=whole)
    return {"svg": mark_safe(draw(block)), "caption": summary}  # noqa: S308 -- our own drawing, its texts escaped
