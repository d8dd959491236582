import json

from django.core.management.base import BaseCommand, CommandError

from core.imports import RecordsChanged, UnknownKind, WrongFile, import_file
from core.models import Partnership


class Command(BaseCommand):
    """The import of the pages, from the shell. Ends with status 1 where the file or a row of it is wrong."""

    help = "Show what a CSV or XLSX file would do to a partnership's records and, with --confirm, do it."

    def add_arguments(self, parser):
        parser.add_argument("partnership", help="the partnership's short address, such as darlington")
        parser.add_argument("kind", help="what the file holds, such as agencies")
        parser.add_argument("file", help="a CSV or XLSX file")
        parser.add_argument("--confirm", action="store_true", help="write the records; without it nothing is written")
        parser.add_argument("--json", action="store_true", help="print the preview as JSON")

    def handle(self, *args, partnership, kind, file, confirm, **options):
        preview = self._import(partnership, kind, file, confirm)
        if options["json"]:
            self.stdout.write(json.dumps(preview.as_dict() | {"applied": preview.is_applied}, ensure_ascii=False))
        else:
            self.stdout.write(preview.text())
            self.stdout.write(self._ending(preview, confirm))
        if not preview.is_fine:
            raise SystemExit(1)

    def _import(self, slug, kind, file, confirm):
        try:
            return import_file(Partnership.objects.get(slug=slug), kind, file, confirm=confirm)
        except Partnership.DoesNotExist as error:
            raise CommandError(f"There is no partnership “{slug}”.") from error
        except (UnknownKind, WrongFile, RecordsChanged) as error:
            raise CommandError(str(error)) from error

    @staticmethod
    def _ending(preview, confirm):
        if not preview.is_fine:
            return "Nothing was written, because there are wrong rows."
        if preview.is_applied:
            return "Written."
        return "Nothing was written. Add --confirm to write it."
