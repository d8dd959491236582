"""Files of tables: typed cells, and no text that a spreadsheet would run."""

import csv
import datetime
import io
from decimal import Decimal

import pytest
from django.utils import timezone

from core.files.spreadsheets import written
from tests.core.workbooks import cells_of

DAY = datetime.date(2019, 7, 1)
MOMENT = datetime.datetime(2019, 7, 1, 12, 30, tzinfo=datetime.UTC)
HEADINGS = ["Name", "Staff", "Given", "Since", "At", "Active"]
ROW = ["=1+1", 7, Decimal("-12.50"), DAY, MOMENT, True]


def csv_rows(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_csv_has_plain_numbers_and_days():
    rows = csv_rows(written(HEADINGS, [ROW], "csv", "Agencies"))

    assert rows == [HEADINGS, ["'=1+1", "7", "-12.5", "2019-07-01", "2019-07-01 13:30", "Yes"]]


def test_a_workbook_has_numbers_and_days_that_are_such():
    _, row = cells_of(written(HEADINGS, [ROW], "xlsx", "Agencies"))

    assert [cell.value for cell in row] == [
        "'=1+1",
        7,
        -12.5,
        datetime.datetime(2019, 7, 1),
        datetime.datetime(2019, 7, 1, 13, 30),
        "Yes",
    ]
    assert [cell.data_type for cell in row] == ["s", "n", "n", "d", "d", "s"]
    assert row[3].number_format == "yyyy-mm-dd"
    assert timezone.localtime(MOMENT).hour == 13


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\ufeff=1", "＝1+1", " =1"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_text_runs_as_a_formula(text, form):
    content = written([text], [[text]], form, "Names")

    rows = csv_rows(content) if form == "csv" else [[cell.value for cell in row] for row in cells_of(content)]
    assert [row[0] for row in rows] == [f"'{text}"] * 2


def test_characters_that_a_workbook_cannot_hold_are_left_out():
    (_, (cell,)) = cells_of(written(["Note"], [["a\x0bb\x00c\x85\ufffe"]], "xlsx", "Notes\x07"))

    assert cell.value == "a\nbc\n"


def test_a_title_of_any_length_and_an_empty_table_make_a_workbook():
    assert cells_of(written(["A"], [[None]], "xlsx", "[a]:b*?c/d\\" + "x" * 80))[0][0].value == "A"
    assert len(cells_of(written(["A"], [], "xlsx", "Nothing"))) == 1
