"""Django's cache in PostgreSQL: what all web processes count together, such as wrong tries to sign in.

Values are JSON, so that reading one back runs nothing, whoever wrote it: Django's own database cache pickles. Keys are
kept as fingerprints, as they name people and places.
"""

import hashlib
import json

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection

READ = "SELECT value FROM core_cacheentry WHERE key = %s AND expires_at > clock_timestamp()"
# In place of what is there if that may be replaced, or is over.
WRITE = """
INSERT INTO core_cacheentry (key, value, expires_at) VALUES (%s, %s, to_timestamp(%s::double precision))
ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, expires_at = EXCLUDED.expires_at
WHERE %s OR core_cacheentry.expires_at <= clock_timestamp() RETURNING key
"""
# Counts on from what is there; waits for whoever counts the same and has not committed.
COUNT = """
INSERT INTO core_cacheentry (key, value, expires_at) VALUES (%s, %s, to_timestamp(%s::double precision))
ON CONFLICT (key) DO UPDATE SET value = core_cacheentry.value::bigint + EXCLUDED.value::bigint RETURNING value
"""
TOUCH = """
UPDATE core_cacheentry SET expires_at = to_timestamp(%s::double precision)
WHERE key = %s AND expires_at > clock_timestamp() RETURNING key
"""
DELETE = "DELETE FROM core_cacheentry WHERE key = %s RETURNING key"
CLEAR = "DELETE FROM core_cacheentry"


class PostgreSQLCache(BaseCache):
    """Each call is one statement, so of two processes that `add` the same key one is told that it did."""

    def __init__(self, location, params):
        super().__init__(params)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._write(key, value, timeout, version, may_replace=False)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        self._write(key, value, timeout, version, may_replace=True)

    def get(self, key, default=None, version=None):
        found = _first_row(READ, self._fingerprint(key, version))
        return json.loads(found[0]) if found else default

    def count(self, key, amount, timeout, version=None) -> int:
        """Add to a number, from nothing where there is none; of many at once each is told another sum.

        For keys that name their own time: what is over is counted on until it is cleaned up.
        """
        found = _first_row(COUNT, self._fingerprint(key, version), str(amount), self._until(timeout))
        return int(found[0])

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return _first_row(TOUCH, self._until(timeout), self._fingerprint(key, version)) is not None

    def delete(self, key, version=None):
        return _first_row(DELETE, self._fingerprint(key, version)) is not None

    def clear(self):
        _first_row(CLEAR)

    def _write(self, key, value, timeout, version, *, may_replace) -> bool:
        fingerprint = self._fingerprint(key, version)
        return _first_row(WRITE, fingerprint, json.dumps(value), self._until(timeout), may_replace) is not None

    def _until(self, timeout):
        """Seconds since 1970 at which it is over; for ever if there is no end."""
        until = self.get_backend_timeout(timeout)
        return "Infinity" if until is None else until

    def _fingerprint(self, key, version) -> str:
        return hashlib.sha256(self.make_and_validate_key(key, version=version).encode()).hexdigest()


def _first_row(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone() if cursor.description else None
