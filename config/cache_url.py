"""CACHE_URL, or the queue's address with a database of its own beside it, as Django wants it."""

from urllib.parse import urlsplit

CACHE_DATABASE = 1


def cache_from_url(url: str) -> dict:
    """The entry of CACHES. A queue's address keeps the queue's database clear: emptying the cache empties one."""
    if url.startswith("redis+socket://"):
        location = f"unix://{url.removeprefix('redis+socket://').partition('?')[0]}?db={CACHE_DATABASE}"
    else:
        parts = urlsplit(url)
        location = parts._replace(path=_database_beside(parts.path)).geturl()
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": location,
        "KEY_PREFIX": "portal",
        "OPTIONS": {"serializer": "core.http.cache_serializer.JSONSerializer"},
    }


def _database_beside(path: str) -> str:
    number = path.strip("/")
    return f"/{int(number) + CACHE_DATABASE}" if number.isdigit() else f"/{CACHE_DATABASE}"
