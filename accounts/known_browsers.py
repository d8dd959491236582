"""Browsers in which somebody has signed in before. Their tries are counted by themselves, so whoever guesses a password
behind the same network address locks out nobody who works there.
"""

from django.conf import settings
from django.core import signing
from django.utils.crypto import get_random_string

from accounts.services.sign_ins import fingerprint
from core.about.cookies import KNOWN_BROWSER_SECONDS

SALT = "accounts.known_browsers"
# Of a browser that several people use, those who signed in last.
MOST = 5


def remember(request, response, *, email: str) -> None:
    """Have the browser show from now on that this person has signed in there."""
    browser, people = _said_by(request)
    person = fingerprint(email)
    people = [person, *(one for one in people if one != person)][:MOST]
    response.set_cookie(
        settings.KNOWN_BROWSER_COOKIE_NAME,
        signing.dumps([browser or get_random_string(22), people], salt=SALT),
        max_age=KNOWN_BROWSER_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def key_of(request, email: str) -> str:
    """By which tries of this browser for this person are counted; "" where they have not signed in there."""
    browser, people = _said_by(request)
    person = fingerprint(email)
    return f"{browser}:{person}" if person in people else ""


def _said_by(request) -> tuple[str, list[str]]:
    """The browser's own name, and the fingerprints of those who have signed in there."""
    try:
        return signing.loads(
            request.COOKIES.get(settings.KNOWN_BROWSER_COOKIE_NAME, ""),
            salt=SALT,
            max_age=KNOWN_BROWSER_SECONDS,
        )
    except signing.BadSignature:
        return "", []
