"""Contributions and the budget. What is given in kind has a table of its own and enters no total of cash."""

from core import blocks, figures, sentences
from core.sections import CannotBuild, source
from core.years import FinancialYear, is_year
from partnership.budgets import BudgetFigures, Comparison, budget_of, budgets_of

SERIES_AT_MOST = 4


@source(
    "contributions",
    name="Contributions by agency",
    help="What each agency gave in cash, with its share, beside earlier years; in kind and other income apart.",
    options={
        "years": "The years to compare, earliest first; the report's own and the one before where none is named.",
        "chart": "Yes or no.",
    },
)
def contributions(partnership, year: FinancialYear, options: dict) -> list[dict]:
    compared = budgets_of(partnership, _years(year, options))
    if not options.get("years") and not compared.budgets[0].contributions:
        compared = Comparison(compared.budgets[1:])
    empty = [str(one.year) for one in compared.budgets if not one.contributions]
    if empty:
        raise CannotBuild(f"No contribution in cash is recorded for {sentences.listed(empty)}.")
    table = _cash_table(compared)
    drawn = [_chart(compared)] if options.get("chart", True) else []
    return [*drawn, table, *_in_kind(compared), *_income(compared)]


@source(
    "budget",
    name="Budget of the year",
    help="Reserve, income, spending and result, planned beside actual.",
)
def budget(partnership, year: FinancialYear, options: dict) -> list[dict]:
    found = budget_of(partnership, year)
    if found.is_empty:
        raise CannotBuild(f"No budget is recorded for {year}.")
    lines = [line for line in _lines(found) if line[1] is not None or line[2] is not None]
    has_actual = any(line[2] is not None for line in lines)
    columns = [("Item", "text"), ("Planned", "money"), *([("Actual", "money")] if has_actual else [])]
    rows = [
        blocks.row([label, blocks.plain(planned), *([blocks.plain(actual)] if has_actual else [])], source=row)
        for label, planned, actual, row in lines
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


def _cash_table(compared: Comparison) -> dict:
    last = compared.budgets[-1]
    columns = [("Agency", "text"), *((str(year), "money") for year in compared.years), ("Share of cash", "percent")]
    rows = [
        blocks.row(
            [agency.agency, *map(blocks.plain, agency.amounts), blocks.plain(agency.shares[-1])],
            source=next((row for row in reversed(agency.rows) if row), None),
        )
        for agency in compared.agencies
    ]
    is_whole = all(agency.shares[-1] is not None for agency in compared.agencies if agency.rows[-1])
    total = ["Total cash", *(blocks.plain(one.cash) for one in compared.budgets), "100" if is_whole else None]
    said = [f"Shares are of {last.year}." if len(compared.years) > 1 else ""]
    for one in compared.budgets:
        if one.unknown_contributions:
            said.append(f"The total of {one.year} leaves out {one.unknown_contributions} whose amount is not recorded.")
    caption = f"Contributions in cash, {sentences.listed([str(year) for year in compared.years])}"
    return blocks.table("cash", caption, columns, rows, total=total, note=" ".join(filter(None, said)))


def _chart(compared: Comparison) -> dict:
    if len(compared.budgets) == 1:
        return _chart_of_one(compared.budgets[0])
    leading = compared.agencies[: SERIES_AT_MOST - 1]
    others = compared.agencies[SERIES_AT_MOST - 1 :]
    series = [(agency.agency, _points(compared, agency.amounts)) for agency in leading]
    if others:
        sums = [sum(agency.amounts[place] or 0 for agency in others) for place in range(len(compared.budgets))]
        name = others[0].agency if len(others) == 1 else f"{len(others)} other agencies"
        series.append((name, _points(compared, sums)))
    caption = f"Contributions in cash, {sentences.listed([str(year) for year in compared.years])}"
    return blocks.chart("chart", caption, "stacked", "£", _says_of_years(compared), series, table="cash")


def _chart_of_one(budget: BudgetFigures) -> dict:
    points = [(one.agency, blocks.plain(one.amount)) for one in budget.contributions]
    caption = f"Contributions in cash, {budget.year}"
    return blocks.chart("chart", caption, "bar", "£", says_of_year(budget), [("Cash", points)], table="cash")


def says_of_year(budget: BudgetFigures) -> str:
    """Who gave the most of a year's cash, and who came next."""
    first, *rest = budget.contributions
    says = f"{first.agency} gave the most in cash, {figures.money(first.amount)} of {figures.money(budget.cash)}"
    says += f" ({figures.percent(first.share)})" if first.share is not None else ""
    says += f"; {rest[0].agency} came next with {figures.money(rest[0].amount)}" if rest and rest[0].amount else ""
    return f"{says}."


def _points(compared: Comparison, amounts) -> list[tuple[str, str | None]]:
    return [(str(year), blocks.plain(amount)) for year, amount in zip(compared.years, amounts, strict=True)]


def _says_of_years(compared: Comparison) -> str:
    first, last = compared.budgets[0], compared.budgets[-1]
    if first.cash is None or last.cash is None:
        return "The amounts are not recorded."
    if first.cash == last.cash:
        moved = f"Contributions in cash were {figures.money(last.cash)} in {first.year} and in {last.year}"
    else:
        way = "rose" if last.cash > first.cash else "fell"
        amounts = f"from {figures.money(first.cash)} in {first.year} to {figures.money(last.cash)} in {last.year}"
        moved = f"Contributions in cash {way} {amounts}"
    most = last.contributions[0]
    share = f", {figures.percent(most.share)} of the last year's" if most.share is not None else ""
    return f"{moved}; {most.agency} gave the most{share}."


def _in_kind(compared: Comparison) -> list[dict]:
    given = [(str(one.year), kind) for one in compared.budgets for kind in one.in_kind]
    if not given:
        return []
    rows = [
        blocks.row(
            [kind.agency, *([year] if len(compared.years) > 1 else []), kind.what, blocks.plain(kind.worth)], kind.row
        )
        for year, kind in given
    ]
    years = [("Year", "text")] if len(compared.years) > 1 else []
    columns = [("Agency", "text"), *years, ("What it is", "text"), ("Worth", "money")]
    note = "What is given in kind is not part of any total of cash."
    return [blocks.table("in-kind", "Contributions in kind", columns, rows, note=note)]


def _income(compared: Comparison) -> list[dict]:
    """Contributions and other income together, where there is any other income."""
    items = list(dict.fromkeys(row.item for one in compared.budgets for row in one.income))
    if not items:
        return []
    by_year = [{row.item: row for row in one.income} for one in compared.budgets]
    rows = [blocks.row(["Contributions in cash", *(blocks.plain(one.cash) for one in compared.budgets)])]
    for item in items:
        found = [of_year.get(item) for of_year in by_year]
        cells = [blocks.plain(row.amount) if row else None for row in found]
        rows.append(blocks.row([item, *cells], source=next(row for row in reversed(found) if row)))
    total = ["Total income", *(blocks.plain(one.total_income) for one in compared.budgets)]
    columns = [("Income", "text"), *((str(year), "money") for year in compared.years)]
    caption = f"Income, {sentences.listed([str(year) for year in compared.years])}"
    return [blocks.table("income", caption, columns, rows, total=total)]


def _lines(found: BudgetFigures) -> list[tuple]:
    """Label, planned, actual and record of each line, from one reserve to the next."""
    has_income, has_spending = bool(found.income), len(found.spending) > 1
    lines = [("Opening reserve", found.opening_reserve, found.opening_reserve, found.budget)]
    lines.append(("Contributions in cash", found.cash, found.received, None))
    lines += [(row.item, row.amount, row.amount, row) for row in found.income]
    if has_income:
        received = None if found.received is None else found.received + found.other_income
        lines.append(("Total income", found.total_income, received, None))
    lines += [(row.item, row.planned, row.actual, row) for row in found.spending]
    if has_spending:
        lines.append(("Total spending", found.spending_planned, found.spending_actual, None))
    lines.append(("Result", found.result_planned, found.result_actual, None))
    reserve = found.opening_reserve
    closing = [
        None if None in (reserve, result) else reserve + result
        for result in (found.result_planned, found.result_actual)
    ]
    lines.append(("Closing reserve", *closing, None))
    return [*lines, ("Closing reserve as agreed", found.closing_reserve_agreed, None, found.budget)]


def _budget_note(found: BudgetFigures) -> str:
    said = [found.note]
    if found.result is None:
        said.append("The result cannot be worked out, because not all income and spending is recorded.")
    return " ".join(filter(None, said))
