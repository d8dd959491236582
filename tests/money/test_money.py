"""Every table of money of every page, edition and file adds up, on the basis that it names, and all of them agree.

What each of them has to say is worked out in `books.py` from the records; `adding_up.py` reads finished outputs alone.
"""

import csv
import io
import re
import subprocess

import hypothesis
import openpyxl
import pytest
from django.urls import reverse

from core.db.tenancy import partnership_scope
from core.imports import exports, kind_named
from reporting.editions import render_pdf, table_archive
from tests.factories import PrintedTotalFactory
from tests.money import adding_up, books
from tests.money.books import BASES, BEFORE, LISTED, SIDES, YEAR, facts, known
from tests.money.outputs import (
    amount,
    charts_of_archive,
    lines_of_pdf,
    tables_of_archive,
    tables_of_page,
)
from tests.money.walking import walk

NAMES = list(LISTED)
# Each with another one before it, and the first two with nothing before them.
PAIRS = [{YEAR: LISTED[name]} for name in NAMES[:2]]
PAIRS += [{BEFORE: LISTED[NAMES[at - 1]], YEAR: LISTED[name]} for at, name in enumerate(NAMES)]


@pytest.mark.django_db
@pytest.mark.parametrize("of", PAIRS, ids=lambda of: " after ".join(_called(of[year]) for year in reversed(list(of))))
def test_all_money_adds_up(manager, darlington, kept, of):
    keeping = kept(of)
    with keeping:
        assert walk(manager, darlington, of, keeping.snapshot) > 8


def _called(book):
    return next(name for name, one in LISTED.items() if one is book)


@pytest.mark.django_db
@hypothesis.settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
    suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture, hypothesis.HealthCheck.too_slow],
)
@hypothesis.given(before=books.BOOKS, year=books.BOOKS)
def test_any_money_adds_up(manager, darlington, kept, before, year):
    keeping = kept({BEFORE: before, YEAR: year})
    with keeping:
        walk(manager, darlington, keeping.of, keeping.snapshot)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["all three differ", "pence", "each known otherwise", "other income"])
def test_charts_and_sentences_say_what_the_table_says(kept, name):
    keeping = kept({BEFORE: LISTED["agreed only"], YEAR: LISTED[name]})
    with keeping:
        archive = table_archive(keeping.snapshot)
    (caption, points), *_ = charts_of_archive(archive).items()
    basis = next(basis for basis in BASES if f"as {basis}" in caption)
    for year, book in keeping.of.items():
        drawn = known(amount(value) for _, place, value, *_ in points if place == year)
        assert drawn == known(book.of(basis)), f"{year} of the chart"
    (summary,) = [block["summary"] for block in keeping.snapshot["sections"][0]["blocks"] if block["type"] == "chart"]
    right = {known(book.of(basis)) for book in keeping.of.values()}
    right |= {known([one]) for book in keeping.of.values() for one in book.of(basis)}
    assert {amount(found) for found in re.findall(r"£[\d,]+(?:\.\d\d)?", summary)} <= right


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["all three differ", "pence", "other income", "a deficit without a reserve"])
def test_the_pdf_says_what_the_archive_says(kept, tmp_path, name):
    keeping = kept({BEFORE: LISTED["received too much"], YEAR: LISTED[name]})
    with keeping:
        archive, pdf = table_archive(keeping.snapshot), tmp_path / "report.pdf"
        pdf.write_bytes(render_pdf(keeping.snapshot))
    said = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    printed = lines_of_pdf(said)
    for table in tables_of_archive(archive):
        for row in table.rows:
            amounts = [amount(row[place]) for place in table.money_columns]
            lines = [[amount(cell) for cell in cells] for cells in printed.get(row[0], [])]
            if any(value is not None for value in amounts):
                assert amounts in [line[: len(amounts)] for line in lines], f"{table}: {row}"


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_files_that_go_out_add_up(manager, darlington, kept, name, form):
    book = LISTED[name]
    with kept({YEAR: book}):
        listed = _rows(manager.get(reverse("partnership:contributions", args=["darlington"]), {"export": form}), form)
        with partnership_scope(darlington):
            raw = {
                kind: _rows(exports.export(darlington, kind_named(kind), form, is_raw=True), form)
                for kind in ("contributions", "income", "spending")
            }
    for basis in BASES:
        given = known(book.of(basis))
        assert _sum(listed, basis.capitalize()) == given
        assert _sum([row for row in raw["contributions"] if row["Paid"] == "Cash"], basis.capitalize()) == given
    assert _sum(listed, "Worth in kind") == known(book.in_kind.values())
    assert _sum(raw["income"], "Amount") == known(book.income.values())
    assert [_sum(raw["spending"], how) for how in ("Planned", "Actual")] == [
        known(book.spent("planned")),
        known(book.spent("actual")),
    ]


def _rows(answer, form) -> list[dict]:
    content = answer if isinstance(answer, bytes) else b"".join(answer)
    if form == "csv":
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    headings, *lines = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    return [dict(zip(headings, line, strict=True)) for line in lines]


def _sum(rows, heading):
    cells = [str(row[heading]) if row.get(heading) not in (None, "") else "" for row in rows]
    return known(amount(cell) for cell in cells)


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_printed_totals_are_checked_on_the_basis_that_is_named(manager, darlington, kept, name):
    """The parts of a printed total add up, and the total is that of the pages."""
    book = LISTED[name]
    with kept({YEAR: book}):
        with partnership_scope(darlington):
            for of in ("Contributions in cash", "Income", "Result", "Spending actual"):
                PrintedTotalFactory(of=of, period=YEAR, printed=987654, unit="£")
        listed = manager.get(reverse("indicators:discrepancies", args=["darlington"])).content.decode()
        for address in set(re.findall(r'href="([^"]*discrepancies/[^"]+/)"', listed)):
            content = manager.get(address).content.decode()
            for table in tables_of_page(address, content):
                adding_up.check(table)
                _compare_printed(content, table, book)


def _compare_printed(content, table, book):
    title = " ".join(re.sub(r"<[^>]+>", " ", re.search(r"<h1.*?</h1>", content, re.DOTALL)[0]).split())
    computed = amount(table.rows[-1][-1])
    if side := next((side for side in SIDES if f"Result {side}" in title), None):
        assert computed == facts(book)["Result", side]
    elif "Contributions" in title or "Income" in title:
        basis = next(basis for basis in BASES if f"as {basis}" in title or not book.cash)
        other = known(book.income.values()) if "Income" in title else None
        assert computed == known([known(book.of(basis)), other])
