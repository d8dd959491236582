"""Contributions and the budget, each figure on a basis that its heading names. What is given in kind has a table of
its own and enters no total of cash."""

from dataclasses import replace
from decimal import Decimal

from core.calendar.financial_years import FinancialYear, is_year
from core.formatting import numbers, sentences
from core.formatting.numbers import plain
from core.reports import blocks
from core.reports.sources import CannotBuild, source
from partnership.budgets import Amount, Basis, Comparison, Line, MoneyOfYear, budget_of, budgets_of, sum_known
from partnership.budgets.sentences import says_of_successions, says_of_year, says_of_years
from partnership.budgets.statements import SPENT_AS

SERIES_AT_MOST = 4


@source(
    "contributions",
    name="Contributions by agency",
    help="What each agency gave in cash, with its share, beside earlier years; in kind and other income apart.",
    options={
        "years": "The years to compare, earliest first; the report's own and the one before where none is named.",
        "chart": "Yes or no.",
        "basis": "agreed, received or invoiced; where none is named, the first that is on record for all.",
    },
)
def contributions(partnership, year: FinancialYear, options: dict) -> list[dict]:
    compared = budgets_of(partnership, _years(year, options), _basis(options))
    if not options.get("years") and not compared.budgets[0].contributions:
        compared = replace(compared, budgets=compared.budgets[1:])
    empty = [str(one.year) for one in compared.budgets if not one.contributions]
    if empty:
        raise CannotBuild(f"No contribution in cash is recorded for {sentences.listed(empty)}.")
    drawn = [_chart(compared)] if options.get("chart", True) and compared.cash[-1] is not None else []
    return [*drawn, _cash_table(compared), *_in_kind(compared), *_income(compared)]


@source(
    "budget",
    name="Budget of the year",
    help="Reserve, income, spending and result, as agreed and planned beside what was received and spent.",
)
def budget(partnership, year: FinancialYear, options: dict) -> list[dict]:
    found = budget_of(partnership, year)
    if found.is_empty:
        raise CannotBuild(f"No budget is recorded for {year}.")
    statements = found.statements
    columns = [("Item", "text"), *((statement.name, "money") for statement in statements)]
    rows = [
        blocks.row([line.name, *map(plain, line.amounts)], source=line.record)
        for line in _lines(found)
        if line.is_shown
    ]
    table = blocks.table("budget", f"The budget of {year}", columns, rows, note=_budget_note(found))
    return [table, *_in_kind(Comparison((found,)))]


def usual_years(year: FinancialYear) -> list[str]:
    """The years that are compared where none is chosen; the first only where anything was given in it."""
    return [str(year.previous()), str(year)]


def _years(year: FinancialYear, options: dict) -> list[FinancialYear]:
    labels = options.get("years") or usual_years(year)
    if wrong := [label for label in labels if not is_year(label)]:
        raise CannotBuild(f"“{wrong[0]}” is not a year written like 2019-20.")
    return [FinancialYear.parse(label) for label in labels]


def _basis(options: dict) -> Basis | None:
    named = options.get("basis")
    if named and named not in list(Basis):
        raise CannotBuild(f"“{named}” is no basis of contributions: write {', '.join(Basis)}.")
    return Basis(named) if named else None


def _years_of(compared: Comparison) -> str:
    return sentences.listed([str(year) for year in compared.years])


def _caption(compared: Comparison) -> str:
    return f"Contributions in cash {compared.basis.words}, {_years_of(compared)}"


def _cash_table(compared: Comparison) -> dict:
    word = sentences.capital(str(compared.basis))
    columns = [("Agency", "text"), *((f"{word} {year}", "money") for year in compared.years)]
    rows = [
        blocks.row([one.agency, *map(plain, one.amounts), plain(one.shares[-1])], source=one.source)
        for one in compared.agencies
    ]
    shares = sum_known(one.shares[-1] for one in compared.agencies)
    total = ["Total in cash", *map(plain, compared.cash), "100" if shares else None]
    said = [
        f"Shares are of {compared.years[-1]}." if len(compared.years) > 1 and shares else "",
        f"Shares are rounded, so that they add up to {numbers.percent(shares)}." if shares not in (None, 100) else "",
        compared.left_out,
        *says_of_successions(compared),
    ]
    columns.append(("Share of cash", "percent"))
    return blocks.table("cash", _caption(compared), columns, rows, total=total, note=" ".join(filter(None, said)))


