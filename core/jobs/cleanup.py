"""Cleaning up each night: drafts that nobody came back to, receipts of forms that nobody sends again, notes of changes
that nobody compares with any more, counts of tries and sessions that are over."""

import datetime
from importlib import import_module

from django.conf import settings
from django.utils import timezone

from core.db import change_detection
from core.models import CacheEntry, Draft, Receipt
from core.submissions import drafts, signing

# As long as a page that is still open may say whose it is; after that nobody sends its form again.
RECEIPT_LASTS = 2 * signing.LASTS


def clean_up() -> int:
    """Remove what is too old, in the running scope; returns how many rows."""
    now = timezone.now()
    old_drafts = Draft.objects.filter(saved_at__lt=now - datetime.timedelta(days=drafts.DAYS))
    old_receipts = Receipt.objects.filter(at__lt=now - RECEIPT_LASTS)
    change_detection.forget()
    CacheEntry.objects.filter(expires_at__lt=now).delete()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return old_drafts.delete()[0] + old_receipts.delete()[0]
