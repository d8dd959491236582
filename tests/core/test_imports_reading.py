"""Files that people bring: what is read out of the good ones, and what is said about the others."""

import datetime
import io
import re
import tracemalloc
import zipfile
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.imports import WrongFile, headings, reading
from tests.core.workbooks import GOOD, SHEET, bomb, book, in_sheet, repacked, saved, sparse

MOST_HELD = 40 * 1024**2


def refusal(name: str, content: bytes) -> str:
    """Why the file is refused; however large it would unpack, little of it is held to know."""
    tracemalloc.start()
    try:
        with pytest.raises(WrongFile) as caught:
            reading.read(name, content)
        held = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert held < MOST_HELD
    return str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        "Year,Amount\n2019-20,£5\n".encode(),
        "\ufeffYear,Amount\r\n2019-20,£5\r\n".encode(),
        "Year;Amount\n2019-20;£5".encode(),
        "Year\tAmount\n2019-20\t£5\n".encode("utf-16"),
        "Year,Amount\r2019-20,£5\r".encode(),
        "sep=;\r\nYear;Amount\r\n2019-20;£5\r\n".encode(),
        '"Year","Amount"\n"2019-20","£5"\n'.encode(),
        "Year,Amount,,\n\n,,\n 2019-20 , £5 ,,\n".encode(),
    ],
)
def test_csv_of_any_program_is_read(content):
    sheet = reading.read("a.csv", content)

    assert (sheet.headings, sheet.rows, sheet.notes) == (["Year", "Amount"], [["2019-20", "£5"]], [])


def test_rows_keep_the_numbers_that_a_spreadsheet_shows():
    sheet = reading.read("a.csv", b'Year,Amount\n\n"2019-20\nor so",5\n,\nx,6\n')

    assert sheet.numbers == [3, 5]


def test_windows_text_is_read_with_a_remark():
    sheet = reading.read("a.csv", "Year,Amount\n2019-20,£5 – café\n".encode("cp1252"))

    assert sheet.rows == [["2019-20", "£5 – café"]]
    assert "Windows-1252" in sheet.notes[0]


def test_a_workbook_gives_the_text_that_excel_shows():
    workbook = openpyxl.Workbook()
    workbook.active.append(["a", "b", "c", "d", "e", "f", "g"])
    workbook.active.append([1.1 + 2.2, datetime.date(2020, 3, 31), True, 0.42, "  x ", None, 1e15])
    workbook.active["D2"].number_format = "0%"
    sheet = reading.read("a.xlsx", saved(workbook))

    assert sheet.rows == [["3.3", "2020-03-31", "Yes", "42%", "x", "", "1000000000000000"]]


def test_only_the_first_visible_sheet_is_read_and_that_is_said():
    workbook = openpyxl.load_workbook(io.BytesIO(GOOD))
    workbook.create_sheet("Notes").append(["something else"])
    sheet = reading.read("a.xlsx", saved(workbook))

    assert sheet.rows == [["2019-20", "12"]]
    assert sheet.notes == ["Only the sheet “Records” was read."]


def test_formulas_and_errors_are_marked_by_cell():
    sheet = reading.read("a.xlsx", book(["Year", "Amount"], ["2019-20", "=1+1"], ["2020-21", "#N/A"]))

    assert list(sheet.marks) == [(2, 1), (3, 1)]
    assert "formula" in sheet.marks[2, 1]
    assert "#N/A" in sheet.marks[3, 1]


def test_the_workbook_reader_gets_no_secret_and_little_memory():
    source = reading.workbook.PARSER.read_text()

    assert "RLIMIT_AS" in source
    assert "env={}" in (reading.workbook.PARSER.parent / "workbook.py").read_text()
    assert not re.search(r"^(from|import) (core|django)", source, re.MULTILINE)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", b"", "The file is empty"),
        ("a.csv", b"   \n ,,\n", "no text in it"),
        ("a.csv", b"Year,Amount\n\n", "no row below"),
        ("a.pdf", b"%PDF-1.7 ...", "is a PDF"),
        ("a.csv", b"%PDF-1.7 ...", "is a PDF"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel workbook"),
        ("a.csv", b"<!doctype html><html>", "a web page"),
        ("a.png", b"\x89PNG\r\n", "a picture"),
        ("a.ods", b"Year,Amount\n2019-20,5", "ends in .csv or .xlsx"),
        ("a.xlsx", b"Year,Amount\n2019-20,5", "does not fit"),
        ("a.csv", GOOD, "does not fit"),
        ("a.csv", b"Year,Amount\n2019-20,\x00\x00\n", "Line 2 holds bytes that are not text"),
        ("a.csv", b"Year,Amount\n2019-20,\x81\n", "Line 2 holds the byte 0x81"),
        ("a.csv", b"\xff\xfeY\x00e\x00a", "UTF-16 and is not"),
        ("a.csv", b"\xff\xfe\x00\x00Y\x00\x00\x00", "UTF-32"),
        ("a.csv", b'Year,Amount\n"2019-20,5\n', "quotation marks do not pair up"),
        ("a.csv", b'Year,Amount\n"a"b,5\n', "Near line 2"),
        ("a.csv", b"Year,Amount\n" + b"y" * 200_000 + b",5\n", "longer than a sheet can hold"),
        ("a.csv", b"a," * 200 + b"b\n1,2\n", "201 columns; at most 100"),
        ("a.csv", b"Year,Amount\n" + b"1,2\n" * 50_001, "more than 50,000 rows"),
        ("a.csv", b"x" * (10 * 2**20 + 1), "larger than 10 MB"),
        ("a.xlsx", GOOD[:700], "damaged"),
        ("a.xlsx", b"PK\x03\x04" + b"x" * 500, "damaged"),
    ],
)
def test_a_wrong_file_is_refused_with_the_reason(name, content, reason):
    assert reason in refusal(name, content)


