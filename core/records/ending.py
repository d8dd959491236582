import datetime
from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from core import forms
from core.records.changing import change
from core.records.page import Up, address, attempt, own_page, show
from core.records.writing import written


class Blocker(NamedTuple):
    """Something still open that depends on a record, and where it is settled."""

    text: str
    href: str


class EndForm(forms.RecordForm):
    """The last day on which a record holds."""

    ends_on = forms.DateField(label="Last day", help_text="For example, 31 3 2026. It holds until the end of that day.")

    class Meta(forms.RecordForm.Meta):
        fields = ["ends_on"]


def end(
    request: HttpRequest,
    record: models.Model,
    *,
    up: Up | None = None,
    done=None,
    heading: str = "",
    blockers: Callable[[models.Model, datetime.date], Iterable[Blocker]] = lambda record, on: (),
    save=None,
    template: str = "core/record_end.html",
) -> HttpResponse:
    """The whole of a page that gives a record its last day, or takes that away again.

    `blockers(record, on)` names what is still open and forbids the end; `save(record, on, by)` is the app's service
    where the end means more than its date. A `template` of the app's own extends `core/record_end.html`.
    """
    before = record.ends_on
    form = forms.opened(_form_of(record), request, instance=record)
    form.initial["ends_on"] = form.initial.get("ends_on") or timezone.localdate()
    page = {
        "heading": heading or f"Last day of {record}",
        "up": up or own_page(record),
        "record": record,
        "template": template,
        "was_ended": before is not None,
    }
    if request.method == "POST" and "reopen" in request.POST:
        return _reopened(request, form, record, save or end_record, done, page)
    on = form.cleaned_data["ends_on"] if form.is_valid() else None
    if on and (found := list(blockers(record, on))):
        # The form has put the day into the record, and the page must not say that it has ended.
        record.ends_on = before
        form.add_error("ends_on", "It cannot end on that day: something open depends on it")
        return show(request, form, blockers=found, **page)
    return change(
        request,
        form,
        save=lambda form, by: (save or end_record)(record, on, by),
        done=done,
        says=f"{{}} ends on {on:%-d %B %Y}." if on else "",
        **page,
    )


def end_record(record: models.Model, on: datetime.date | None, by) -> models.Model:
    """Give a record its last day, or None to let it go on."""
    return written(record, ends_on=on)


def _reopened(request, form, record, save, done, page) -> HttpResponse:
    going_on = attempt(form, lambda: save(record, None, request.user))
    if going_on is None:
        return show(request, form, **page)
    messages.success(request, f"{going_on} goes on.")
    return redirect(address(done, going_on))


def _form_of(record: models.Model) -> type[EndForm]:
    meta = type("Meta", (EndForm.Meta,), {"model": type(record)})
    return type("EndForm", (EndForm,), {"Meta": meta})
