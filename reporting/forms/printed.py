"""Text that editions print."""

from django.core.exceptions import ValidationError

from core.formatting.typography import visible
from core.reports import fonts
from core.reports.markdown import LONGEST, too_much


def validate_printable(text: str) -> None:
    """Refuses the signs that the typeface of the editions lacks, all of them at once."""
    if lacking := fonts.lacking(visible(text)):
        raise ValidationError(f"The report’s typeface has no {fonts.named_all(lacking)}. Write it in words.")


def validate_amount(text: str) -> None:
    """Refuses a text that would hold a request up. How long it may be the field says itself."""
    if reason := too_much(text[:LONGEST]):
        raise ValidationError(reason)
