"""A form is taken once, however often it is sent."""

import uuid

from django.http import HttpRequest

from core.models import Receipt


def first_time(request: HttpRequest, receipt: uuid.UUID) -> bool:
    """Whether the form with this receipt is taken now for the first time.

    Stands in the transaction of what the form does: a second post at the same moment waits here until the first has
    ended, and then finds its receipt.
    """
    made = Receipt(pk=receipt, partnership=request.partnership, user=request.user)
    Receipt.objects.bulk_create([made], ignore_conflicts=True)
    return Receipt.objects.filter(pk=receipt, user=request.user, went_to="").exists()


def led_to(receipt: uuid.UUID, address: str) -> None:
    """Remember where the form led, for whoever sends it again."""
    Receipt.objects.filter(pk=receipt).update(went_to=address)


def taken(request: HttpRequest, receipt: uuid.UUID) -> Receipt | None:
    return Receipt.objects.filter(pk=receipt, user=request.user).exclude(went_to="").first()
