"""The tables that an edition prints, read back from its page and its files as anybody would read them."""

import csv
import io
import re
import subprocess
import zipfile

TABLES = """() => [...document.querySelectorAll('.edition table')].map(table => [
  table.caption.innerText.trim(), [...table.rows].map(row => [...row.cells].map(cell => cell.innerText.trim()))])"""
NUMBER = re.compile(r"^Table \d+ ")
TAG = re.compile(r"^ *(Table|Caption|TR|TH|TD)(?: \(block\)|:)?$")
WORDS = re.compile(r'^ *"(.*)"$')


def on_page(page) -> list[tuple[str, list[list[str]]]]:
    """The rows of each table of an edition's page with its caption, without its number."""
    return [(NUMBER.sub("", caption), rows) for caption, rows in page.evaluate(TABLES)]


def in_archive(content: bytes) -> list[tuple[str, list[list[str]]]]:
    """The rows of each table of an archive of tables with the caption that its README gives it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    captions = re.findall(r"^(table-\S+\.csv): (.*) \(section .*\)\s*$", files["README.txt"], re.MULTILINE)
    return [(caption, list(csv.reader(io.StringIO(files[name])))) for name, caption in captions]


def in_pdf(content: bytes, tmp_path) -> list[tuple[str, list[list[str]]]]:
    """The cells of each table of a PDF as its tags give them to a screen reader, each with its bare caption."""
    path = tmp_path / "edition.pdf"
    path.write_bytes(content)
    told = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True).stdout
    reader = _Tags()
    for line in told.splitlines():
        reader.read(line)
    return [
        (NUMBER.sub("", _joined(words)), [[_joined(cell) for cell in row] for row in rows])
        for words, rows in reader.tables
    ]


class _Tags:
    """Collects the words of captions and cells; an element ends where a line stands no deeper than its own."""

    def __init__(self):
        self.tables, self.table, self.depth, self.words = [], 0, 0, None

    def read(self, line):
        depth = len(line) - len(line.lstrip())
        if depth <= self.depth:
            self.words = None
        if found := TAG.match(line):
            self.open(found[1], depth)
        elif (text := WORDS.match(line)) and self.words is not None:
            self.words.append(text[1])

    def open(self, tag, depth):
        """Charts have captions too, which stand in no table."""
        if tag == "Table":
            self.tables.append(([], []))
            self.table = depth
        elif tag == "TR":
            self.tables[-1][1].append([])
        elif tag == "Caption" and depth > self.table and not self.tables[-1][1]:
            self.depth, self.words = depth, self.tables[-1][0]
        elif tag != "Caption":
            self.tables[-1][1][-1].append([])
            self.depth, self.words = depth, self.tables[-1][1][-1][-1]


def _joined(words: list[str]) -> str:
    """Lines of one cell as one text; what was parted at a hyphen stays parted there only."""
    return " ".join(" ".join(words).split()).replace("- ", "-")
