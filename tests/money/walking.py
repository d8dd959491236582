"""Every page, edition and archive with money, walked table by table."""

import re

from django.urls import reverse

from core.db.tenancy import partnership_scope
from partnership.models import Agency
from reporting.editions import render_html, table_archive
from tests.money import adding_up, books
from tests.money.books import BASES, Book, facts, known
from tests.money.outputs import (
    amount,
    figures_of_page,
    tables_of_archive,
    tables_of_page,
)


def pages(partnership) -> list[str]:
    """The addresses of the pages with money, those of each year and basis and of each agency among them."""

    def at(name, *args):
        return reverse(name, args=[partnership.slug, *args])

    with partnership_scope(partnership):
        agencies = list(Agency.objects.values_list("pk", flat=True))
    years = [at(f"partnership:budget_{page}", year) for page in ("year", "review", "received") for year in books.YEARS]
    compared = [f"{at('partnership:budget_years')}?basis={basis}" for basis in ("", *BASES)]
    others = [at(name) for name in ("partnership:home", "partnership:contributions", "indicators:discrepancies")]
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
