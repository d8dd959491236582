"""The tables that an edition prints, read back from its page and its files as anybody would read them."""

import csv
import io
import re
import zipfile

from tests import pdf_tags

TABLES = """() => [...document.querySelectorAll('.edition table')].map(table => [
  table.caption.innerText.trim(), [...table.rows].map(row => [...row.cells].map(cell => cell.innerText.trim()))])"""
NUMBER = re.compile(r"^Table \d+ ")


def on_page(page) -> list[tuple[str, list[list[str]]]]:
    """The rows of each table of an edition's page with its caption, without its number."""
    return [(NUMBER.sub("", caption), rows) for caption, rows in page.evaluate(TABLES)]


def in_archive(content: bytes) -> list[tuple[str, list[list[str]]]]:
    """The rows of each table of an archive of tables with the caption that its README gives it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    captions = re.findall(r"^(table-\S+\.csv): (.*) \(section .*\)\s*$", files["README.txt"], re.MULTILINE)
    return [(caption, list(csv.reader(io.StringIO(files[name])))) for name, caption in captions]


def in_pdf(content: bytes) -> list[tuple[str, list[list[str]]]]:
    """The cells of each table of a PDF as its tags give them to a screen reader, each with its bare caption."""
    return [
        (NUMBER.sub("", _joined(caption)), [[_joined(cell) for cell in row] for row in rows])
        for caption, rows in pdf_tags.tables(content)
    ]


def _joined(text: str) -> str:
    """Lines of one cell as one text; what was parted at a hyphen stays parted there only."""
    return " ".join(text.split()).replace("- ", "-")
