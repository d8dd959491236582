"""Telephone numbers as people write them in the United Kingdom, short ones such as 101 too."""

import phonenumbers
from django.core.exceptions import ValidationError
from phonenumbers import shortnumberinfo

HOME = "GB"
# What is longer is no number that anybody wrote.
LONGEST = 40


def dialled(text: str) -> str:
    """The address of a link that dials the number, tel:+441914980123; nothing for a text that is none."""
    number = _number(text)
    if number is None:
        return ""
    if shortnumberinfo.is_valid_short_number_for_region(number, HOME):
        return f"tel:{number.national_number}"
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.RFC3966)


def validate_telephone(text: str) -> None:
    if _number(text) is None:
        raise ValidationError(f"“{text[:LONGEST]}” is not a telephone number; write it like 0191 498 0123")


def _number(text: str):
    try:
        number = phonenumbers.parse(text, HOME) if len(text) <= LONGEST and text.isascii() else None
    except phonenumbers.NumberParseException:
        return None
    if number is None:
        return None
    is_short = shortnumberinfo.is_valid_short_number_for_region(number, HOME)
    return number if is_short or phonenumbers.is_valid_number(number) else None
