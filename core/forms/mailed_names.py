"""Names that stand in mails: whoever may choose one could otherwise write a mail of their own in the portal's."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError

# What mail programs make a link of: addresses of mails and of the web, with or without their beginning.
# “St.John” is a name, and so is any other ending with one capital that is not among the usual ones.
LINKED = re.compile(
    r"@|:[/\\]{2}|\bwww\.|\w\.(?-i:[a-z]{2,}|[A-Z]{2,}|[^\W\d_a-zA-Z]{2,})(?!\w)"
    r"|\w\.(?:com|org|net|info|biz|uk|eu|co|io|app|site|online|xyz)(?!\w)"
    r"|\b(?:\d{1,3}\.){3}\d|\b(?:tel|mailto|javascript|data):\S",
    re.IGNORECASE,
)
# Full stops of other writings, which a browser takes for its own.
FULL_STOPS = str.maketrans(dict.fromkeys("\u3002\u2024\uff0e\uff61", "."))
NO_LINK = "Leave out web and email addresses: the name stands in mails"
# Signs that join letters; all others that cannot be seen turn the words around them or hide some.
JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"


class MailedNameField(forms.CharField):
    """One line of printable signs, in which nothing becomes a link."""

    def clean(self, value):
        name = super().clean(value)
        if LINKED.search(unicodedata.normalize("NFKC", name).translate(FULL_STOPS)):
            raise ValidationError(NO_LINK, code="link")
        return name

    def to_python(self, value):
        text = super().to_python(value)
        seen = (sign for sign in text if sign in JOINERS or unicodedata.category(sign) != "Cf")
        return " ".join("".join(seen).split())
