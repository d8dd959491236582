"""Slow and failed statements in the portal's own log: as they were written, with a place for each value and no value.

The database's log would show the values, so `config/roles.sql` tells it to keep none of ours.
"""

import logging
import time

from django.conf import settings
from django.db import Error

log = logging.getLogger(__name__)
LONGEST = 2_000


def watch(connection, **kwargs) -> None:
    """For `connection_created`: look at each statement of the connection from now on."""
    if _timed not in connection.execute_wrappers:
        connection.execute_wrappers.append(_timed)


def _timed(execute, sql, params, many, context):
    started = time.monotonic()
    try:
        return execute(sql, params, many, context)
    except Error as error:
        code = getattr(error.__cause__, "pgcode", None) or type(error).__name__
        log.warning("Failed with %s after %.3f s: %s", code, time.monotonic() - started, _template(sql))
        raise
    finally:
        if (took := time.monotonic() - started) >= settings.SLOW_STATEMENT_SECONDS:
            log.warning("Took %.3f s: %s", took, _template(sql))


def _template(sql) -> str:
    """The statement before its values were put in; of one that was composed in another way, nothing."""
    return " ".join(sql.split())[:LONGEST] if isinstance(sql, str) else f"a {type(sql).__name__}"
