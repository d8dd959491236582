from typing import NamedTuple

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from core.editing.page import Up, address, attempt, show
from core.forms import RecordForm
from core.versions import last_change, locked, version_of
from core.wording import NOTHING, in_words


class Difference(NamedTuple):
    """One field in which two people differ, in words."""

    label: str
    mine: str
    theirs: str


def change(
    request: HttpRequest,
    form: RecordForm,
    record: models.Model,
    *,
    heading: str,
    up: Up,
    save,
    done,
    says: str = "{} is saved.",
    **context,
) -> HttpResponse:
    """The whole of a page that changes a record.

    `save(form, by)` is the app's service and returns the record. Where somebody else has saved since the form was
    opened, nothing is written: the page shows both texts, and sending it again is then meant.
    """
    context["record"] = record
    if not form.is_valid():
        return show(request, form, heading=heading, up=up, **context)
    now = locked(record)
    differences = _differences(form, now)
    if not differences:
        same = version_of(now) == form.cleaned_data["version"]
        messages.success(request, "Nothing was changed." if same else says.format(now))
        return redirect(address(done, now))
    if version_of(now) != form.cleaned_data["version"]:
        return show(request, form, heading=heading, up=up, stale=_stale(form, now, differences), **context)
    saved = attempt(form, lambda: save(form, request.user))
    if saved is None:
        return show(request, form, heading=heading, up=up, **context)
    messages.success(request, says.format(saved))
    return redirect(address(done, saved))


def _differences(form: RecordForm, now: models.Model) -> list[Difference]:
    theirs = form.saved_values(now)
    return [
        Difference(str(form.fields[name].label), *(_said(now, name, value) for value in (mine, theirs[name])))
        for name, mine in form.values.items()
        if name in theirs and not _same(mine, theirs[name])
    ]


def _same(mine, theirs) -> bool:
    return mine == theirs or (not mine and not theirs and mine in (None, "") and theirs in (None, ""))


def _said(record: models.Model, name: str, value) -> str:
    known = {field.name: field for field in record._meta.concrete_fields}
    if name in known:
        return in_words(known[name], value)
    return str(value) if value not in (None, "") else NOTHING


def _stale(form: RecordForm, now: models.Model, differences: list[Difference]) -> dict:
    """Who saved what in the meantime. The form now stands on their version, with everything that was typed."""
    form.data = form.data.copy()
    form.data[form.add_prefix("version")] = version_of(now)
    by, at = last_change(now)
    form.add_error(None, "Somebody else saved this since you opened it. Compare both, then save again.")
    return {"by": by, "at": at, "differences": differences}
