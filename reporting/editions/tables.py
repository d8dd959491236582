"""The numbers of an edition as CSV files in one archive, for people who want to count on."""

import csv
import io
import re
import zipfile

from core.files.safe_cells import safe_cell
from reporting.editions.errors import CannotRender, name_of
from reporting.editions.lacking import draft_words, lacking_of
from reporting.editions.numbering import number_blocks
from reporting.editions.reading import read

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file knows: the same numbers give the same archive
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
NAME = re.compile(r"[^a-z0-9]+")


def table_archive(snapshot: dict) -> bytes:
    """A zip with a CSV for each table, panel of figures and chart, and a README that says which is which."""
    files = {}
    for section, block, name in _numbered(read(snapshot)):
        try:
            rows = ROWS[block["type"]](block)
        except (KeyError, TypeError, IndexError) as error:
            raise CannotRender(section["title"], f"its numbers are not complete ({error})", name_of(block)) from error
        files[name] = (section, block, _csv(rows))
    return _zip({"README.txt": _readme(snapshot, files), **{name: text for name, (_, _, text) in files.items()}})


def _numbered(snapshot: dict):
    numbers = number_blocks(snapshot)
    panels = 0
    for section in snapshot["sections"]:
        for block in section["blocks"]:
            if "text" in block:
                yield from _written(section, block, numbers)
            if block["type"] not in ROWS:
                continue
            if block["type"] == "figures":
                panels += 1
                word, number = "key-figures", panels
            else:
                word = "table" if block["type"] == "table" else "figure"
                number = numbers.of(block)
            yield section, block, f"{word}-{number:02d}-{_slug(block['key'])}.csv"


def _written(section: dict, block: dict, numbers):
    """The tables that somebody gave a caption, and the notes that they point at."""
    printed = block["text"].printed(first_note=numbers.first_note(block))
    for number, table in enumerate(printed.tables, numbers.of(block)):
        told = [f"  note {note.number}: {note.text}" for note in printed.notes if note.number in table.notes]
        found = {"type": "written", "table": table, "caption": table.caption.text, "notes": told}
        yield section, found, f"table-{number:02d}-{_slug(section['key'])}-text.csv"


def _written_rows(block: dict) -> list[list]:
    return [[cell.text for cell in row] for row in (block["table"].heads, *block["table"].rows)]


def _table_rows(block: dict) -> list[list]:
    rows = [[column["label"] for column in block["columns"]], *(row["cells"] for row in block["rows"])]
    return [*rows, block["total"]] if block.get("total") else rows


def _figure_rows(block: dict) -> list[list]:
    items = [[item["label"], item["value"], _unit(item), item.get("detail")] for item in block["items"]]
    return [["Figure", "Value", "Unit", "Detail"], *items]


def _unit(block: dict) -> str | None:
    """In words where the sign would be taken for a formula and neutralised."""
    unit = block.get("unit") or ""
    return f"per cent{unit[1:]}" if unit.startswith("%") else unit


def _chart_rows(block: dict) -> list[list]:
    points = [
        [series["name"], point["x"], point["y"], _unit(block)]
        for series in block["series"]
        for point in series["points"]
    ]
    target = block.get("target")
    rows = [["Series", "Place or period", "Value", "Unit"], *points]
    return [*rows, [target.get("label") or "Target", "", target["y"], _unit(block)]] if target else rows


ROWS = {"table": _table_rows, "written": _written_rows, "figures": _figure_rows, "chart": _chart_rows}


def _csv(rows: list[list]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([safe_cell(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + text.getvalue()


def _readme(snapshot: dict, files: dict) -> str:
    suppression = snapshot.get("suppression") or {}
    lines = [
        f"{snapshot['title']}: {snapshot['partnership']['name']}",
        *([f"{draft}."] if (draft := draft_words(len(lacking_of(snapshot)))) else []),
        f"Figures for {snapshot['year']['starts']} to {snapshot['year']['ends']}.",
        "",
        "Each file holds the numbers of one table, figure or panel of the report, in UTF-8, with a heading row.",
        "Empty cells are not known. Text that a spreadsheet could run as a formula begins with an apostrophe.",
    ]
    if suppression.get("symbol"):
        lines.append(f"{suppression['symbol']} {suppression.get('says') or ''}".rstrip())
    lines.append("")
    for name, (section, block, _) in files.items():
        where = f"{section.get('number') or ''} {section['title']}".strip()
        lines.append(f"{name}: {_called(section, block)} (section {where})")
        lines += block.get("notes", ())
        lines += [f"  {line}" for line in (block.get("note") or "").splitlines()]
    if remarks := [f"{one['caption']}: {one['says']}" for one in _remarks(snapshot)]:
        lines += ["", "What is said about the figures:", *remarks]
    return "\r\n".join(lines) + "\r\n"


def _called(section: dict, block: dict) -> str:
    """What a reader of the report knows it by, which is never its key."""
    caption = block.get("caption") or ""
    if block["type"] == "figures":
        return f"Key figures, {caption}" if caption else "Key figures"
    return caption or section["title"]


def _remarks(snapshot: dict):
    return (block for section in snapshot["sections"] for block in section["blocks"] if block["type"] == "remark")


def _zip(files: dict[str, str]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, date_time=EPOCH)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            archive.writestr(entry, text.encode())
    return output.getvalue()


def _slug(key: str) -> str:
    return NAME.sub("-", str(key).lower()).strip("-")[:60] or "numbers"
