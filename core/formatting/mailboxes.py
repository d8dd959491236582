"""Addresses of mailboxes that pages link to."""

from django.core.exceptions import ValidationError

# Behind mailto: they begin what else a mail is to have: other receivers, a subject, a text.
OF_A_LINK = set("?&%#")


def validate_mailbox(address: str) -> None:
    """Beside what an email address may be: nothing in it says more than where a mail goes."""
    if OF_A_LINK & set(address):
        raise ValidationError(f"“{address[:60]}” is not an address that a page can link to; it has ?, &, % or # in it")
