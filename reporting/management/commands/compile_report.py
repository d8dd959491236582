import time
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from core.calendar.financial_years import FinancialYear
from core.db.tenancy import partnership_scope
from core.files import documents
from core.formatting.numbers import plain, with_unit
from core.models import Job, Partnership
from indicators.discrepancies import discrepancies
from reporting.editions import draft_words
from reporting.file_names import file_names
from reporting.models import Report
from reporting.services import editions

POLL_SECONDS = 0.3


class Command(BaseCommand):
    help = "Has a worker compile a partnership's report of a year, and writes the edition's files to a folder."

    def add_arguments(self, parser):
        parser.add_argument("partnership", help="its slug, as in its address")
        parser.add_argument("year", help="such as 2019-20")
        parser.add_argument("--to", required=True, type=Path, metavar="FOLDER")
        parser.add_argument("--wait", type=int, default=600, metavar="SECONDS", help="give up after that long (600)")

    def handle(self, *, partnership, year, to, wait, **options):
        partnership, report = self._find(partnership, year)
        with partnership_scope(partnership):
            job = editions.ask_to_compile(report=report, by=None, sets_aside=True)
        self._wait_for(partnership, job, wait)
        with partnership_scope(partnership):
            edition = editions.made_by(Job.objects.get(pk=job.pk))
            paths = self._write(edition, to)
            found = discrepancies(partnership)
        self.stdout.write(
            f"{paths['pdf']}: edition {edition.number}, {edition.pages} pages, {edition.seconds} seconds, "
            f"published totals that do not match their parts: {len(found)}"
        )
        if not edition.is_complete:
            self.stdout.write(f"  {draft_words(len(edition.lacking))}:")
        for one in edition.lacking:
            self.stdout.write(f"  {one['number']} {one['title']}: {one['reason']}")
        for one in found:
            self.stdout.write(f"  {words(one)}")

    def _find(self, slug, year):
        try:
            partnership = Partnership.objects.get(slug=slug)
            label = str(FinancialYear.parse(year))
        except Partnership.DoesNotExist:
            raise CommandError(f"There is no partnership “{slug}”.") from None
        except ValidationError as reason:
            raise CommandError(reason.message) from None
        with partnership_scope(partnership):
            report = Report.objects.for_year(label).first()
        if report is None:
            raise CommandError(f"{partnership} has no report for {label}.")
        return partnership, report

    def _wait_for(self, partnership, job, seconds):
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            with partnership_scope(partnership):
                job = Job.objects.get(pk=job.pk)
            if job.state == Job.State.FAILED:
                raise CommandError(f"The report cannot be compiled. {job.message}")
            if job.state == Job.State.DONE:
                return
            time.sleep(POLL_SECONDS)
        raise CommandError(f"No worker finished within {seconds} seconds. Are the relay and a worker running?")

    def _write(self, edition, folder):
        folder.mkdir(parents=True, exist_ok=True)
        # The newest compile takes the place of the one before, under the same names.
        names = file_names(edition.partnership.slug, edition.report.year)
        paths = {field: folder / name for field, name in names.items()}
        for field, path in paths.items():
            path.write_bytes(documents.read(getattr(edition, field)))
        return paths


def words(found) -> str:
    """A discrepancy in one line."""
    shown = {name: with_unit(plain(getattr(found, name)), found.unit) for name in ("printed", "computed")}
    explained = ", explained" if found.explanation else ""
    return f"{found.title}, {found.period}: printed {shown['printed']}, the parts give {shown['computed']}{explained}"
