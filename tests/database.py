"""The test database: who connects to it as whom, and how it is emptied."""

import os
import time
from contextlib import contextmanager
from functools import cache

import psycopg2
from django.apps import apps
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import TransactionTestCase
from psycopg2.extensions import make_dsn

from core.checks import role_faults

CATALOGUES = ("indicators.Indicator", "reporting.ReportTemplate", "reporting.ChecklistItem", "reporting.ReportDate")
# Rows that migrations or the owner made and that tests share.
KEPT = {"contenttypes.ContentType", "auth.Permission", "core.Partnership", "core.JointMember", *CATALOGUES}


def point_at(name: str) -> None:
    """Turn the application's and the relay's connection to the database that the owner made."""
    for alias in ("default", "relay", "sealer"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def refuse_privileged_role() -> None:
    faults = role_faults("default")
    assert not faults, f"Tests must run as the application's role. {' '.join(faults)}"


def let_owner_through() -> None:
    """Tests may look at the database as its owner or the relay, outside the test's transaction. A flush is the
    owner's too: the application may not truncate."""
    TransactionTestCase._add_databases_failures = classmethod(_only_name_databases)
    TransactionTestCase._remove_databases_failures = classmethod(lambda cls: None)
    TransactionTestCase._fixture_teardown = lambda self: flush()


def _only_name_databases(cls) -> None:
    cls.databases = cls._validate_databases()


def wait_for_the_last_to_leave(seconds=30) -> None:
    """A thread of the browser's server keeps its connection until the browser has closed the other end."""
    for alias in ("default", "relay", "sealer"):
        connections[alias].close()
    others = (
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND usename IS NOT NULL AND pid <> pg_backend_pid()"
    )
    end = time.monotonic() + seconds
    while run(others, using=connections["owner"]) != [(0,)] and time.monotonic() < end:
        time.sleep(0.05)


@contextmanager
def catalogues_as_before():
    """What the block adds to the catalogues that belong to nobody, which a flush leaves, is gone after it."""
    tables = [f'"{apps.get_model(label)._meta.db_table}"' for label in CATALOGUES]
    owner = connections["owner"]
    before = {table: [key for (key,) in run(f"SELECT id FROM {table}", using=owner)] for table in tables}
    try:
        yield
    finally:
        for table, keys in before.items():
            run(f"DELETE FROM {table} WHERE NOT id = ANY(%s)", keys, using=owner)


def flush() -> None:
    """Empty what tests fill, and neither wall nor catalogues; whoever still writes is waited for.

    Deleting a few rows takes milliseconds where truncating makes the files of sixty tables and their indexes anew. It
    passes by triggers, which keep history from being deleted, so the server has to let the owner do that.
    """
    tables = [f'"{name}"' for name in _tables_to_empty()]
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT has_parameter_privilege('session_replication_role', 'SET')")
        if cursor.fetchone()[0]:
            cursor.execute(f"LOCK TABLE {', '.join(tables)} IN SHARE ROW EXCLUSIVE MODE")
            deletes = "; ".join(f"DELETE FROM {table}" for table in tables)
            cursor.execute(f"SET LOCAL session_replication_role = replica; {deletes}")
        else:  # the server is somebody else's
            _truncate(cursor, tables)


def _truncate(cursor, tables) -> None:
    cursor.execute(" UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables))
    filled = [table for (table,) in cursor.fetchall()]
    if filled:
        cursor.execute(f"TRUNCATE {', '.join(filled)} CASCADE")


@cache
def _tables_to_empty() -> list[str]:
    found = [model._meta for model in apps.get_models(include_auto_created=True)]
    return [meta.db_table for meta in found if meta.managed and not meta.proxy and meta.label not in KEPT]


def address(alias: str = "default", **changes) -> str:
    """What DATABASE_URL would say to reach the test database as the role of a connection, or as `user=…`."""
    known = connections[alias].settings_dict
    parts = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return make_dsn(**{theirs: known[ours] for theirs, ours in parts.items() if known[ours]} | changes)


def environment() -> dict[str, str]:
    """The environment of a process of the portal on the test database, as the demo starts it."""
    return os.environ | {
        "MODE": "demo",
        "DATABASE_URL": address(),
        "DATABASE_RELAY_URL": address("relay"),
        "DATABASE_SEALER_URL": address("sealer"),
        "SECRET_KEY": settings.SECRET_KEY,
        "SCOPE_KEY": settings.SCOPE_KEY,
        "FILES_FOLDER": str(settings.MEDIA_ROOT),
    }


def run(sql: str, *params, using=connection):
    """One statement of raw SQL, and its rows if it has any."""
    with using.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else None


def by_force(sql: str, *params) -> None:
    """As somebody who owns the server: past every trigger."""
    with transaction.atomic(using="owner"):
        run("SET LOCAL session_replication_role = replica", using=connections["owner"])
        run(sql, *params, using=connections["owner"])


@contextmanager
def another_connection():
    """A cursor of somebody else, as the owner, whose transaction is over when they say so."""
    other = psycopg2.connect(address("owner"))
    try:
        with other.cursor() as cursor:
            yield cursor
    finally:
        other.rollback()
        other.close()


@contextmanager
def held(table: str):
    """Somebody holds all of a table: nobody else reads or writes it."""
    with transaction.atomic(using="owner"):
        run(f'LOCK TABLE "{table}" IN ACCESS EXCLUSIVE MODE', using=connections["owner"])
        yield


def names(using=connection) -> list[str]:
    """The agencies that raw SQL sees."""
    return [name for (name,) in run("SELECT name FROM partnership_agency ORDER BY name", using=using)]
