"""Files that go out: nothing in them runs, numbers are numbers, and they come back in as they were."""

import io

import openpyxl
import pytest
from django.urls import reverse

from core import tasks
from core.db.tenancy import partnership_scope
from core.files import documents
from core.imports import exports, import_file, kind_named, kinds
from core.imports.reading import MOST_ROWS
from core.models import Export
from partnership.models import Agency, Budget
from tests import factories

PAYLOADS = [
    "=1+1",
    "==2",
    "+1 -2",
    "-5 is not a number here",
    "@SUM(A1)",
    "|calc",
    "%0A",
    "＝1+1",
    "  =HYPERLINK(1)",
    '=cmd|"/C calc"!A0',
]


@pytest.fixture
def notes(darlington):
    with partnership_scope(darlington):
        for number, text in enumerate(PAYLOADS):
            Budget.objects.create(
                partnership=darlington, year=f"20{number + 10}-{number + 11}", note=text.strip(), opening_reserve=1234.5
            )
    return darlington


def exported(partnership, form):
    with partnership_scope(partnership):
        return exports.export(partnership, kind_named("budgets"), form, is_raw=True)


def test_no_cell_of_a_csv_runs(notes):
    rows = exported(notes, "csv").decode("utf-8-sig").splitlines()[1:]

    assert len(rows) == len(PAYLOADS)
    for row in rows:
        assert row.split(",", 3)[3].lstrip('"').startswith("'")


def test_no_cell_of_a_workbook_runs_and_numbers_are_numbers(notes):
    sheet = openpyxl.load_workbook(io.BytesIO(exported(notes, "xlsx"))).active

    for year, reserve, _, note in sheet.iter_rows(min_row=2):
        assert (year.data_type, reserve.data_type, note.data_type) == ("s", "n", "s")
        assert note.value.startswith("'")
        assert reserve.value == 1234.5


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_text_that_looks_like_a_formula_comes_back_as_it_was(notes, form):
    preview = import_file(notes, "budgets", exported(notes, form))

    assert preview.counts["same"] == len(PAYLOADS), preview.text()


def test_days_of_a_workbook_are_days(darlington):
    with partnership_scope(darlington):
        factories.PostFactory(starts_on="2019-04-01")
        content = exports.export(darlington, kind_named("posts"), "xlsx", is_raw=True)

    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet["G2"].is_date
    assert sheet["G2"].value.isoformat() == "2019-04-01T00:00:00"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_template_holds_the_headings_and_nothing_else(darlington, form):
    for kind in kinds():
        preview = exports.template(kind, form)
        if form == "csv":
            assert preview.decode("utf-8-sig").strip().split(",") == kind.headings()
        else:
            book = openpyxl.load_workbook(io.BytesIO(preview))
            assert [cell.value for cell in book.worksheets[0][1]] == kind.headings()
            assert book.worksheets[0].max_row == 1
            assert [row[0].value for row in book.worksheets[1].iter_rows(min_row=2)] == kind.headings()


def test_a_template_workbook_lists_what_may_be_chosen_in_a_column(darlington):
    for kind in kinds():
        book = openpyxl.load_workbook(io.BytesIO(exports.template(kind, "xlsx")))
        lists = {}
        for listed in book.worksheets[0].data_validations.dataValidation:
            sheet, cells = listed.formula1.split("!")
            words = [row[0].value for row in book[sheet][cells.replace("$", "")]]
            (cells,) = listed.sqref.ranges
            lists[book.worksheets[0].cell(1, cells.min_col).value] = words
            assert (cells.min_row, cells.max_row) == (2, MOST_ROWS + 1)
        columns = {column.heading: column.widget for column in kind.resource(darlington).columns}
        assert lists == {heading: widget.choices() for heading, widget in columns.items() if widget.choices()}
        for heading, words in lists.items():
            assert [columns[heading].clean(word) is not None for word in words] == [True] * len(words)


def test_the_example_of_every_column_would_be_accepted(darlington):
    for kind in kinds():
        resource = kind.resource(darlington)
        for column in resource.columns:
            example = column.widget.example
            if example and not hasattr(column.widget, "load"):
                column.widget.clean(example)


def test_an_export_takes_the_same_queries_for_one_row_and_for_thirty(darlington, django_assert_num_queries):
    with partnership_scope(darlington):
        for rows, queries in ((1, 2), (30, 2)):
            factories.PostFactory.create_batch(rows, funded_by=factories.AgencyFactory())
            with django_assert_num_queries(queries):
                exports.export(darlington, kind_named("posts"), "csv", is_raw=True)


def test_a_large_export_is_written_by_a_job_for_the_person_who_asked(darlington, member, client_for):
    officer, other = member(darlington, "officer"), member(darlington, "scrutineer")
    address = reverse("imports:export", args=["darlington", "posts", "csv"])
    with partnership_scope(darlington):
        factories.PostFactory(title="Analyst")
    page = client_for(officer).post(address)
    assert "The export is written in the background" in client_for(officer).get(page.url).content.decode()

    with partnership_scope(darlington):
        wanted = Export.objects.get()
    tasks.export_records(key=str(wanted.job_id), partnership_id=darlington.pk, user_id=str(officer.pk))

    with partnership_scope(darlington):
        assert b"Analyst" in documents.read(Export.objects.get().document)
    assert "Download the file" in client_for(officer).get(page.url).content.decode()
    assert client_for(other).get(page.url).status_code == 403
    assert client_for(other).post(address).status_code == 403


FILLED = {"name": "The Council", "kind": "statutory", "attendance": "required"}
PASTED = "Line one\x0bline two\x07"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_pasted_sign_neither_stops_an_export_nor_comes_back_as_a_change(darlington, officer, form):
    officer.post(reverse("partnership:agency_add", args=["darlington"]), FILLED | {"note": PASTED})
    with partnership_scope(darlington):
        assert Agency.objects.get().note == "Line one\nline two"
        content = exports.export(darlington, kind_named("agencies"), form, is_raw=True)

    assert import_file(darlington, "agencies", content).counts["same"] == 1


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_was_kept_with_such_a_sign_goes_out_without_it(darlington, form):
    with partnership_scope(darlington):
        factories.AgencyFactory(name="The Council", note=PASTED + "\ufffe")
        content = exports.export(darlington, kind_named("agencies"), form, is_raw=True)

    assert import_file(darlington, "agencies", content).counts["changed"] == 1
    with partnership_scope(darlington):
        assert Agency.objects.get().note == "Line one\nline two"
