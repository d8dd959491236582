"""The program that reads one workbook from its input and writes the cells as JSON. Started by `workbook.py` only.

Imports nothing of the portal: it runs in isolation, with no settings, no secrets and no way to the database.
"""

import datetime
import io
import json
import re
import resource
import sys
from decimal import Decimal

MEMORY = 768 * 2**20
CPU_SECONDS = 50
# How a workbook writes a sign that XML has not: a soft line break is _x000B_.
ESCAPED = re.compile("_x00([01][0-9A-Fa-f])_")
MOST_ROWS, MOST_COLUMNS = 50_002, 101


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
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        return {"wrong": "The workbook has no visible sheet."}
    rows, marks = read_sheet(sheets[0])
    note = f"Only the sheet “{sheets[0].title}” was read." if len(sheets) > 1 else ""
    return {"rows": rows, "marks": marks, "note": note}


def read_sheet(sheet) -> tuple[list, list]:
    rows, marks = [], []
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS), 1):
        row = []
        for index, cell in enumerate(cells):
            if trouble := mark(cell):
                marks.append([number, index, trouble])
            row.append("" if trouble or cell.value is None else text(cell))
        while row and not row[-1]:
            row.pop()
        rows.append(row)
    return rows, marks


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
    if isinstance(value, int | float):
        return number(value, "%" in (cell.number_format or ""))
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))


def number(value, is_percent: bool) -> str:
    """The digits that Excel shows: fifteen of them, so that 0.1 + 0.2 is 0.3."""
    exact = Decimal(format(value, ".15g"))
    if not exact.is_finite():
        return str(value)
    exact = exact * 100 if is_percent else exact
    plain = format(exact, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return f"{plain}%" if is_percent else plain


if __name__ == "__main__":
    main()
