"""What a person can read of an answer: the words of a page, a picture, a file, and of files within files."""

import csv
import io
import re
import subprocess
import zipfile
from functools import lru_cache

import openpyxl
from lxml import html

from tests import pdf_tags

# Keys and fingerprints are no figures, nor is where a line of a drawing goes.
KEYS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b(?=[0-9]*[a-f])[0-9a-f]{10,}\b")
DRAWN = {"d", "transform", "viewbox", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "width", "height", "points"}
NOT_SAID = DRAWN | {"class", "id", "for", "nonce", "integrity", "xmlns", "style"}


def words_of(answer) -> str:
    """All that an answer says, whatever kind of thing it is."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return said(content, answer.get("Content-Type", "").partition(";")[0])


@lru_cache(maxsize=500)
def said(content: bytes, kind: str) -> str:
    return KEYS.sub(" ", READERS.get(kind, _text)(content))


def _text(content: bytes) -> str:
    return content.decode(errors="replace")


def _page(content: bytes) -> str:
    """Text and attributes alike: a name for a screen reader, a field's value, an address. Scripts and styles too."""
    if not content.strip():
        return ""
    found = []
    for element in html.fromstring(content.decode()).iter():
        found += [element.text, element.tail]
        found += [value for name, value in element.items() if name.lower() not in NOT_SAID]
    return "\n".join(text for text in found if text)


def _pdf(content: bytes) -> str:
    """The text on the pages, what stands in for pictures, and the facts of the document."""
    if not content.startswith(b"%PDF"):
        return _text(content)
    text = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()
    opened = pdf_tags.opened(content)
    alternatives = [str(one.get(key)) for one in pdf_tags.elements(opened) for key in ("/Alt", "/ActualText", "/E")]
    return "\n".join([text, *alternatives, str(opened.docinfo), str(opened.open_metadata())])


def _workbook(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def _csv(content: bytes) -> str:
    return "\n".join(cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row)


def _archive(content: bytes) -> str:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return _text(content)
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return "\n".join(f"{name}\n{_csv(opened.read(name))}" for name in opened.namelist())


READERS = {
    "text/html": _page,
    "image/svg+xml": _page,
    "application/pdf": _pdf,
    "application/zip": _archive,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _workbook,
    "text/csv": _csv,
}
