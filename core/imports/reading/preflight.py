"""Looks at a workbook before anything parses it: what a zip may hold, how large it becomes, what its sheets claim.

A workbook of 348 KB can unpack to 100 MB, and one of 4 KB can claim 49 million cells; both are refused here in
milliseconds. What is left is parsed in a process of its own with limits (`workbook.py`).
"""

import io
import lzma
import re
import struct
import zipfile
import zlib

from core.imports.problems import WrongFile
from core.imports.reading.sheet import MOST_COLUMNS, MOST_ROWS

MOST_BYTES = 64 * 2**20
MOST_RATIO = 100
SMALL = 2**20
BYTES_A_ROW = 10_000
MOST_MEMBERS = 500
# What the zip reader raises when the bytes are not what they say.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    LookupError,
    RuntimeError,
)
CHUNK = 2**18
OVERLAP = 64

ACTIVE = {
    "vbaproject": "has macros in it",
    "macrosheets": "has macros in it",
    "externallinks": "is linked to other files",
    "connections.xml": "is linked to a data source",
    "embeddings": "has other files inside",
    "activex": "has controls in it",
    "customui": "has its own buttons in it",
}
REFERENCE = re.compile(rb'<dimension ref="(?:[A-Z]{1,3}\d+:)?([A-Z]{1,3})(\d{1,8})"')
ROW = re.compile(rb'<(?:\w+:)?row\s[^>]{0,40}?\br="(\d{1,8})"')
MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]{1,3}\d+:[A-Z]{1,3}\d+)"')


def check(content: bytes) -> int:
    """How many rows the workbook has, about, and at least as many as it takes that long to read. Raises `WrongFile`
    for one that nobody should open."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_members(archive, len(content))
            members = archive.infolist()
            rows = [_check_member(archive, member) for member in members]
            return max(sum(member.file_size for member in members) // BYTES_A_ROW, *rows)
    except DAMAGE as error:
        raise WrongFile("The workbook is damaged and cannot be unpacked. Save it again in Excel.") from error


def _check_members(archive, size: int) -> None:
    members = archive.infolist()
    names = [member.filename.lower() for member in members]
    if any(member.flag_bits & 1 for member in members):
        raise WrongFile("The workbook has a password. Save it without one.")
    if "xl/workbook.xml" not in names or "[content_types].xml" not in names:
        raise WrongFile("The file is a zip archive and not an Excel workbook (.xlsx).")
    for part, fact in ACTIVE.items():
        if any(part in name for name in names):
            raise WrongFile(f"The workbook {fact}. Copy the table into a new workbook and save it as .xlsx.")
    strange = any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names)
    if strange or len(names) > MOST_MEMBERS or len(set(names)) < len(names):
        raise WrongFile("The workbook is not packed the way Excel does it. Save it again in Excel.")
    check_size(sum(member.file_size for member in members), size)


def check_size(unpacked: int, packed: int) -> None:
    if unpacked > MOST_BYTES or unpacked > max(SMALL, packed * MOST_RATIO):
        raise WrongFile(
            f"The workbook unpacks from {packed / 1000:,.0f} KB to {unpacked / 1_000_000:,.0f} MB, far more than a "
            "table of records needs. Copy the table into a new workbook, or save it as CSV."
        )


def _check_member(archive, member) -> int:
    """Inflate the member piece by piece, counting, because the sizes in the headers may lie."""
    is_sheet = member.filename.lower().startswith("xl/worksheets/") and member.filename.lower().endswith(".xml")
    done, rows, tail = 0, 0, b""
    with archive.open(member) as stream:
        while piece := stream.read(CHUNK):
            done += len(piece)
            check_size(done, MOST_BYTES)
            if b"<!DOCTYPE" in tail + piece[:OVERLAP] or b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
                raise WrongFile("The workbook holds XML that Excel never writes. Save it again in Excel.")
            if is_sheet:
                rows = max(rows, _check_sheet(tail + piece))
            tail = piece[-OVERLAP:]
    return rows


def _check_sheet(piece: bytes) -> int:
    if found := REFERENCE.search(piece):
        _check_extent(found[1].decode(), int(found[2]))
    if found := MERGED.search(piece):
        raise WrongFile(
            f"The cells {found[1].decode()} are merged, so it is unclear which row their value belongs to. "
            "Unmerge them and fill in each row."
        )
    last = max(map(int, ROW.findall(piece)), default=0)
    _check_extent("A", last)
    return last


def _check_extent(letters: str, last_row: int) -> None:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    if column > MOST_COLUMNS or last_row > MOST_ROWS + 1:
        raise WrongFile(
            f"A sheet reaches to cell {letters}{last_row}, which is {column * last_row:,} cells, most of them empty. "
            f"At most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns can be read: delete the rows below the table and "
            "the columns beside it, or copy the table into a new workbook."
        )
