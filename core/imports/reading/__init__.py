"""From the bytes that somebody chose to a table of text. Nothing is believed but the bytes.

`read` raises `WrongFile` for whatever cannot be read, with a sentence that says what and where, and nothing else.
"""

from core.imports.problems import WrongFile
from core.imports.reading import preflight, text, workbook
from core.imports.reading.sheet import MOST_COLUMNS, MOST_ROWS, NAMED, Sheet, cell_name, column_letter

__all__ = [
    "MOST_BYTES",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "NAMED",
    "Sheet",
    "cell_name",
    "column_letter",
    "is_workbook",
    "read",
    "rows_about",
]

MOST_BYTES = 10 * 2**20
SAVE_AS = "Save the table as CSV UTF-8 or as an Excel workbook (.xlsx)."
OTHER_FORMATS = {
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook (.xls), or one with a password",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "a text document",
    b"\x1f\x8b": "a compressed file",
    b"Rar!": "a compressed archive",
    b"7z\xbc\xaf": "a compressed archive",
    b"<!DOCTYPE": "a web page",
    b"<html": "a web page",
    b"<?xml": "an XML file",
}


def read(name: str, content: bytes) -> Sheet:
    """The table in the file."""
    check_kind(name, content)
    sheet = workbook.read(content) if is_workbook(content) else text.read(content)
    if not sheet.headings:
        raise WrongFile(f"The {_sheet_named(sheet)} has no text in it.")
    if not sheet.rows:
        raise WrongFile(f"The {_sheet_named(sheet)} has headings and no row below them.")
    return sheet


def _sheet_named(sheet: Sheet) -> str:
    return f"sheet “{sheet.name}”, the first that is not hidden," if sheet.name else "file"


def check_kind(name: str, content: bytes) -> None:
    """Refuse what is too large or is neither CSV nor a workbook, by its first bytes and by its name."""
    if not content:
        raise WrongFile("The file is empty.")
    if len(content) > MOST_BYTES:
        raise WrongFile(f"The file is larger than {MOST_BYTES // 2**20} MB. Split it into several files.")
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:16]
    for magic, what in OTHER_FORMATS.items():
        if start.lower().startswith(magic.lower()):
            raise WrongFile(f"The file is {what}, which cannot be imported. {SAVE_AS}")
    if is_workbook(content) and not name.lower().endswith(".xlsx"):
        preflight.check(content)
    if not name.lower().endswith((".csv", ".txt", ".tsv", ".xlsx")):
        raise WrongFile(f"Only files whose name ends in .csv or .xlsx can be imported. {SAVE_AS}")
    if name.lower().endswith(".xlsx") != is_workbook(content):
        truth = "an Excel workbook or a zip archive" if is_workbook(content) else "not an Excel workbook"
        raise WrongFile(f"The file's name does not fit what is in it: it is {truth}. {SAVE_AS}")


def is_workbook(content: bytes) -> bool:
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def rows_about(name: str, content: bytes) -> int:
    """How many rows the file has, about, without reading it; raises `WrongFile` as `read` does."""
    check_kind(name, content)
    return preflight.check(content) if is_workbook(content) else content.count(b"\n")