def _chart(compared: Comparison) -> dict:
    if len(compared.budgets) == 1:
        points = [(one.agency, plain(one.amounts[0])) for one in compared.agencies]
        says = says_of_year(compared.budgets[0], compared.basis)
        return blocks.chart("chart", _caption(compared), "bar", "£", says, [("Cash", points)], table="cash")
    leading = compared.agencies[: SERIES_AT_MOST - 1]
    others = compared.agencies[SERIES_AT_MOST - 1 :]
    series = [(agency.agency, _points(compared, agency.amounts)) for agency in leading]
    if others:
        sums = [sum_known(agency.amounts[place] for agency in others) for place in range(len(compared.budgets))]
        name = others[0].agency if len(others) == 1 else f"{len(others)} other agencies"
        series.append((name, _points(compared, sums)))
    return blocks.chart("chart", _caption(compared), "stacked", "£", says_of_years(compared), series, table="cash")


def _points(compared: Comparison, amounts) -> list[tuple[str, str | None]]:
    return [(str(year), plain(amount)) for year, amount in zip(compared.years, amounts, strict=True)]


def _in_kind(compared: Comparison) -> list[dict]:
    given = [(str(one.year), kind) for one in compared.budgets for kind in one.in_kind]
    if not given:
        return []
    rows = [
        blocks.row([kind.agency, *([year] if len(compared.years) > 1 else []), kind.what, plain(kind.worth)], kind.row)
        for year, kind in given
    ]
    years = [("Year", "text")] if len(compared.years) > 1 else []
    columns = [("Agency", "text"), *years, ("What it is", "text"), ("Estimated worth", "money")]
    note = "What is given in kind is not part of any total of cash."
    return [blocks.table("in-kind", "Contributions in kind", columns, rows, note=note)]


def _income(compared: Comparison) -> list[dict]:
    """Contributions and other income together, where there is any other income."""
    items = list(dict.fromkeys(row.item for one in compared.budgets for row in one.income))
    if not items:
        return []
    by_year = [{row.item: row for row in one.income} for one in compared.budgets]
    words = f"in cash {compared.basis.words}"
    rows = [blocks.row([f"Contributions {words}", *map(plain, compared.cash)])]
    for item in items:
        found = [of_year.get(item) for of_year in by_year]
        cells = [plain(row.amount) if row else None for row in found]
        rows.append(blocks.row([item, *cells], source=next(row for row in reversed(found) if row)))
    total = ["Total income", *map(plain, map(_total_income, compared.budgets, compared.cash))]
    columns = [("Income", "text"), *((str(year), "money") for year in compared.years)]
    caption = f"Income, with contributions {words}, {_years_of(compared)}"
    return [blocks.table("income", caption, columns, rows, total=total, note=compared.left_out)]


def _total_income(budget: MoneyOfYear, cash: Amount) -> Amount:
    return None if cash is None else cash + (budget.other_income or Decimal(0))


def _lines(found: MoneyOfYear) -> list[Line]:
    """From one reserve to the next, with each item of income and spending."""
    totals = {name: tuple(one.lines[name] for one in found.statements) for name in found.planned.lines}
    spent = [tuple(getattr(row, SPENT_AS[one.basis]) for one in found.statements) for row in found.spending]

    def line(name: str, record=None) -> Line:
        return Line(name, totals[name], record)

    lines = [line("Opening reserve", found.budget), line("Contributions in cash")]
    lines += [Line(row.item, (row.amount,) * len(found.statements), row) for row in found.income]
    lines.append(line("Total income"))
    lines += [Line(row.item, amounts, row) for row, amounts in zip(found.spending, spent, strict=True)]
    lines += [line("Total spending"), line("Result"), line("Closing reserve")]
    return [*lines, line("Closing reserve as agreed", found.budget)]


def _budget_note(found: MoneyOfYear) -> str:
    several = len(found.statements) > 1
    said = []
    if found.income and several:
        said.append("Other income has one amount, which stands in both columns.")
    for statement in found.statements:
        if statement.lacking:
            which = f" {statement.name.lower()}" if several else ""
            said.append(f"The result{which} is not known: there is no record of {statement.lacking}.")
    return "\n".join(filter(None, [found.note.strip(), " ".join(said)]))