def test_a_bomb_is_refused_before_it_is_unpacked():
    content = bomb()

    assert len(content) < 400_000
    assert "unpacks from" in refusal("a.xlsx", content)


def test_a_sheet_that_claims_49_million_cells_is_refused():
    assert "49,152,000 cells" in refusal("a.xlsx", sparse())


def test_a_row_far_below_is_refused_where_no_size_is_claimed():
    def change(data):
        data = re.sub(rb"<dimension [^>]*>", b"", data)
        return data.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"/></row></sheetData>')

    assert "A1048576" in refusal("a.xlsx", in_sheet(GOOD, change))


def test_a_header_that_lies_about_the_size_is_refused():
    """The size that the archive declares is smaller than what comes out."""
    content = bytearray(in_sheet(GOOD, lambda data: data + b" " * 3_000_000))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        size = archive.getinfo(SHEET).file_size
    lying = bytes(content).replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))

    assert "damaged" in refusal("a.xlsx", lying)


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("xl/externalLinks/externalLink1.xml", "linked to other files"),
        ("xl/connections.xml", "data source"),
        ("xl/embeddings/oleObject1.bin", "other files inside"),
        ("../../evil.xml", "not packed the way Excel does it"),
    ],
)
def test_a_workbook_with_more_than_cells_is_refused(part, reason):
    assert reason in refusal("a.xlsx", repacked(GOOD, extra=[(part, b"x")]))


def test_other_archives_are_no_workbooks():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "x")

    assert "not an Excel workbook" in refusal("a.xlsx", packed.getvalue())


def test_merged_cells_are_refused_by_name():
    workbook = openpyxl.load_workbook(io.BytesIO(GOOD))
    workbook.active.merge_cells("A2:A4")

    assert "The cells A2:A4 are merged" in refusal("a.xlsx", saved(workbook))


def test_an_entity_bomb_is_refused():
    def change(data):
        return b'<!DOCTYPE x [<!ENTITY a "b">]>' + data

    assert "XML that Excel never writes" in refusal("a.xlsx", in_sheet(GOOD, change))


def test_a_workbook_with_broken_xml_is_refused():
    assert "damaged" in refusal("a.xlsx", in_sheet(GOOD, lambda data: data[:-40]))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Year\n", "the column “Amount” is missing"),
        ("Amount,Year,Colour\n", "column C has the heading “Colour”, which is not expected"),
        ("Year,Ammount\n", "do you mean “Amount”?"),
        ("Year,Amount,year\n", "“Year” stands over two columns, A and C"),
        ("Year,,Amount\n", "column B has values and no heading"),
    ],
)
def test_headings_that_are_not_in_order_are_named(line, reason):
    with pytest.raises(WrongFile, match=r"Expected: Year, Amount\.") as caught:
        headings.positions(reading.read("a.csv", line.encode() + b"1,2,3\n"), ["Year", "Amount"])

    assert reason in str(caught.value)


def test_headings_match_without_regard_to_order_capitals_and_spaces():
    sheet = reading.read("a.csv", b" AMOUNT *,  year \n5,2019-20\n")

    assert headings.positions(sheet, ["Year", "Amount"]) == [1, 0]


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_no_bytes_raise_anything_but_wrong_file(content):
    with suppress(WrongFile):
        reading.read("a.csv", content)


@given(st.text(max_size=300), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
@settings(deadline=None)
def test_no_text_raises_anything_but_wrong_file(text, encoding):
    try:
        sheet = reading.read("a.csv", text.encode(encoding, "replace"))
    except WrongFile:
        return
    assert len(sheet.rows) == len(sheet.numbers)


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_no_broken_workbook_raises_anything_but_wrong_file(data):
    place = data.draw(st.integers(4, len(GOOD) - 5))
    piece = data.draw(st.binary(min_size=1, max_size=4))
    with suppress(WrongFile):
        reading.preflight.check(GOOD[:place] + piece + GOOD[place + len(piece) :])


ONE_WRONG_SIGN = "Year,Note\n2019-20,Line one\x0bline t\x00wo\x07\n" + "2019-20,fine\n" * 20


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_signs_of_no_text_are_left_out_and_told(form):
    rows = [["Year", "Note"], ["2019-20", "Line one_x000B_line two_x0007_"], ["2019-20", "fine"]]
    content = ONE_WRONG_SIGN.encode() if form == "csv" else book(*rows)

    sheet = reading.read(f"a.{form}", content)

    assert sheet.rows[0] == ["2019-20", "Line one\nline two"]
    assert sheet.notes == ["Signs that are no text were left out of B2. The rows below show what will be kept."]
