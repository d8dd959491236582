"""Records as CSV and XLSX, in the columns that an import reads, and the empty template of each kind.

An export is a working copy. Members who may import keep these records themselves and get them as they are; everybody
else gets counts that may identify somebody suppressed, as on every page. No cell runs as a formula, and what went out
comes back in unchanged. Numbers and days of a workbook are numbers and days.
"""

import csv
import io
from decimal import Decimal
from itertools import zip_longest

from django.db import transaction
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from core import jobs
from core.files.safe_cells import safe_cell
from core.files.spreadsheets import TYPES as TYPES  # where its users look for them
from core.imports.kinds import Kind
from core.imports.reading import MOST_ROWS, column_letter
from core.imports.values import Day, Number
from core.models import Export

LARGE = 5_000
BATCH = 1_000
WIDTHS = range(10, 50)


def export(partnership, kind: Kind, form: str, *, is_raw: bool) -> bytes:
    """All records of the kind in the open scope. `is_raw` leaves counts as they are; see above for whom."""
    resource = kind.resource(partnership)
    return _written(resource.columns, _rows(resource, is_raw), form, kind.name)


@transaction.atomic
def ask(*, partnership, kind: Kind, form: str, is_raw: bool, by) -> Export:
    """Have a job make the file, because it is too large to wait for."""
    wanted = Export(partnership=partnership, kind=kind.code, form=form, is_raw=is_raw, asked_by=by)
    wanted.save(force_insert=True)
    wanted.job = jobs.ask("core.export_records", partnership=partnership, by=by, subject=wanted)
    wanted.save(update_fields=["job"])
    return wanted


def template(kind: Kind, form: str) -> bytes:
    """An empty file with the headings; a workbook also says how each column is filled in, and lists what to choose."""
    columns = list(kind.resource.fields.values())
    if form == "csv":
        return as_csv(columns, [])
    book = _book(columns, [], kind.name)
    _add_help(book, kind)
    _add_choices(book, columns)
    return _saved(book)


def file_name(partnership, kind: Kind, form: str) -> str:
    return f"{partnership.slug}-{kind.code}.{form}"


def _rows(resource, is_raw):
    instances = list(resource.export_queryset())
    hidden = {} if is_raw else resource.hidden(instances)
    for instance in instances:
        cells = resource.export_resource(instance)
        instead = hidden.get(instance.pk, {})
        yield [instead.get(column.heading, cell) for column, cell in zip(resource.columns, cells, strict=True)]


def _written(columns, rows, form, title) -> bytes:
    return as_csv(columns, rows) if form == "csv" else _saved(_book(columns, rows, title))


def as_csv(columns, rows) -> bytes:
    """Rows of texts under the columns' headings, as an import reads them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.heading for column in columns])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    # The mark at the start tells Excel that this is UTF-8.
    return text.getvalue().encode("utf-8-sig")


def _book(columns, rows, title) -> Workbook:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for index, column in enumerate(columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width = min(max(len(column.heading) + 4, WIDTHS[0]), WIDTHS[-1])
        if column.widget.is_text:
            dimension.number_format = "@"
    sheet.append([_bold(sheet, column.heading) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, column, text) for column, text in zip(columns, row, strict=True)])
    return book


def _cell(sheet, column, text):
    """A number or a day as what it is, anything else as text that Excel leaves alone."""
    if isinstance(column.widget, Number) and text:
        try:
            return WriteOnlyCell(sheet, Decimal(text))
        except ArithmeticError:
            pass
    if isinstance(column.widget, Day) and text:
        day = WriteOnlyCell(sheet, column.widget.clean(text))
        day.number_format = "yyyy-mm-dd"
        return day
    cell = WriteOnlyCell(sheet, safe_cell(text))
    cell.data_type = "s"
    cell.number_format = "@"
    return cell if text else None


def _bold(sheet, text):
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _add_choices(book, columns) -> None:
    """Let people choose from a list in each column that takes a few words only. A spreadsheet takes other words too, as
    the import reads some; the lists stand on a sheet of their own, for a word may have a comma in it."""
    lists = [(column_letter(at), column) for at, column in enumerate(columns) if column.widget.choices()]
    if not lists:
        return
    sheet = book.create_sheet("Choices")
    sheet.append([_bold(sheet, column.heading) for _, column in lists])
    for row in zip_longest(*(column.widget.choices() for _, column in lists)):
        sheet.append(row)
    for at, (letter, column) in enumerate(lists):
        words = f"Choices!${column_letter(at)}$2:${column_letter(at)}${len(column.widget.choices()) + 1}"
        listed = DataValidation("list", formula1=words, allow_blank=True, showErrorMessage=False)
        listed.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
        book.worksheets[0].data_validations.append(listed)


def _add_help(book, kind: Kind) -> None:
    sheet = book.create_sheet("How to fill this in")
    for letter, width in zip("ABCDE", (28, 10, 10, 60, 40), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([_bold(sheet, heading) for heading in ("Column", "Needed", "Key", "What it holds", "For example")])
    for row in guide(kind):
        cells = [WriteOnlyCell(sheet, safe_cell(text)) for text in row]
        for cell in cells:
            cell.data_type, cell.alignment = "s", Alignment(wrap_text=True, vertical="top")
        sheet.append(cells)


def guide(kind: Kind) -> list[tuple[str, str, str, str, str]]:
    """For each column: heading, whether a new row needs it, whether it is a key, what it holds, an example."""
    keys = kind.resource._meta.import_id_fields
    return [
        (
            column.heading,
            "Yes" if column.required else "",
            "Yes" if name in keys else "",
            column.widget.shape,
            column.widget.example,
        )
        for name, column in kind.resource.fields.items()
    ]


def _saved(book) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
