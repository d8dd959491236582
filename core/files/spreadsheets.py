"""Tables as CSV and XLSX files: nothing in them runs as a formula, numbers and days are numbers and days."""

import csv
import datetime
import io
import re
from decimal import Decimal

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from core.files.safe_cells import safe_cell
from core.formatting import characters
from core.formatting.numbers import plain

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WIDTHS = range(12, 50)
NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")


def written(headings: list[str], rows: list[list], form: str, title: str) -> bytes:
    """The file. A cell is a text, a number, a day, a moment or None."""
    return _csv(headings, rows) if form == "csv" else _workbook(headings, rows, title)


def _csv(headings, rows) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([safe_cell(heading) for heading in headings])
    writer.writerows([safe_cell(_text(value)) for value in row] for row in rows)
    # The mark at the start tells Excel that this is UTF-8.
    return text.getvalue().encode("utf-8-sig")


def _text(value) -> str | None:
    if isinstance(value, bool):
        return _yes_or_no(value)
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    return None if value is None else str(value)


def _workbook(headings, rows, title) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(NOT_IN_A_TITLE.sub(" ", characters.in_one_line(title))[:31])
    sheet.freeze_panes = "A2"
    for index, heading in enumerate(headings, 1):
        longest = max((len(str(row[index - 1])) for row in rows if row[index - 1] is not None), default=0)
        width = min(max(len(heading) + 4, longest + 2, WIDTHS[0]), WIDTHS[-1])
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.append([_heading(sheet, heading) for heading in headings])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _heading(sheet, text):
    cell = WriteOnlyCell(sheet, safe_cell(text))
    cell.font = Font(bold=True)
    return cell


def _cell(sheet, value):
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        value = _yes_or_no(value)
    if isinstance(value, datetime.datetime):
        return _dated(sheet, timezone.localtime(value).replace(tzinfo=None), "yyyy-mm-dd hh:mm")
    if isinstance(value, datetime.date):
        return _dated(sheet, value, "yyyy-mm-dd")
    if isinstance(value, int | Decimal):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, safe_cell(value))
    cell.data_type = "s"
    cell.number_format = "@"
    return cell


def _yes_or_no(value: bool) -> str:
    return "Yes" if value else "No"


def _dated(sheet, value, form):
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = form
    return cell
