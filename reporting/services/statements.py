"""Reviewing what a partnership says of the accessibility of its pages."""

from django.db import transaction

from reporting.models import AccessibilityStatement


@transaction.atomic
def review(*, partnership, by, **said) -> AccessibilityStatement:
    """Keep what a review found. It is what the pages say from now on; the reviews before stay on record."""
    return AccessibilityStatement.objects.create(partnership=partnership, **said)
