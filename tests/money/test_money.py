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
from django.db import transaction
from django.test.signals import template_rendered
from django.urls import reverse

from accounts.roles import Role
from core.imports import exports, kind_named
from core.sections import CannotBuild, sources
from core.tables import MoneyColumn, Table
from core.tenancy import partnership_scope
from core.years import FinancialYear
from partnership.models import Agency
from reporting import snapshots
from reporting.editions import render_html, render_pdf, table_archive
from tests import world
from tests.factories import PrintedTotalFactory
from tests.factories.reporting import ReportFactory, SectionFactory
from tests.matrix import PAGES
from tests.money import adding_up, books
from tests.money.books import BASES, BEFORE, LISTED, SIDES, YEAR, Book, facts, known
from tests.money.outputs import (
    amount,
    charts_of_archive,
    figures_of_page,
    lines_of_pdf,
    tables_of_archive,
    tables_of_page,
)

NAMES = list(LISTED)
# Each with another one before it, and the first two with nothing before them.
PAIRS = [{YEAR: LISTED[name]} for name in NAMES[:2]]
PAIRS += [{BEFORE: LISTED[NAMES[at - 1]], YEAR: LISTED[name]} for at, name in enumerate(NAMES)]
MONEY_SOURCES = {"contributions", "budget"}


@pytest.fixture
def manager(darlington, member, client_for):
    return client_for(member(darlington, Role.MANAGER))


@pytest.fixture
def kept(darlington):
    """`kept(books)` opens a block in which the partnership has these records, taken back at its end."""

    class Kept:
        def __init__(self, of):
            self.of = of

        def __enter__(self):
            self.atomic = transaction.atomic()
            self.atomic.__enter__()
            with partnership_scope(darlington):
                books.write(self.of)
                self.snapshot = snapshots.build(_report())

        def __exit__(self, *problem):
            transaction.set_rollback(True)
            self.atomic.__exit__(*problem)

    return Kept


def _report():
    """The year's report with every section that shows money."""
    report = ReportFactory(year=YEAR)
    wanted = [("contributions", {}), *(("contributions", {"basis": basis, "chart": False}) for basis in BASES)]
    for place, (source, options) in enumerate([*wanted, ("budget", {})]):
        name = f"money-{place}"
        SectionFactory(report=report, key=name, title=name, kind="live", source=source, options=options)
    return report


def pages(partnership) -> list[str]:
    """The addresses of the pages with money, those of each year and basis and of each agency among them."""

    def at(name, *args):
        return reverse(name, args=[partnership.slug, *args])

    with partnership_scope(partnership):
        agencies = list(Agency.objects.values_list("pk", flat=True))
    years = [at(f"partnership:budget_{page}", year) for page in ("year", "review", "received") for year in books.YEARS]
    compared = [f"{at('partnership:budget_years')}?basis={basis}" for basis in ("", *BASES)]
    others = [at(name) for name in ("partnership:home", "partnership:contributions", "assurance:discrepancies")]
    return [*years, *compared, *others, *(at("partnership:agency", agency) for agency in agencies)]


def walk(client, partnership, of, snapshot) -> int:
    """Add up every page and the edition; how many amounts were compared with what the records give."""
    compared = 0
    for address in pages(partnership):
        answer = client.get(address)
        assert answer.status_code == 200, address
        content = answer.content.decode()
        for table in tables_of_page(address, content):
            compared += added_up(table, of)
        compare_figures(address, content, of)
    for table in [
        *tables_of_page("the web edition", render_html(snapshot)),
        *tables_of_archive(table_archive(snapshot)),
    ]:
        compared += added_up(table, of)
    return compared


def added_up(table, of) -> int:
    adding_up.check(table)
    adding_up.check_shares(table)
    adding_up.check_changes(table)
    return adding_up.compare(table, of)


def compare_figures(address, content, of) -> None:
    """The panels of a page say their basis, and what the records give on it."""
    year = re.search(r"\d{4}-\d{2}", address)
    for name, (says, detail) in figures_of_page(content).items():
        book = of.get(year[0], Book()) if year else Book()
        if name.startswith("Result"):
            side = name.removeprefix("Result ")
            expected = facts(book)
            assert amount(says) == expected["Result", side], f"{name} of {address}"
            if "reserve of £" in detail:
                assert expected["Opening reserve", side] is not None
            if "reserve is not known" in detail:
                assert expected["Opening reserve", side] is None
        else:
            basis = next(basis for basis in BASES if f"as {basis}" in name)
            assert amount(says) == known(book.of(basis)), f"{name} of {address}"


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
        listed = manager.get(reverse("assurance:discrepancies", args=["darlington"])).content.decode()
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


# Templates and lists that show money in tables and are no pages of a partnership's own money.
MONEY_IN_A_TEMPLATE = re.compile(r"\|pounds")


@pytest.mark.django_db
def test_every_table_with_money_is_walked(manager, darlington, kept, settings):
    """A page, list or section with money that nobody added up fails here: walk it in `pages`, or in a test above."""
    rendered, captions = set(), set()

    def seen(sender, template, **_):
        rendered.add(template.name)

    template_rendered.connect(seen)
    keeping = kept({BEFORE: LISTED["pence"], YEAR: _everything()})
    with keeping:
        for address in pages(darlington):
            captions |= {table.caption for table in tables_of_page(address, manager.get(address).content.decode())}
        with partnership_scope(darlington):
            shown = {code for code, source in sources().items() if _shows_money(source, darlington)}
    template_rendered.disconnect(seen)

    assert {name for name in _templates(settings) if name not in rendered} == set()
    assert {table.caption for table in _lists_of_money()} - captions == set()
    assert shown == MONEY_SOURCES


def _everything():
    return Book(
        {"Council": (100, 130, 100), "Health": (50, 20, None)},
        in_kind={"Police": 7},
        income={"Fees": 3},
        spending={"Staff": (90, 95)},
        opening=500,
        closing=400,
    )


def _templates(settings):
    folder = settings.BASE_DIR / "templates"
    found = (path for path in folder.rglob("*.html") if MONEY_IN_A_TEMPLATE.search(path.read_text()))
    return {str(path.relative_to(folder)) for path in found}


def _lists_of_money():
    return [
        table
        for table in Table.__subclasses__()
        if any(isinstance(column, MoneyColumn) for column in table.base_columns.values())
    ]


def _shows_money(source, partnership):
    try:
        blocks = source.build(partnership, FinancialYear.parse(YEAR), {})
    except CannotBuild:
        return False
    columns = [column["kind"] for block in blocks if block["type"] == "table" for column in block["columns"]]
    return "money" in columns


@pytest.mark.django_db
def test_no_page_of_a_partnership_shows_money_that_does_not_add_up(manager, darlington):
    """Every address of the matrix, whatever it is about: a table with an amount adds up, or is listed as a list."""
    rows = world.build(darlington, **world.OURS)
    for name, page in PAGES.items():
        if not page.ways("get"):
            continue
        address = reverse(name, kwargs={"slug": "darlington", **world.arguments(page.of, rows)})
        with transaction.atomic():
            answer = manager.get(address)
            transaction.set_rollback(True)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html") and answer.content:
            for table in tables_of_page(name, answer.content.decode()):
                adding_up.check(table)
