"""CSV as people's programs write it: with or without a byte order mark, in the encodings and with the separators of
Excel, LibreOffice and Google Sheets."""

import codecs
import csv
import io

from core.imports.problems import WrongFile
from core.imports.reading.sheet import Sheet, tabulate

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}

# A file with more of them than one in so many bytes is no text at all.
BYTES_A_SIGN = 100

GUESSED = (
    "The file is not in UTF-8, so it was read as Windows-1252, which is how Excel saves plain CSV. Check letters with "
    "accents, quotation marks and pound signs; if they are wrong, save the file as “CSV UTF-8”."
)


def read(content: bytes) -> Sheet:
    """The table of a CSV file; raises `WrongFile` and nothing else."""
    text, notes = decode(content)
    text, separator = _separator(text)
    return tabulate(_records(text, separator), notes=notes)


def decode(content: bytes) -> tuple[str, list[str]]:
    """The text, and a remark where its encoding was a guess."""
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise WrongFile("The file is in UTF-32. Save it as CSV UTF-8.")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_utf_16(content), []
    if content.count(b"\x00") * BYTES_A_SIGN > len(content):
        where = content.count(b"\n", 0, content.index(b"\x00")) + 1
        raise WrongFile(f"Line {where:,} holds bytes that are not text. Save the file as CSV UTF-8 or XLSX.")
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return _decode_windows(content), [GUESSED]


def _decode_utf_16(content: bytes) -> str:
    try:
        return content.decode("utf-16")
    except UnicodeDecodeError as error:
        raise WrongFile(f"The file says that it is UTF-16 and is not, from byte {error.start + 1:,} on.") from error


def _decode_windows(content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise WrongFile(
            f"Line {line:,} holds the byte {content[error.start]:#04x}, which is neither UTF-8 nor Windows-1252. "
            "Save the file as CSV UTF-8."
        ) from error


def _separator(text: str) -> tuple[str, str]:
    """What stands between the cells of the first line; Excel's own `sep=;` line is obeyed and left out."""
    first, _, rest = text.lstrip("\r\n").partition("\n")
    if first.lower().startswith("sep=") and first.rstrip("\r")[4:] in SEPARATORS:
        return rest, first.rstrip("\r")[4:]
    outside = "".join(first.split('"')[::2])
    return text, max(SEPARATORS, key=outside.count)


def _records(text: str, separator: str):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise WrongFile(_sentence(reader.line_num, str(error))) from error


def _sentence(line: int, error: str) -> str:
    if "field larger" in error:
        return f"Near line {line:,} a cell is longer than a sheet can hold; a quotation mark may be missing."
    return (
        f"Near line {line:,} the quotation marks do not pair up. Text that holds a separator stands between quotation "
        'marks, and a quotation mark inside it is doubled: "the ""front door"" team".'
    )
