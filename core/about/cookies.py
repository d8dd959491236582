"""The cookies that the portal sets: all of them, each needed for what somebody asked of it."""

from dataclasses import dataclass

from django.conf import settings

# How long a browser is known in which somebody has signed in (`accounts.known_browsers`).
KNOWN_BROWSER_SECONDS = 180 * 24 * 60 * 60


@dataclass(frozen=True)
class Cookie:
    name: str
    purpose: str
    lasts: str


def cookies() -> list[Cookie]:
    return [
        Cookie(settings.SESSION_COOKIE_NAME, "Keeps you signed in.", "Until you sign out or close the browser"),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            "Makes sure that a form was sent from a page of the portal, and by nobody else in your name.",
            f"{settings.CSRF_COOKIE_AGE // (7 * 24 * 60 * 60)} weeks",
        ),
        Cookie(
            settings.KNOWN_BROWSER_COOKIE_NAME,
            "Knows a browser in which you have signed in before, so that wrong passwords of others near you do not "
            "keep you out. It holds your email address as a fingerprint that nobody can turn back.",
            f"{KNOWN_BROWSER_SECONDS // (24 * 60 * 60)} days",
        ),
        Cookie("messages", "Carries a sentence such as “Saved” to the next page.", "Until that page has shown it"),
    ]
