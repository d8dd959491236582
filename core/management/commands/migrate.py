from django.core.management import CommandError
from django.core.management.commands import migrate

from core.db import schema


class Command(migrate.Command):
    help = f"{migrate.Command.help} An empty database gets its tables straight from the models."

    def handle(self, *args, app_label, migration_name, plan, check_unapplied, **options):
        database, is_whole = options["database"], not (app_label or plan or check_unapplied)
        if gone := schema.migrations_that_are_gone(database):
            raise CommandError(
                f"This database was made by migrations that are no longer there: {', '.join(gone)}. They were never "
                "released. Start with an empty database; for the demo, remove the folder var."
            )
        if is_whole and schema.is_empty(database):
            schema.create(database)
        super().handle(
            *args,
            app_label=app_label,
            migration_name=migration_name,
            plan=plan,
            check_unapplied=check_unapplied,
            **options,
        )
