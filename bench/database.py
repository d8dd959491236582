"""A database of the benchmark's own, made anew for each run from the demo's files."""

import io
import os

import django
from django.conf import settings
from django.core.management import call_command

from tools import embedded

FOLDER = embedded.Folder(embedded.FOLDER.path / "bench", durable=False)


def prepare() -> None:
    """Start servers of our own, an empty database in them, and load the demo. Django is ready afterwards."""
    os.environ |= embedded.ensure(FOLDER)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    # One reader opens the same pages more often than any person may.
    os.environ |= {"QUOTA_RECORDS": "100000000", "QUOTA_EXPORTS": "100000000"}
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    django.setup()
    _empty()
    for command in (["migrate", "--database=owner", "--no-input"], ["load_catalogues"], ["load_demo"]):
        call_command(*command, verbosity=0, stdout=io.StringIO())


def _empty() -> None:
    from django.db import connections  # noqa: PLC0415 -- Django is ready only now

    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS app CASCADE")
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = ", ".join(f'"{name}"' for (name,) in cursor.fetchall())
        if tables:
            cursor.execute(f"DROP TABLE {tables} CASCADE")
    connections.close_all()
