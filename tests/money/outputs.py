"""Tables of money as a reader finds them: read out of finished pages, editions and files, with none of our own code."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from decimal import Decimal

from lxml import html

MONEY = re.compile(r"[−-]?£[\d,]+(\.\d\d)?")
BARE = re.compile(r"-?\d+(\.\d+)?")
UNKNOWN = {"–", "—", "-", "", "Not known", "worth not known"}
NUMBERED = re.compile(r"^Table \d+ ")
README = re.compile(r"^(\S+\.csv): (.+) \(section [^)]*\)\r?$", re.MULTILINE)


@dataclass
class Table:
    """`rows` are lists of texts, the first of them the row's name. `where` says in which output it stands."""

    where: str
    caption: str
    headings: list[str]
    rows: list[list[str]]
    is_page: bool = True

    def __str__(self):
        return f"“{self.caption}” of {self.where}"

    @property
    def money_columns(self) -> list[int]:
        return [place for place in range(1, len(self.headings)) if self._holds_money(place)]

    def _holds_money(self, place: int) -> bool:
        cells = [row[place] for row in self.rows if place < len(row)]
        if self.is_page:
            return any(MONEY.fullmatch(cell) for cell in cells)
        return "Share" not in self.headings[place] and any(BARE.fullmatch(cell) for cell in cells)

    def column(self, place: int) -> list[tuple[str, Decimal | None]]:
        return [(row[0], amount(row[place])) for row in self.rows]


def amount(text: str) -> Decimal | None:
    """The number in a cell; None where it says that it is not known."""
    if text in UNKNOWN or text.startswith("No figure for "):
        return None
    digits = text.replace("£", "").replace(",", "").replace("−", "-")
    assert BARE.fullmatch(digits), f"“{text}” stands in a column of money"
    return Decimal(digits)


def _text(element) -> str:
    """What the cell says first, without the small print under it."""
    copy = html.fromstring(html.tostring(element))
    for under in copy.xpath(".//*[contains(@class, 'p-under')]"):
        under.drop_tree()
    return " ".join(copy.text_content().split())


def tables_of_page(where: str, content: str) -> list[Table]:
    """Every table of a page in which any amount stands."""
    found = []
    for table in html.fromstring(content).iter("table"):
        lines = [[_text(cell) for cell in row.iter("td", "th")] for row in table.iter("tr")]
        lines = [line for line in lines if line]
        if not lines or not any(MONEY.fullmatch(cell) for line in lines for cell in line):
            continue
        caption = " ".join(" ".join(one.text_content().split()) for one in table.iter("caption"))
        caption = NUMBERED.sub("", caption)
        found.append(Table(where, caption, lines[0], lines[1:]))
    return found


def figures_of_page(content: str) -> dict[str, tuple[str, str]]:
    """The panels of a page: by their name the figure and what stands under it."""
    found = {}
    for panel in html.fromstring(content).xpath("//*[contains(@class, 'p-figures__item')]"):
        says = [" ".join(one.text_content().split()) for one in panel.xpath("./dt | ./dd")]
        found[says[0]] = says[1], " ".join(says[2:])
    return found


def tables_of_archive(content: bytes) -> list[Table]:
    """The tables of money in an edition's archive, under the captions that its README gives them."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    found = []
    for name, caption in README.findall(archive.read("README.txt").decode()):
        lines = list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
        if name.startswith("table-"):
            found.append(Table(name, caption, lines[0], lines[1:], is_page=False))
    return [table for table in found if table.money_columns]


def charts_of_archive(content: bytes) -> dict[str, list[list[str]]]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {
        caption: list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))))[1:]
        for name, caption in README.findall(archive.read("README.txt").decode())
        if name.startswith("figure-")
    }


def lines_of_pdf(words: str) -> dict[str, list[list[str]]]:
    """The lines of a PDF's text that end in amounts: by their name the amounts of each."""
    found: dict[str, list[list[str]]] = {}
    for line in words.splitlines():
        cells = [cell for cell in re.split(r"\s{2,}", line.strip()) if cell]
        amounts = [cell for cell in cells[1:] if MONEY.fullmatch(cell) or cell == "–"]
        if amounts:
            found.setdefault(cells[0], []).append(amounts)
    return found
