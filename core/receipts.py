"""A form is taken once, however often it is sent."""

import hashlib
import json
import uuid
from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest

from core.models import Receipt


def first_time(request: HttpRequest, receipt: uuid.UUID) -> bool:
    """Whether the form with this receipt is taken now for the first time.

    Stands in the transaction of what the form does: a second post at the same moment waits here until the first has
    ended, and then finds its receipt.
    """
    made = Receipt(pk=receipt, partnership=request.partnership, user=request.user, digest=digest(request))
    Receipt.objects.bulk_create([made], ignore_conflicts=True)
    return Receipt.objects.filter(pk=receipt, user=request.user, went_to="").exists()


def once(request: HttpRequest, act: Callable[[], str]) -> str:
    """Where `act` leads, or, where the same button was pressed before, where that led: then nothing is done again.

    For a button with a `{% receipt %}`; a refusal that `act` raises leaves the receipt as it was. A post without a
    receipt is taken as new.
    """
    try:
        receipt = uuid.UUID(request.POST.get("receipt", ""))
    except ValueError:
        return act()
    with transaction.atomic():
        if not first_time(request, receipt):
            before = taken(request, receipt)
            return before.went_to if before else act()
        address = act()
        led_to(receipt, address)
    return address


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
    said = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
