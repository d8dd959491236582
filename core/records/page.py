"""The page that every form of a record is shown on."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.formatting.typography import visible
from core.forms import RecordForm
from core.reports import fonts

TEMPLATE = "core/record_form.html"


class Up(NamedTuple):
    """The page above, where "Cancel" leads too."""

    text: str
    href: str


def show(request: HttpRequest, form, *, heading: str, up: Up, template=TEMPLATE, **context) -> HttpResponse:
    text, href = up
    return render(request, template, {"form": form, "heading": heading, "up_text": text, "up_href": href, **context})


def attempt(form: RecordForm, save: Callable):
    """What `save()` gives, or None with the reason on the form where the service or the database refuses."""
    try:
        with transaction.atomic():
            return save()
    except IntegrityError as error:
        form.refuse(error)
    except ValidationError as error:
        _say(form, error)
    return None


def _say(form, error: ValidationError) -> None:
    """On its fields; what is about a field that the form has not, on the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def saved(request: HttpRequest, form: RecordForm, says: str) -> None:
    """Say that it is done, what the form remarks, and which signs no report can print: they may still be mended."""
    messages.success(request, says)
    for remark in getattr(form, "remarks", ()):
        messages.info(request, remark)
    typed = "".join(value for value in form.values.values() if isinstance(value, str))
    if lacking := fonts.lacking(visible(typed)) if not typed.isascii() else ():
        are, them = ("is", "it") if len(lacking) == 1 else ("are", "them")
        cannot = f"{fonts.named_all(lacking)} {are} not in the typeface of reports"
        messages.info(request, f"{cannot}. Write {them} in words, or a report that shows this cannot print it.")


def own_page(record) -> Up:
    return Up(str(record), record.get_absolute_url())


def within(record) -> dict:
    """For a form of a part of a record: the record's own page stands above it, and follows it."""
    return {"up": own_page(record), "done": record.get_absolute_url()}


def address(done, record) -> str:
    """Where a saved record leads: an address, or what makes one of the record; None for the record's own page."""
    if done is None:
        return record.get_absolute_url()
    return done(record) if callable(done) else done
