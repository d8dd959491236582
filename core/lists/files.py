"""A list as a file: the rows and cells of the page, with numbers and days as what they are."""

import re
from decimal import Decimal
from html import unescape
from operator import attrgetter

from django.http import HttpResponse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import slugify

from core.files import spreadsheets
from core.files.downloads import attachment
from core.formatting import numbers
from core.http import access_log
from core.lists.cells import Cells
from core.lists.tables import NumberColumn
from core.models import AccessEntry

LARGE = 5_000
THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)


def list_file(request, table, filters, form: str) -> HttpResponse:
    """The whole list, filtered and sorted as the page is, written into the access log."""
    columns = list(_columns(table))
    rows = [[_plain(read(record), is_number) for _, is_number, read in columns] for record in table.data]
    name = f"{table.caption} as a list ({form})"
    narrowed = filters.in_words if filters is not None else ""
    access_log.record(request, AccessEntry.Action.EXPORT, f"{name}: {narrowed}" if narrowed else name, rows=len(rows))
    content = spreadsheets.written([heading for heading, _, _ in columns], rows, form, table.caption)
    return attachment(content, name=_file_name(request, table, form), content_type=spreadsheets.TYPES[form])


def _columns(table):
    """Heading, whether it holds numbers, and how to read a record's cell. A column may stand for several in a file."""
    for bound in table.columns:
        column = bound.column
        if column.exclude_from_export:
            continue
        for heading, accessor in getattr(column, "exports", ()):
            yield heading, False, attrgetter(accessor)
        if not getattr(column, "exports", ()):
            is_number = isinstance(column, NumberColumn)
            yield str(bound.header), is_number, Cells(bound).of


def _plain(value, is_number):
    """The value without markup; a number as one where the page shows it as text."""
    if isinstance(value, SafeString):
        value = unescape(strip_tags(value)).strip()
    if not isinstance(value, str):
        return value
    if is_number:
        text = value.replace(numbers.MINUS, "-")
        return _number(text) if _number(text) is not None else value
    return value


def _number(text: str) -> Decimal | None:
    return numbers.parse(text.replace(",", "") if THOUSANDS.fullmatch(text) else text)


def _file_name(request, table, form: str) -> str:
    return f"{request.partnership.slug}-{slugify(table.caption)}-{timezone.localdate():%Y-%m-%d}.{form}"
