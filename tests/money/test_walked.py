"""No page, list or section shows money that nobody adds up."""

import re

import pytest
from django.db import transaction
from django.test.signals import template_rendered
from django.urls import reverse

from core.calendar.financial_years import FinancialYear
from core.db.tenancy import partnership_scope
from core.lists.tables import MoneyColumn, Table
from core.reports.sources import CannotBuild, sources
from tests import world
from tests.matrix import PAGES
from tests.money import adding_up
from tests.money.books import BEFORE, LISTED, YEAR, Book
from tests.money.outputs import (
    tables_of_page,
)
from tests.money.walking import pages

MONEY_SOURCES = {"contributions", "budget"}
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
    shipped = (table for table in Table.__subclasses__() if not table.__module__.startswith("tests."))
    return [
        table for table in shipped if any(isinstance(column, MoneyColumn) for column in table.base_columns.values())
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
