"""Names that stand in mails: whoever may choose one could otherwise write a mail of their own in the portal's."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError

# What mail programs make a link of: addresses of mails and of the web, with or without their beginning.
LINKED = re.compile(r"@|://|\bwww\.|\w\.(?:[a-z]{2,}|[A-Z]{2,})(?!\w)", re.ASCII)
NO_LINK = "Leave out web and email addresses: the name stands in mails"
# Signs that join letters; all others that cannot be seen turn the words around them or hide some.
JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"


class MailedNameField(forms.CharField):
    """One line of printable signs, in which nothing becomes a link."""

    def clean(self, value):
        name = super().clean(value)
        if LINKED.search(name):
            raise ValidationError(NO_LINK, code="link")
        return name

    def to_python(self, value):
        text = super().to_python(value)
        seen = (sign for sign in text if sign in JOINERS or unicodedata.category(sign) != "Cf")
        return " ".join("".join(seen).split())
