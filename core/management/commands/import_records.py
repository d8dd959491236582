import json

from django.core.management.base import BaseCommand, CommandError

from core.imports import RecordsChanged, UnknownKind, WrongFile, import_file
from core.models import Partnership


class Command(BaseCommand):
    """The import of the pages, from the shell. Ends with status 1 where the file or a row of it is wrong, and
    where it was to be written and something is asked about."""

    help = "Show what a CSV or XLSX file would do to a partnership's records and, with --confirm, do it."

    def add_arguments(self, parser):
        parser.add_argument("partnership", help="the partnership's short address, such as darlington")
        parser.add_argument("kind", help="what the file holds, such as agencies")
        parser.add_argument("file", help="a CSV or XLSX file")
        parser.add_argument("--confirm", action="store_true", help="write the records; without it nothing is written")
        parser.add_argument("--reason", default="", help="why the values that are asked about are right")
        parser.add_argument("--json", action="store_true", help="print the preview as JSON")

    def handle(self, *args, partnership, kind, file, confirm, reason, **options):
        preview = self._import(partnership, kind, file, confirm, " ".join(reason.split()))
        if options["json"]:
            self.stdout.write(json.dumps(preview.as_dict() | {"applied": preview.is_applied}, ensure_ascii=False))
        else:
            self.stdout.write(preview.text())
            self.stdout.write(self._ending(preview, confirm))
        if not preview.is_fine or (confirm and not preview.is_applied):
            raise SystemExit(1)

    def _import(self, slug, kind, file, confirm, reason):
        try:
            return import_file(Partnership.objects.get(slug=slug), kind, file, confirm=confirm, because=reason)
        except Partnership.DoesNotExist as error:
            raise CommandError(f"There is no partnership “{slug}”.") from error
        except (UnknownKind, WrongFile, RecordsChanged) as error:
            raise CommandError(str(error)) from error

    @staticmethod
    def _ending(preview, confirm):
        if not preview.is_fine:
            return "Nothing was written, because there are rows with errors."
        if preview.is_applied:
            return "Written."
        if preview.asked:
            return f"Nothing was written. {_asked(preview.asked)} Where that is right, add --confirm --reason “why”."
        return "Nothing was written. Add --confirm to write it."


def _asked(count: int) -> str:
    return "1 value is asked about." if count == 1 else f"{count} values are asked about."
