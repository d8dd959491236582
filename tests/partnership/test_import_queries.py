"""The pages of imports ask the database as little with many records as with few, session and scope included."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.imports import apply, batches, kind_named, plan
from core.imports.reading import Sheet
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = [
    ("records", []),
    ("imports:history", []),
    ("imports:kind", ["agencies"]),
    ("imports:preview", ["batch"]),
    ("imports:preview", ["done"]),
    ("imports:undo", ["done"]),
]


def receive(partnership, first, rows, by):
    lines = "".join(f"Imported {first + n},,,,,,,,,,\n" for n in range(rows))
    content = f"{','.join(kind_named('agencies').headings())}\n{lines}".encode()
    return batches.receive(partnership=partnership, kind=kind_named("agencies"), name="a.csv", content=content, by=by)


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_a_page_takes_the_same_few_queries(darlington, member, client_for, name, args):
    officer = member(darlington, Role.OFFICER)
    client, counts = client_for(officer), []
    for rows in (1, 30):
        with partnership_scope(darlington, by=officer):
            factories.AgencyFactory.create_batch(rows)
            for number in range(1 if rows == 1 else 4):
                batch = receive(darlington, number * 100, rows, officer)
            if args == ["done"]:
                batches.confirm(batch=batch, by=officer)
        address = reverse(name, args=["darlington", *([batch.pk] if args in (["batch"], ["done"]) else args)])
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12, "\n".join(one["sql"][:160] for one in queries)


@pytest.mark.parametrize("kind", ["agencies", "income", "measures"])
def test_an_import_takes_the_same_queries_for_3_rows_and_for_300(darlington, kind):
    counts = []
    for first, rows in ((0, 3), (3, 300)):
        sheet = sheet_of(kind, first, rows)
        with partnership_scope(darlington), CaptureQueriesContext(connection) as queries:
            assert apply(darlington, kind_named(kind), sheet).is_applied
        counts.append(len(queries))
        with partnership_scope(darlington), CaptureQueriesContext(connection) as queries:
            assert plan(darlington, kind_named(kind), sheet).counts["same"] == rows
        counts.append(len(queries))

    assert counts[:2] == counts[2:]


def sheet_of(kind, first, rows):
    headings = kind_named(kind).headings()
    numbers = range(first, first + rows)
    made = {
        "agencies": lambda n: [f"Agency {n}", "", f"Organisation {n}", "", "", "", f"Agency {first}" * (n > first)],
        "income": lambda n: ["2019-20", f"Item {n}", "5"],
        "measures": lambda n: ["Topic", f"Category {n}", "2019-20", "n", str(n)],
    }[kind]
    lines = [made(n) for n in numbers]
    return Sheet(headings, lines, list(range(2, rows + 2)))
