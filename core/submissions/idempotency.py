"""Idempotency: a form is taken once, however often it is sent."""

import hashlib
import json
import uuid
from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest
from django.shortcuts import redirect

from core.models import Receipt
from core.submissions.signing import BY


def first_time(request: HttpRequest, receipt: uuid.UUID) -> bool:
    """Whether the form with this receipt is taken now for the first time.

    Stands in the transaction of what the form does: a second post at the same moment waits here until the first has
    ended, and then finds its receipt.
    """
    made = Receipt(pk=receipt, partnership=request.partnership, user=request.user, digest=digest(request))
    Receipt.objects.bulk_create([made], ignore_conflicts=True)
    return Receipt.objects.filter(pk=receipt, user=request.user, went_to="").exists()


def once(request: HttpRequest, act: Callable[[], str], *, of: bytes = b"") -> str:
    """Where `act` leads, or, where the same form was sent before, where that led: then nothing is done again.

    For a button with a `{% receipt %}` or an `AddForm`; a refusal that `act` raises leaves the receipt as it was. A
    post without a receipt is taken as new, and so is one that says something else than the first, or that brings
    another file: `of` is what was in it.
    """
    try:
        receipt = uuid.UUID(request.POST.get("receipt", ""))
    except ValueError:
        return act()
    receipt = uuid.uuid5(receipt, hashlib.sha256(of).hexdigest()) if of else receipt
    with transaction.atomic():
        if not first_time(request, receipt):
            before = taken(request, receipt)
            if before is None or before.digest == digest(request):
                return before.went_to if before else act()
        address = act()
        Receipt.objects.filter(pk=receipt, user=request.user).update(went_to=address, digest=digest(request))
    return address


def leading_on(view):
    """Marks a view whose form is sent twice: the second post leads where the first one did.

    Asked last, for what the first has ended may be just what the second may not reach any more. The view takes its form
    with `once`.
    """

    @wraps(view)
    def page(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except (PermissionDenied, Http404):
            if before := _sent_before(request):
                return redirect(before)
            raise
        before = response.status_code == 200 and _sent_before(request)
        return redirect(before) if before else response

    return page


def _sent_before(request: HttpRequest) -> str:
    """Where this very form, with the same words, led when it was sent before; nothing where it was not."""
    try:
        before = taken(request, uuid.UUID(request.POST.get("receipt", "")))
    except ValueError:
        return ""
    return before.went_to if before and before.digest == digest(request) else ""


def led_to(receipt: uuid.UUID, address: str) -> None:
    """Remember where the form led, for whoever sends it again."""
    Receipt.objects.filter(pk=receipt).update(went_to=address)


def taken(request: HttpRequest, receipt: uuid.UUID) -> Receipt | None:
    """The receipt, where this person has sent the form before and it was taken."""
    return Receipt.objects.filter(pk=receipt, user=request.user).exclude(went_to="").first()


def is_taken(request: HttpRequest, text: str) -> bool:
    """The same of a receipt as the browser sends it."""
    try:
        return taken(request, uuid.UUID(text)) is not None
    except ValueError:
        return False


def digest(request: HttpRequest) -> str:
    """What the form says, short: two posts that differ in it are two different wishes."""
    said = {name: values for name, values in request.POST.lists() if name not in {"csrfmiddlewaretoken", BY}}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
