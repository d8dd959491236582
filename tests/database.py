"""The test database: who connects to it as whom, and how it is emptied."""

from django.apps import apps
from django.db import connections
from django.test import TransactionTestCase

from core.checks import role_faults

# Rows that migrations or the owner made and that tests share.
KEPT = {
    "contenttypes.ContentType",
    "auth.Permission",
    "core.Partnership",
    "core.JointMember",
    "assurance.Indicator",
    "reporting.ReportTemplate",
    "reporting.ChecklistItem",
}


def point_at(name: str) -> None:
    """Turn the application's and the relay's connection to the database that the owner made."""
    for alias in ("default", "relay"):
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


def flush() -> None:
    """Empty what the test filled, in milliseconds: only tables with rows in them, and neither wall nor catalogues."""
    tables = _tables_to_empty()
    with connections["owner"].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in tables))
        filled = [f'"{name}"' for (name,) in cursor.fetchall()]
        if filled:
            cursor.execute(f"TRUNCATE {', '.join(filled)} CASCADE")


def _tables_to_empty() -> list[str]:
    found = [model._meta for model in apps.get_models(include_auto_created=True)]
    return [meta.db_table for meta in found if meta.managed and not meta.proxy and meta.label not in KEPT]
