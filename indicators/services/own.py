"""Indicators of a partnership's own. The name is that of their figures and stays."""

from django.db import transaction

from core.history.revisions import locked
from indicators.models import OwnIndicator


@transaction.atomic
def add(*, row: OwnIndicator, by, **values) -> OwnIndicator:
    """Add an indicator, which says its partnership."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


@transaction.atomic
def change(*, row: OwnIndicator, by, **values) -> OwnIndicator:
    """Change what an indicator says of itself; locks it."""
    now = locked(row)
    for name, value in values.items():
        setattr(now, name, value)
    now.save(update_fields=list(values))
    return now
