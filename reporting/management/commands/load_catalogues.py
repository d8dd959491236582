from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from reporting.catalogue import loading


class Command(BaseCommand):
    help = "Loads the catalogues of indicators, report templates and the checklist, as the database's owner."

    def handle(self, **options):
        if "owner" not in connections:
            raise CommandError("DATABASE_OWNER_URL is not set: only the owner of the database may change a catalogue.")
        loaded = loading.load()
        self.stdout.write(", ".join(f"{count} {name}" for name, count in loaded.items()) + " are there.")
