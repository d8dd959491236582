import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from core import receipts
from core.editing.page import Up, address, attempt, show
from core.forms import RecordForm


def add(request: HttpRequest, form: RecordForm, *, heading: str, up: Up, save, done, **context) -> HttpResponse:
    """The whole of a page that adds a record.

    `save(form, by)` is the app's service and returns the record; `done` is where that leads, an address or a function
    of the record. Sent twice, also at the same moment, the form adds one record and leads to the same place.
    """
    if not form.is_bound:
        return show(request, form, heading=heading, up=up, **context)
    record, is_right = None, form.is_valid()
    receipt = form.cleaned_data.get("receipt") or uuid.uuid4()
    if is_right:
        record = attempt(form, lambda: _once(request, form, receipt, save, done))
    # Asked last: what the first post has added may be just what makes the second one wrong.
    if sent_before := receipts.taken(request, receipt):
        if record is not None:
            messages.success(request, f"{record} is added.")
        return redirect(sent_before.went_to)
    return show(request, form, heading=heading, up=up, **context)


def _once(request, form, receipt, save, done):
    """The record that the form adds; None where another post of it has done so."""
    if not receipts.first_time(request, receipt):
        return None
    record = save(form, request.user)
    receipts.led_to(receipt, address(done, record))
    return record
