"""What a workbook shows is what is read, whatever its cells hold and whichever program wrote it."""

import datetime
import io
import zipfile

import openpyxl
import pytest

from core.imports import reading
from core.imports.problems import WrongFile
from tests.core.workbooks import GOOD, repacked, saved


def shown(value, number_format):
    """The text that is read from one cell."""
    return sheet_of(value, number_format).rows[0][0]


def sheet_of(value, number_format):
    workbook = openpyxl.Workbook()
    workbook.active.append(["Value"])
    workbook.active.append([value])
    workbook.active["A2"].number_format = number_format
    return reading.read("a.xlsx", saved(workbook))


def with_sheets(**sheets):
    """A workbook with a sheet of records, and others; a callable changes one after its rows are in."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return workbook


def refusal(name, content):
    with pytest.raises(WrongFile) as caught:
        reading.read(name, content)
    return str(caught.value)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.425, "0.0%", "42.5%"),
        (0.425, "0.0 %;[Red]-0.0 %", "42.5%"),
        (42.5, '0.0"%"', "42.5%"),
        (42.5, r"0.0\%", "42.5%"),
        (42.5, '0.0" per cent"', "42.5"),
        (42.5, "0.0_%", "42.5"),
        (-42.5, '0.0%;-0.0"%"', "-42.5%"),
        (0, "0%;-0%;0", "0"),
        (4.2, '0.0"‰"', "4.2‰"),
        (1 / 3, "0.00", "0.333333333333333"),
    ],
)
def test_only_a_percent_sign_that_excel_reckons_with_scales(value, number_format, text):
    assert shown(value, number_format) == text


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1234.5, "£#,##0.00", "£1234.5"),
        (1234.5, '_-"£"* #,##0.00_-;-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-', "£1234.5"),
        (0, '_-"£"* #,##0.00_-;-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-', "£0"),
        (12, "[$€-2] #,##0", "€12"),
        (12, "[$-409]#,##0", "12"),
        (12, "$#,##0", "$12"),
        (-5, "0;[Red](0)", "-5"),
        (1.5, '0.0"m"', "1.5m"),
        (1500000, '0.0,,"m"', "1500000"),
        (7, '0" per 10,000"', "7"),
        (7, "@", "7"),
        (10, '[<6]"c";0', "10"),
        (1200, "[>=1000]#,##0;0.0%", "1200"),
        (0.5, "[>=1000]#,##0;0.0%", "50%"),
    ],
)
def test_the_unit_that_a_format_shows_is_read_with_the_number(value, number_format, text):
    assert shown(value, number_format) == text


@pytest.mark.parametrize(
    ("value", "number_format", "told"),
    [
        (3, '[<6]"c";0', "shows “c” in place of its number, because of the cell's format"),
        (3, '"c"', "shows “c” in place of its number, because of the cell's format"),
        (3, ";;;", "shows nothing, because of the cell's format"),
        (0, "0;-0;;@", "shows nothing, because of the cell's format"),
    ],
)
def test_a_number_that_a_format_hides_is_no_value(value, number_format, told):
    sheet = sheet_of(value, number_format)

    assert sheet.rows == [[]]
    assert sheet.marks == {(2, 0): f"{told}. Type what is meant, or clear the cell"}


@pytest.mark.parametrize(
    ("hours", "number_format", "text"), [(37.5, "[h]:mm", "37:30"), (25, "[h]:mm:ss", "25:00"), (0.5, "[h]:mm", "0:30")]
)
def test_hours_beyond_a_day_are_hours(hours, number_format, text):
    assert shown(datetime.timedelta(hours=hours), number_format) == text


@pytest.mark.parametrize(("number_format", "is_whole"), [("mmm-yy", False), ("d-mmm", False), ("dd/mm/yyyy", True)])
def test_a_date_is_known_for_one_and_how_much_of_it_is_shown(number_format, is_whole):
    workbook = with_sheets(Records=[["Year"], [datetime.datetime(2011, 12, 1)]])
    workbook.active["A2"].number_format = number_format

    assert reading.read("a.xlsx", saved(workbook)).dates == {(2, 0): is_whole}


def test_only_the_sheet_that_is_read_is_judged():
    workbook = with_sheets(Records=[["Year", "Amount"], ["2019-20", 12]], Notes=[["x"] * 120])
    workbook["Notes"].merge_cells("A1:C4")

    assert reading.read("a.xlsx", saved(workbook)).rows == [["2019-20", "12"]]


def test_what_is_wrong_names_the_sheet_where_there_are_several():
    workbook = with_sheets(Cover=[["a", "b"], ["c", "d"]], Records=[["Year"], ["2019-20"]])
    workbook["Cover"].merge_cells("A1:B1")

    assert refusal("a.xlsx", saved(workbook)).startswith("On the sheet “Cover”: the cells A1:B1 are merged")


def test_a_cover_with_nothing_below_it_is_named():
    workbook = with_sheets(Cover=[["Our figures"]], Records=[["Year"], ["2019-20"]])

    assert refusal("a.xlsx", saved(workbook)).startswith(
        "The sheet “Cover”, the first that is not hidden, has headings"
    )


def test_hidden_rows_are_read_and_told():
    workbook = with_sheets(Records=[["Year"], *([str(number)] for number in range(2, 12))])
    for number in range(3, 11):
        workbook["Records"].row_dimensions[number].hidden = True
    sheet = reading.read("a.xlsx", saved(workbook))

    assert len(sheet.rows) == 10
    assert sheet.notes == [
        "Rows 3, 4, 5, 6, 7 and 3 more are hidden or filtered out in the workbook, and read all the same."
    ]


def strict(name, data):
    return data.replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/", b"http://purl.oclc.org/ooxml/spreadsheetml/"
    ).replace(b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/")


def renamed(content, change):
    """The workbook with its parts under other names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for member in old.infolist():
            new.writestr(change(member.filename), old.read(member))
    return packed.getvalue()


def second_workbook(name, data):
    return data.replace(b"/xl/workbook.xml", b"/xl/workbook2.xml").replace(b'"xl/workbook.xml"', b'"xl/workbook2.xml"')


def with_backslashes(name):
    return name.replace("/", "\\") if name.startswith("xl/") else name


def with_second_workbook(name):
    return name.replace("workbook.xml", "workbook2.xml")


@pytest.mark.parametrize(
    "content",
    [
        repacked(GOOD, strict),
        renamed(GOOD, with_backslashes),
        renamed(repacked(GOOD, second_workbook), with_second_workbook),
    ],
    ids=["strict", "backslashes", "workbook2"],
)
def test_a_workbook_of_another_program_is_read(content):
    assert reading.read("a.xlsx", content).rows == [["2019-20", "12"]]


def archive(**parts):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "parts", "what"),
    [
        ("a.ods", {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "an OpenDocument file (.ods)"),
        ("a.xlsb", {"xl/workbook.bin": "x", "[Content_Types].xml": "x"}, "a binary Excel workbook (.xlsb)"),
        ("a.numbers", {"Index/Document.iwa": "x"}, "a Numbers document"),
        ("a.xlsx", {"Index/Document.iwa": "x"}, "a Numbers document"),
    ],
)
def test_a_table_of_another_program_is_named_with_a_way_out(name, parts, what):
    assert refusal(name, archive(**parts)) == (
        f"The file is {what}. Save the table as an Excel workbook (.xlsx) or as CSV UTF-8."
    )
