"""The program that reads one workbook from its input and writes the cells as JSON. Started by `workbook.py` only.

Imports nothing of the portal: it runs in isolation, with no settings, no secrets and no way to the database.
"""

import datetime
import io
import json
import operator
import re
import resource
import sys
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

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
# Of a number's format: what is shown as it stands, the space or filling after a sign, colours, conditions, currencies.
PIECE = re.compile(r'"(?P<words>[^"]*)"|\\(?P<sign>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<end>;)|(?P<code>.)', re.DOTALL)
# Excel's own limit. Reading one takes time in proportion to the square of its length.
LONGEST_FORMAT = 255
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)", re.ASCII)
HOLDS = {
    **{"<": operator.lt, "<=": operator.le, "=": operator.eq},
    **{">": operator.gt, ">=": operator.ge, "<>": operator.ne},
}
CURRENCY = re.compile(r"[$£€¥₹₩₺₽]")
# What a format writes a number's digits with.
DIGITS = re.compile("[0#?@]|general", re.IGNORECASE)
# A comma behind the digits divides what is shown by a thousand, so that 1500000 is shown as 1.5 and "m".
DIVIDES, SHORT = re.compile("[0#?],+(?![0#?])"), re.compile("k|mn?|bn", re.IGNORECASE)


@dataclass
class Section:
    """One part of a number's format: what reckons with the number, the words beside it, and when the part is used.

    A percent sign among the words does not scale.
    """

    codes: str = ""
    words: str = ""
    condition: re.Match | None = None

    def add(self, piece) -> None:
        bracket = piece["bracket"] or ""
        self.codes += piece["code"] or ""
        self.words += piece["words"] or piece["sign"] or (bracket[1:].split("-")[0] if bracket.startswith("$") else "")
        self.condition = self.condition or CONDITION.fullmatch(bracket)

    def holds(self, value) -> bool:
        return HOLDS[self.condition[1]](value, float(self.condition[2]))


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
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return hidden(cell.number_format or "General", cell.value)
    return ""


def hidden(number_format: str, value) -> str:
    """Why a number that its format keeps from being seen is no value."""
    shown = section(number_format, value)
    if DIGITS.search(shown.codes):
        return ""
    seen = f"shows “{shown.words.strip()}” in place of its number" if shown.words.strip() else "shows nothing"
    return f"{seen}, because of the cell's format. Type what is meant, or clear the cell"


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
    signs = "".join(one.codes for one in sections_of(number_format[:LONGEST_FORMAT])).lower()
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
    shown = section(number_format, value)
    exact = exact * 100 if "%" in shown.codes else exact
    plain = format(exact, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return before(shown) + plain + behind(shown)


def before(shown: Section) -> str:
    sign = CURRENCY.search(shown.codes + shown.words)
    return sign[0] if sign else ""


def behind(shown: Section) -> str:
    """The sign that is shown behind the digits and makes another number, or a number of something else, of them."""
    if sign := re.search("[%‰]", shown.codes + shown.words):
        return sign[0]
    short = SHORT.fullmatch(shown.words.strip())
    return short[0] if short and not DIVIDES.search(shown.codes) else ""


def section(number_format: str, value) -> Section:
    """The part of a number's format that says how this number is shown."""
    sections = sections_of(number_format[:LONGEST_FORMAT])
    return next((one for one in sections if one.condition and one.holds(value)), None) or _by_sign(sections, value)


@lru_cache(maxsize=1000)  # Cells of a column share one format.
def sections_of(number_format: str) -> list[Section]:
    sections = [Section()]
    for piece in PIECE.finditer(number_format):
        if piece["end"]:
            sections.append(Section())
        else:
            sections[-1].add(piece)
    return sections


def _by_sign(sections, value) -> Section:
    """Without conditions: what is above nothing, below it, nothing."""
    plain = [one for one in sections if not one.condition]
    place = 1 if value < 0 and len(plain) > 1 else 2 if value == 0 and len(plain) > 2 else 0
    return plain[place] if plain else Section()


if __name__ == "__main__":
    main()
