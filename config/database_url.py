"""DATABASE_URL and its like, as Django wants them."""

from psycopg2.extensions import parse_dsn

DJANGO_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def from_url(url: str, **settings) -> dict:
    """One entry of DATABASES. libpq's own reader reads the address, so sockets and sslmode work too.

    What the address says itself goes before the `OPTIONS` of `settings`.
    """
    parts = parse_dsn(url)
    named = {ours: parts.pop(theirs) for theirs, ours in DJANGO_NAMES.items() if theirs in parts}
    options = settings.pop("OPTIONS", {}) | parts
    return {"ENGINE": "django.db.backends.postgresql", **named, **settings, "OPTIONS": options}
