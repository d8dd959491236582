"""What stands in a list's file is what django-tables2 would put there, read in one go for all rows."""

import inspect

import pytest

from core.db.tenancy import partnership_scope
from core.lists.cells import Cells
from partnership.contribution_list import ContributionTable
from partnership.models import Agency, Contribution, Post
from partnership.tables import AgencyTable, PostTable
from tests import factories


def fill():
    agency = factories.AgencyFactory(kind="statutory", sector="Local authority", attendance="required")
    factories.AgencyFactory(sector="")
    factories.PostFactory(title="Analyst", fte="0.60", state="vacant", is_recommended=True, funded_by=agency)
    factories.PostFactory(title="Trainer", fte=None)
    factories.ContributionFactory(agency=agency, agreed="1000.50")
    factories.ContributionFactory(paid="in_kind", what_in_kind="Rooms", agreed=None)


TABLES = [
    (AgencyTable, Agency.objects.order_by("name")),
    (PostTable, Post.objects.for_list_page()),
    (ContributionTable, Contribution.objects.for_list_page()),
]


@pytest.mark.parametrize(("table", "records"), TABLES)
def test_cells_are_those_of_the_table(in_darlington, table, records):
    fill()
    made = table(records.all())

    for bound in made.columns:
        if not bound.column.exclude_from_export:
            expected = [row.get_cell_value(bound.name) for row in made.rows]
            cells = Cells(bound)
            assert [cells.of(record) for record in made.data] == expected, bound.name


def test_records_that_are_no_rows_of_a_table_have_cells_too():
    (bound,) = (column for column in PostTable([]).columns if column.name == "title")

    assert Cells(bound).of({"title": "Analyst"}) == "Analyst"
    assert Cells(bound).of({}) is None


def test_columns_are_looked_through_once_whatever_the_rows(officer, darlington, monkeypatch):
    officer.get("/darlington/people/", {"export": "csv"})
    looked, usual = [], inspect.signature
    monkeypatch.setattr(inspect, "signature", lambda *args, **more: looked.append(1) or usual(*args, **more))
    counts = []
    for rows in (1, 20):
        with partnership_scope(darlington):
            for _ in range(rows):
                factories.PostFactory()
        looked.clear()
        officer.get("/darlington/people/", {"export": "csv"})
        counts.append(len(looked))

    assert counts[0] == counts[1]
