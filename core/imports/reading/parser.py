"""The program that reads one workbook from its input and writes the cells as JSON. Started by `workbook.py` only.

Imports nothing of the portal: it runs in isolation, with no settings, no secrets and no way to the database.
"""

import datetime
import io
import json
import re
import resource
import sys
import zipfile
from decimal import Decimal

MEMORY = 768 * 2**20
CPU_SECONDS = 50
# How a workbook writes a sign that XML has not: a soft line break is _x000B_.
ESCAPED = re.compile("_x00([01][0-9A-Fa-f])_")
MOST_ROWS, MOST_COLUMNS, NAMED = 50_000, 100, 5
MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]{1,3}\d+:[A-Z]{1,3}\d+)"')
EXTENT = re.compile(rb'<(?:\w+:)?dimension ref="(?:[A-Z]{1,3}\d+:)?([A-Z]{1,3})(\d{1,8})"')
ROW, ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\s([^<>]{0,600})>"), re.compile(rb'\br="(\d{1,8})"')
HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
# A workbook that keeps to the strict standard calls the same things by other names.
STRICT = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/": b"http://schemas.openxmlformats.org/spreadsheetml/2006/",
    b"http://purl.oclc.org/ooxml/officeDocument/": b"http://schemas.openxmlformats.org/officeDocument/2006/",
}
# Of a number's format: words that are shown as they are, signs that are skipped or repeated, colours and conditions.
WORDS, SKIPPED = re.compile(r'"([^"]*)"|\\(.)'), re.compile(r"[_*].|\[[^\]]*\]")


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        found = parse(sys.stdin.buffer.read())
    except MemoryError:
        sys.exit(1)
    except Exception:  # whatever a broken workbook makes its reader raise
        found = {"wrong": "The workbook is damaged: its sheets cannot be read. Save it again in Excel."}
    sys.stdout.write(json.dumps(found))


def parse(content: bytes) -> dict:
    import openpyxl  # noqa: PLC0415 -- only once the limits are set

    if not openpyxl.DEFUSEDXML:
        return {"wrong": "Workbooks cannot be read here, because the library that makes it safe is missing. Use CSV."}
    content = as_excel_writes(content)
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        return {"wrong": "The workbook has no visible sheet."}
    sheet = sheets[0]
    name = sheet.title if len(book.sheetnames) > 1 else ""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.read(sheet._worksheet_path.lstrip("/"))
    if wrong := shape_of(part):
        return {"wrong": f"On the sheet “{name}”: {wrong}" if name else f"{wrong[:1].upper()}{wrong[1:]}"}
    notes = [f"Only the sheet “{name}” was read."] if name else []
    return {**read_sheet(sheet), "name": name, "notes": [*notes, *told_of_hidden(part)]}


def as_excel_writes(content: bytes) -> bytes:
    """The workbook with the names of parts and things that the reader knows, where another program wrote others."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {member.filename: archive.read(member) for member in archive.infolist()}
    if not any(
        "\\" in name or (name.endswith(".xml") and b"purl.oclc.org" in part[:4000]) for name, part in parts.items()
    ):
        return content
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, part in parts.items():
            for theirs, known in STRICT.items():
                part = part.replace(theirs, known)
            archive.writestr(name.replace("\\", "/"), part)
    return packed.getvalue()


def shape_of(part: bytes) -> str:
    """What is wrong with a sheet as a whole, as the end of a sentence; nothing where it can be read."""
    if found := MERGED.search(part):
        return (
            f"the cells {found[1].decode()} are merged, so it is unclear which row their value belongs to. "
            "Unmerge them and fill in each row."
        )
    last = max((int(number[1]) for row in ROW.finditer(part) if (number := ROW_NUMBER.search(row[1]))), default=0)
    letters, claimed = (found[1].decode(), int(found[2])) if (found := EXTENT.search(part)) else ("A", 0)
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    row = max(last, claimed)
    if column <= MOST_COLUMNS and row <= MOST_ROWS + 1:
        return ""
    return (
        f"a sheet reaches to cell {letters}{row}, which is {column * row:,} cells, most of them empty. "
        f"At most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns can be read: delete the rows below the table and "
        "the columns beside it, or copy the table into a new workbook."
    )


def told_of_hidden(part: bytes) -> list[str]:
    """That rows which the workbook hides or filters out are read as well."""
    hidden = [
        number[1].decode()
        for row in ROW.finditer(part)
        if HIDDEN.search(row[1]) and (number := ROW_NUMBER.search(row[1]))
    ]
    if not hidden:
        return []
    more = f" and {len(hidden) - NAMED:,} more" if len(hidden) > NAMED else ""
    rows = "Row" if len(hidden) == 1 else "Rows"
    are = "is" if len(hidden) == 1 else "are"
    return [
        f"{rows} {', '.join(hidden[:NAMED])}{more} {are} hidden or filtered out in the workbook, and read all the same."
    ]


def read_sheet(sheet) -> dict[str, list]:
    """The text of its rows; by row and column, from 1 and from 0, which cells hold no value and why, and which hold a
    date and whether it is shown with its day, month and year."""
    rows, marks, dates = [], [], []
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1), 1):
        row = []
        for index, cell in enumerate(cells):
            if trouble := mark(cell):
                marks.append([number, index, trouble])
            if isinstance(cell.value, datetime.date) and not trouble:
                dates.append([number, index, shows_day(cell.number_format or "")])
            row.append("" if trouble or cell.value is None else text(cell))
        while row and not row[-1]:
            row.pop()
        rows.append(row)
    return {"rows": rows, "marks": marks, "dates": dates}


def mark(cell) -> str:
    """Why a cell holds no value that can be taken."""
    if cell.data_type == "f":
        return "holds a formula. Copy the column and paste it as values"
    if cell.data_type == "e":
        return f"holds the error {cell.value}"
    return ""


def text(cell) -> str:
    value = cell.value
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return duration(value)
    if isinstance(value, int | float):
        return number(value, cell.number_format or "")
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))


def shows_day(number_format: str) -> bool:
    """Whether a date is shown in full; 2011-12 becomes December 2011 and 5-9 the fifth of September."""
    signs = WORDS.sub("", number_format).lower()
    return all(sign in signs for sign in "dmy")


def duration(value: datetime.timedelta) -> str:
    """37:30, also beyond a day."""
    minutes, seconds = divmod(round(abs(value).total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    sign = "-" if value < datetime.timedelta() else ""
    return f"{sign}{hours}:{minutes:02}" + (f":{seconds:02}" if seconds else "")


def number(value, number_format: str) -> str:
    """The digits that Excel shows: fifteen of them, so that 0.1 + 0.2 is 0.3."""
    exact = Decimal(format(value, ".15g"))
    if not exact.is_finite():
        return str(value)
    scales, shows = percent(number_format, value)
    exact = exact * 100 if scales else exact
    plain = format(exact, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return f"{plain}%" if shows else plain


def percent(number_format: str, value) -> tuple[bool, bool]:
    """Whether the format shows hundredths as a share, and whether it shows a percent sign: one between quotation marks
    or after a stroke is only a word."""
    sections = SKIPPED.sub("", WORDS.sub(lambda found: "\0" if "%" in found[0] else "", number_format)).split(";")
    place = 1 if value < 0 and len(sections) > 1 else 2 if value == 0 and len(sections) > 2 else 0
    return "%" in sections[place], "%" in sections[place] or "\0" in sections[place]


if __name__ == "__main__":
    main()
