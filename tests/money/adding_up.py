"""How a table of money is added up by somebody who has nothing but the table.

Any table is: a row called a total is the sum of the rows above it, and a result is the income less the spending that
stand in its own column. A table with neither has to be listed in `LISTS`, or it fails.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from tests.money.books import BASES, SIDES, Book, facts, known
from tests.money.outputs import Table, amount

# Tables that hold amounts of which no sum is shown, by their captions.
LISTS = re.compile(
    "Contributions$|Contributions, the latest year first$|Contributions in kind$|"
    "Contributions in kind, in no total of cash$|Discrepancies$|Printed totals$"
)
TOTALS = ("Total", "Together")
YEAR = re.compile(r"\d{4}-\d{2}")
LINK = re.compile("Change |History ")
TENTH = Decimal("0.1")


def check(table: Table) -> None:
    """The table's own rows give its own totals, column by column."""
    assert table.money_columns, f"{table} holds no money"
    names = [row[0] for row in table.rows]
    if not any(name.startswith(TOTALS) or name == "Result" for name in names):
        assert LISTS.match(table.caption), f"{table} has amounts and no total: show one, or list it in LISTS"
        return
    for place in table.money_columns:
        if not table.headings[place].startswith("Change"):
            _check_column(table, place)


def _check_column(table: Table, place: int) -> None:
    rows: list = []
    totals: dict = {}
    where = f"{table}, column “{table.headings[place]}”"
    for name, value in table.column(place):
        if name == "Opening reserve":
            totals[name] = value
        elif name == "Result":
            _check_result(where, value, totals)
            totals[name] = value
        elif name.startswith("Closing reserve"):
            if name == "Closing reserve" and value is not None:
                assert value == totals["Opening reserve"] + totals["Result"], where
        elif name.startswith(TOTALS):
            # A line without parts of its own is the whole: all spending, where the items stand elsewhere.
            assert value in (known(rows), None) or not rows, f"{where}: {name} is {value}, its rows give {known(rows)}"
            assert value is not None or None in rows or not rows, f"{where}: {name} says nothing"
            totals[name], rows = value, []
        else:
            rows.append(value)
    assert not rows or not totals, f"{where}: {rows} stand under no total"


def _check_result(where: str, result: Decimal | None, totals: dict) -> None:
    if result is not None:
        income, spending = totals.get("Total income"), totals.get("Total spending")
        assert None not in (income, spending), f"{where}: a result without the income and spending that give it"
        assert result == income - spending, f"{where}: {result} is not {income} less {spending}"


def compare(table: Table, books: dict[str, Book]) -> int:
    """Each amount with what the records give; how many amounts there were to compare."""
    names = {row[0] for row in table.rows}
    if "Total in cash" in names:
        return sum(_compare_cash(table, place, books) for place in table.money_columns)
    if "Result" in names:
        return sum(_compare_statement(table, place, books) for place in table.money_columns)
    if "Total income" in names:
        return sum(_compare_income(table, place, books) for place in table.money_columns)
    return 0


def _about(table: Table, place: int, words) -> tuple[str, str]:
    """The year of a column and which of the words it names, in its own heading or in the caption or page."""
    texts = [table.headings[place].lower(), table.caption.lower()]
    year = next((found[0] for text in [*texts, table.where] if (found := YEAR.search(text))), None)
    named = next((word for text in texts for word in words if word in text), None)
    assert year, f"{table}: “{table.headings[place]}” says of no year"
    assert named, f"{table}: “{table.headings[place]}” names no basis of {', '.join(words)}"
    return year, named


def _compare_cash(table: Table, place: int, books: dict[str, Book]) -> int:
    if table.headings[place].startswith("Change"):
        return 0
    year, word = _about(table, place, (*BASES, "outstanding"))
    book = books.get(year, Book())
    expected = {name: _cash(amounts, word) for name, amounts in book.cash.items()}
    for name, value in table.column(place):
        if name.startswith("Total"):
            assert value == known(expected.values()), f"{table}, {table.headings[place]}"
        elif name in expected:
            assert value == expected[name], f"{table}, {table.headings[place]} of {name}"
    return 1 + len(expected)


def _cash(amounts: tuple, word: str) -> Decimal | None:
    agreed, received, invoiced = (known([one]) for one in amounts)
    if word != "outstanding":
        return {"agreed": agreed, "received": received, "invoiced": invoiced}[word]
    due = agreed if agreed is not None else invoiced
    return None if due is None else max(due - (received or 0), Decimal(0))


def _compare_income(table: Table, place: int, books: dict[str, Book]) -> int:
    year, basis = _about(table, place, BASES)
    book = books.get(year, Book())
    cash, other = known(book.of(basis)), known(book.income.values()) or 0
    for name, value in table.column(place):
        if name.startswith("Contributions"):
            assert value == cash, f"{table}: {name}"
        elif name.startswith("Total"):
            assert value == (None if cash is None else cash + other), f"{table}: {name}"
    return len(table.rows)


def _compare_statement(table: Table, place: int, books: dict[str, Book]) -> int:
    year, side = _about(table, place, SIDES)
    expected = facts(books.get(year, Book()))
    compared = [(name, value) for name, value in table.column(place) if (name, side) in expected]
    for name, value in compared:
        assert value == expected[name, side], f"{table}, {table.headings[place]}, {name}"
    return len(compared)


def check_shares(table: Table) -> None:
    """Each share is that of its own amount, in the column before it, of the total of that column."""
    for place, heading in enumerate(table.headings):
        if not heading.startswith("Share"):
            continue
        named = heading.lower().removeprefix("share of ")
        of = next((at for at, one in enumerate(table.headings) if one.lower() == named), place - 1)
        total = next(amount(row[of]) for row in table.rows if row[0].startswith("Total"))
        for row in table.rows:
            share = row[place].rstrip("%")
            if share not in ("", "–") and not row[0].startswith("Total"):
                due = (amount(row[of]) * 100 / total).quantize(TENTH, ROUND_HALF_UP)
                assert Decimal(share) == due, f"{table}: {share}% of {row[0]}"


def check_changes(table: Table) -> None:
    """Each change is the last year's amount less the one before it, and all of them give the total's."""
    for place, heading in enumerate(table.headings):
        if not heading.startswith("Change") or LINK.match(table.rows[0][place]):
            continue
        years = [at for at, one in enumerate(table.headings) if YEAR.fullmatch(one)][-2:]
        changes = {row[0]: amount(row[place].lstrip("+")) for row in table.rows}
        for row in table.rows:
            if changes[row[0]] is not None:
                before, after = (amount(row[at]) or Decimal(0) for at in years)
                assert changes[row[0]] == after - before, f"{table}: {row[0]}"
        total = changes.pop("Total in cash")
        if total is not None:
            assert total == known(changes.values()), f"{table}: the changes do not give that of the total"
