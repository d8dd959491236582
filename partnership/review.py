"""What the partners see when they review what each of them pays: one year beside the year before, on one basis."""

from dataclasses import dataclass

from django.utils.safestring import mark_safe

from core.calendar.financial_years import FinancialYear
from core.formatting import sentences
from core.formatting.numbers import plain
from core.reports.blocks import chart
from core.reports.charts import draw
from core.templatetags.govuk import pounds
from partnership.budgets import (
    Change,
    ComparedAgency,
    Comparison,
    MoneyOfYear,
    Statement,
    budgets_of,
    sum_all,
    sum_known,
)
from partnership.budgets.sentences import says_of_successions, says_of_year


@dataclass(frozen=True)
class Partner:
    """One agency's line: its cash, None where it gives in kind alone, and what it gives in kind beside it."""

    agency: str
    cash: ComparedAgency | None
    in_kind: tuple


@dataclass(frozen=True)
class Review:
    """A year for the funding review. `chart` is None where there are no amounts to draw."""

    compared: Comparison
    partners: tuple[Partner, ...]
    chart: dict | None

    @property
    def before(self) -> MoneyOfYear:
        return self.compared.budgets[0]

    @property
    def money(self) -> MoneyOfYear:
        return self.compared.budgets[1]

    @property
    def gone(self) -> list[ComparedAgency]:
        """Who gave cash in the year before and has no line of their own."""
        shown = [one.cash for one in self.partners]
        return [one for one in self.compared.agencies if one not in shown]

    @property
    def gone_cash(self):
        return sum_known(one.amounts[0] for one in self.gone)

    @property
    def gone_change(self) -> Change:
        changes = [one.change for one in self.gone]
        return Change(sum_all(one.before for one in changes), sum_all(one.after for one in changes))

    @property
    def has_in_kind(self) -> bool:
        return bool(self.money.in_kind)

    @property
    def without_comparison(self) -> str:
        """Why this year's cash is not compared with that of the year before, in a sentence; "" where it is."""
        if self.compared.change.amount is not None or not self.money.contributions:
            return ""
        if not self.before.contributions:
            return f"Nothing is compared: no contribution in cash is on record for {self.before.year}."
        change = self.compared.change
        lacking = zip(self.compared.years, (change.before, change.after), strict=True)
        years = [str(year) for year, amount in lacking if amount is None]
        words = f"what was {self.compared.basis} is not on record for every agency in {sentences.listed(years)}"
        return f"The totals are not compared: {words}."

    @property
    def says(self) -> list[str]:
        return says_of_successions(self.compared)


def review_of(partnership, year: FinancialYear) -> Review:
    """The year beside the one before it; three queries."""
    compared = budgets_of(partnership, [year.previous(), year])
    return Review(compared, _partners(compared), _shares(compared))


def outcome(statement: Statement) -> str:
    """What a result means, as far as it is known."""
    if statement.result is None:
        return f"no record of {statement.lacking}"
    if statement.result >= 0:
        return "income less spending"
    if statement.opening_reserve is None:
        return "a deficit; the reserve is not known"
    if statement.closing_reserve < 0:
        return f"a deficit, more than the opening reserve of {pounds(statement.opening_reserve)}"
    return f"a deficit, within the opening reserve of {pounds(statement.opening_reserve)}"


def _partners(compared: Comparison) -> tuple[Partner, ...]:
    """Who gives cash in the year, the largest first, who was split and who gives in kind now; then those who give and
    gave in kind alone."""
    year, kinds = compared.budgets[1], {}
    for one in year.in_kind:
        kinds.setdefault(one.row.agency_id, []).append(one)
    split = [one.agency.agency_id for one in compared.splits]
    paying = [one for one in compared.agencies if one.gives or one.agency_id in (*split, *kinds)]
    known = {one.agency_id for one in paying}
    lending = {one.row.agency_id: one.agency for one in year.in_kind if one.row.agency_id not in known}
    return (
        *(Partner(one.agency, one, tuple(kinds.get(one.agency_id, ()))) for one in paying),
        *(Partner(name, None, tuple(kinds[agency])) for agency, name in lending.items()),
    )


def _shares(compared: Comparison) -> dict | None:
    """Each partner's part of all cash; the table beside it has the same numbers. None where they are not known."""
    year, basis = compared.budgets[1], compared.basis
    points = [(one.agency, plain(one.shares[-1])) for one in compared.agencies if one.shares[-1]]
    if not points:
        return None
    summary = says_of_year(year, basis)
    title = f"Shares of cash {basis.words}, {year.year}"
    series = [("Share of cash", points)]
    block = chart("shares", title, "share", "%", summary, series, total="100")
    return {"svg": mark_safe(draw(block)), "caption": summary}  # noqa: S308 -- our own drawing, its texts escaped
