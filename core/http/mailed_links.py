"""The links of mails: whoever reads one can use it, so none stands in a log or goes with a Referer.

Imported by the settings and by the web server, so nothing here needs Django to be set up.
"""

import logging
import re

# The addresses whose next part is a key, also where one stands in another's query. docker/nginx.conf names them too.
PLACES = ("join", "forgotten-password", "account/email", "cannot-write")
SLASH = "(?:/|%2F)"
KEY = re.compile(
    rf"({SLASH}(?:{'|'.join(place.replace('/', SLASH) for place in PLACES)}){SLASH})(?:(?!%2F)[^/\s?&#\"'])+",
    re.IGNORECASE,
)
# In place of "same-origin": of a page with a key in its address other pages learn the portal's name alone. Not
# "no-referrer", with which browsers send forms from nowhere.
REFERRER_POLICY = "strict-origin"


def without_keys(text: str) -> str:
    """The text as it may be written down."""
    return KEY.sub(r"\1…", text)


class Formatter(logging.Formatter):
    """Writes what happened, tracebacks too, without the keys of mailed links."""

    def format(self, record):
        return without_keys(super().format(record))
