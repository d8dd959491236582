from collections.abc import Callable
from typing import NamedTuple

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from core.formatting.field_words import NOTHING, in_words
from core.forms import RecordForm
from core.history.revisions import NoSuchVersion, as_of, last_change, locked, version_of
from core.records.page import Up, address, attempt, own_page, saved, show


class Difference(NamedTuple):
    """One field in which two people differ, in words. `mine` is empty where this person had not touched it."""

    name: str
    label: str
    mine: str
    theirs: str


def change(
    request: HttpRequest,
    form: RecordForm,
    record: models.Model,
    *,
    heading: str,
    save,
    up: Up | None = None,
    done=None,
    says: str = "{} is saved.",
    first: Callable | None = None,
    **context,
) -> HttpResponse:
    """The whole of a page that changes a record.

    `save(form, by)` is the app's service and returns the record; `first(form)` locks what that service locks before
    the record. The page above, and the one that follows, are the record's own unless told otherwise. Where it was saved
    since the form was opened, by somebody else or in another tab, nothing is written: the page shows both texts, and
    sending it again is then meant.
    """
    page = {"heading": heading, "up": up or own_page(record), "record": record, **context}
    if not form.is_valid():
        return show(request, form, **page)
    if first is not None:
        first(form)
    now = _locked(record)
    page["record"] = now
    is_stale = version_of(now) != form.cleaned_data["version"]
    differing = _differing(form, now)
    if not differing:
        messages.success(request, says.format(now) if is_stale else "Nothing was changed.")
        return redirect(address(done, now))
    if is_stale:
        return show(request, form, stale=_stale(form, now, differing), **page)
    kept = attempt(form, lambda: save(form, request.user))
    if kept is None:
        return show(request, form, **page)
    saved(request, form, says.format(kept))
    return redirect(address(done, kept))


def _locked(record: models.Model) -> models.Model:
    try:
        return locked(record)
    except type(record).DoesNotExist as error:
        raise Http404("It was removed while this form was open.") from error


def _differing(form: RecordForm, now: models.Model) -> list[str]:
    """The fields in which what was typed and what is saved now are not the same."""
    theirs = form.saved_values(now)
    return [name for name, mine in form.values.items() if name in theirs and not _same(mine, theirs[name])]


def _same(mine, theirs) -> bool:
    return mine == theirs or (mine in (None, "") and theirs in (None, ""))


def _stale(form: RecordForm, now: models.Model, differing: list[str]) -> dict:
    """Who saved what in the meantime. The form now stands on their version, with everything that was typed, and with
    theirs where nothing was."""
    mine, theirs = form.values, form.saved_values(now)
    untouched = _untouched(form, differing)
    found = [
        Difference(
            name,
            str(form.fields[name].label),
            "" if name in untouched else _said(now, name, mine[name]),
            _said(now, name, theirs[name]),
        )
        for name in differing
    ]
    for name in untouched:
        form.put(name, theirs[name])
    form.put("version", version_of(now))
    form.add_error(None, "This was saved since you opened it. Compare both, then save again.")
    by, at = last_change(now)
    return {"by": by, "at": at, "differences": found}


def _untouched(form: RecordForm, names: list[str]) -> set[str]:
    """The fields that still say what the record said when the form was opened."""
    try:
        then = as_of(form.instance, form.cleaned_data["version"] or 0)
    except NoSuchVersion:
        return set()
    fields = {field.name: field for field in form.instance._meta.concrete_fields if field.name in names}
    return {
        name
        for name, field in fields.items()
        if field.attname in then and _same(getattr(form.instance, field.attname), then[field.attname])
    }


def _said(record: models.Model, name: str, value) -> str:
    known = {field.name: field for field in record._meta.concrete_fields}
    if name in known:
        return in_words(known[name], value)
    return str(value) if value not in (None, "") else NOTHING
