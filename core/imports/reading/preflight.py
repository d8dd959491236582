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
WORKBOOK = re.compile(r"xl/workbook\d*\.xml")
ROW = re.compile(rb'<(?:\w+:)?row\s[^>]{0,40}?\br="(\d{1,8})"')


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
    # Some programs write the way to a part as Windows does.
    names = [member.filename.lower().replace("\\", "/") for member in members]
    if any(member.flag_bits & 1 for member in members):
        raise WrongFile("The workbook has a password. Save it without one.")
    if not any(map(WORKBOOK.fullmatch, names)) or "[content_types].xml" not in names:
        raise WrongFile(_other_archive(archive, names))
    for part, fact in ACTIVE.items():
        if any(part in name for name in names):
            raise WrongFile(f"The workbook {fact}. Copy the table into a new workbook and save it as .xlsx.")
    strange = any(name.startswith("/") or ".." in name.split("/") for name in names)
    if strange or len(names) > MOST_MEMBERS or len(set(names)) < len(names):
        raise WrongFile("The workbook is not packed the way Excel does it. Save it again in Excel.")
    check_size(sum(member.file_size for member in members), size)


def _other_archive(archive, names: list[str]) -> str:
    """What a zip archive is that is no workbook of Excel, where it is a table all the same."""
    what = "a zip archive and not an Excel workbook (.xlsx)"
    if "xl/workbook.bin" in names:
        what = "a binary Excel workbook (.xlsb)"
    elif any(name.startswith("index/") and name.endswith(".iwa") for name in names):
        what = "a Numbers document"
    elif "mimetype" in names and b"opendocument" in archive.read("mimetype")[:100]:
        what = "an OpenDocument file (.ods)"
    return f"The file is {what}. Save the table as an Excel workbook (.xlsx) or as CSV UTF-8."


def check_size(unpacked: int, packed: int) -> None:
    if unpacked > MOST_BYTES or unpacked > max(SMALL, packed * MOST_RATIO):
        raise WrongFile(
            f"The workbook unpacks from {packed / 1000:,.0f} KB to {unpacked / 1_000_000:,.0f} MB, far more than a "
            "table of records needs. Copy the table into a new workbook, or save it as CSV."
        )


def _check_member(archive, member) -> int:
    """Inflate the member piece by piece, counting, because the sizes in the headers may lie."""
    name = member.filename.lower().replace("\\", "/")
    is_sheet = name.startswith("xl/worksheets/") and name.endswith(".xml")
    done, rows, tail = 0, 0, b""
    with archive.open(member) as stream:
        while piece := stream.read(CHUNK):
            done += len(piece)
            check_size(done, MOST_BYTES)
            if b"<!DOCTYPE" in tail + piece[:OVERLAP] or b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
                raise WrongFile("The workbook holds XML that Excel never writes. Save it again in Excel.")
            if is_sheet:
                rows = max(rows, *map(int, ROW.findall(tail + piece)), 0)
            tail = piece[-OVERLAP:]
    return rows
