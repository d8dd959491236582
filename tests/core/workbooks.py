"""Workbooks for the tests of imports: good ones, and ones that nobody should open."""

import io
import re
import zipfile

import openpyxl

SHEET = "xl/worksheets/sheet1.xml"


def book(*rows, title="Records") -> bytes:
    workbook = openpyxl.Workbook()
    workbook.active.title = title
    for row in rows:
        workbook.active.append(row)
    return saved(workbook)


def saved(workbook) -> bytes:
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def cells_of(content: bytes) -> list[tuple]:
    """The rows of the first sheet, as cells."""
    return list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows())


def repacked(content: bytes, change=lambda name, data: data, extra=()) -> bytes:
    """The workbook with some of its parts changed or added."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member.filename, change(member.filename, old.read(member)))
        for name, data in extra:
            new.writestr(name, data)
    return packed.getvalue()


def in_sheet(content: bytes, change) -> bytes:
    return repacked(content, lambda name, data: change(data) if name == SHEET else data)


GOOD = book(["Year", "Amount"], ["2019-20", 12])


def bomb() -> bytes:
    """A third of a megabyte that unpacks to 100."""
    row = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    return in_sheet(GOOD, lambda data: data.replace(b"<sheetData>", b"<sheetData>" + row * 2_800_000))


def sparse() -> bytes:
    """A few kilobytes that claim 49 million cells."""
    return in_sheet(GOOD, lambda data: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD3000"', data))
