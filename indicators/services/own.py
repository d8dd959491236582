"""Indicators of a partnership's own. The name is that of their figures and stays."""

from django.db import transaction

from core.records.writing import kept, written
from indicators.models import OwnIndicator


@transaction.atomic
def add(*, row: OwnIndicator, by, **values) -> OwnIndicator:
    """Add an indicator, which says its partnership."""
    return kept(row, **values)


@transaction.atomic
def change(*, row: OwnIndicator, by, **values) -> OwnIndicator:
    """Change what an indicator says of itself; locks it."""
    return written(row, **values)
