from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.imports import import_file
from reporting import demo_loading as demo


class Command(BaseCommand):
    help = "Loads the demo: two partnerships, their joint bodies, people and reports. Safe to run again."

    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError("The demo is not loaded where MODE=production.")
        partnerships = demo.add_partnerships()
        demo.set_settings()
        for partnership in partnerships:
            self._import(partnership)
        demo.add_people()
        for partnership in partnerships:
            demo.add_report(partnership)
        demo.add_authors()
        self.stdout.write(f"{len(partnerships)} partnerships and joint bodies are there.")

    def _import(self, partnership):
        for kind, path in demo.files_of(partnership):
            preview = import_file(partnership, kind, path, by=None, confirm=True)
            if not preview.is_fine:
                wrong = " ".join(preview.problems())
                raise CommandError(f"{partnership.slug}: {path.name} has rows that are wrong. {wrong}")
            if not preview.is_applied:
                raise CommandError(f"{partnership.slug}: {path.name} has values that are asked about. {preview.text()}")
