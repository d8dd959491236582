"""Tables for a database that has none yet, straight from the models.

Running each migration makes Django work out every model again after each operation, which takes most of a minute and
grows with the square of the models. `tests/test_schema.py` holds that both ways give one and the same database.
"""

from django.apps import apps
from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from pghistory.models import Context

from core.db import names


def is_empty(using: str) -> bool:
    """Whether a database holds no table at all, not even Django's list of migrations."""
    return not connections[using].introspection.table_names()


def migrations_that_are_gone(using: str) -> list[str]:
    """The migrations that a database has seen and that their app has no more. An app that is not used any more says
    nothing: a migration of ours takes its tables away."""
    loader = MigrationLoader(connections[using])
    gone = sorted(loader.applied_migrations.keys() - loader.disk_migrations.keys())
    return [f"{app} {name}" for app, name in gone if app in loader.migrated_apps]


def create(using: str) -> None:
    """Make every table with its keys and indexes, and record each migration as done. All of it or nothing."""
    connection = connections[using]
    with transaction.atomic(using=using):
        names.install(using)
        with connection.schema_editor() as editor:
            for model in apps.get_models():
                if model._meta.managed and not model._meta.proxy:
                    editor.create_model(model)
            # Of this table between two models Django's migrations work out another key than its models do.
            editor.execute('ALTER TABLE "auth_group_permissions" ALTER COLUMN "id" TYPE bigint')
        Context.install_pgh_attach_context_func(using=using)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for app, name in MigrationLoader(connection).disk_migrations:
            recorder.record_applied(app, name)
