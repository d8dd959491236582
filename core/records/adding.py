import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from core.forms import RecordForm
from core.records.page import Up, address, attempt, saved, show
from core.submissions import idempotency


def add(
    request: HttpRequest,
    form: RecordForm,
    *,
    heading: str,
    up: Up,
    save,
    done=None,
    says: str = "{} is added.",
    **context,
) -> HttpResponse:
    """The whole of a page that adds a record.

    `save(form, by)` is the app's service and returns the record; `done` is where that leads, an address or a function
    of the record, and its own page unless told otherwise; `says` tells that it is done. Sent twice, also at the same
    moment, the form adds one record and leads to the same place. Sent again with other words, as after the browser's
    back button, it asks whether another record is meant.
    """
    page = {"heading": heading, "up": up, **context}
    if not form.is_bound:
        return show(request, form, **page)
    record, is_right = None, form.is_valid()
    receipt = form.cleaned_data.get("receipt") or uuid.uuid4()
    if is_right:
        record = attempt(form, lambda: _once(request, form, receipt, save, done))
    # Asked last: what the first post has added may be just what makes the second one wrong.
    before = idempotency.taken(request, receipt)
    if before is None:
        return show(request, form, **page)
    if record is not None:
        saved(request, form, says.format(record))
    elif before.digest != idempotency.digest(request):
        form.put("receipt", uuid.uuid4())
        return show(request, form, sent_before=before.went_to, **page)
    return redirect(before.went_to)


def _once(request, form, receipt, save, done):
    """The record that the form adds; None where another post of it has done so."""
    if not idempotency.first_time(request, receipt):
        return None
    record = save(form, request.user)
    idempotency.led_to(receipt, address(done, record))
    return record
