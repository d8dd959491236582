from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from core.models import Seal, Unsealed
from core.seals import heads, verifying


class Command(BaseCommand):
    """Reads with the rights of the sealer, or of the owner where only that address is set. Ends with status 1 where
    anything does not stand as it was sealed."""

    help = "Say of every sealed row of the history and the logs that was edited, deleted or put in afterwards."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--heads", dest="file", metavar="FILE", help="heads sent before, which must be there")

    def handle(self, *, file: str | None, **options):
        using = next((alias for alias in ("sealer", "owner") if alias in connections), None)
        if using is None:
            raise CommandError("Set DATABASE_SEALER_URL, or DATABASE_OWNER_URL: the application cannot read it all.")
        count = 0
        for fault in self._faults(using, file):
            self.stdout.write(str(fault))
            count += 1
        self.stdout.write(_ending(using, count))
        if count:
            raise SystemExit(1)

    def _faults(self, using, file):
        yield from verifying.faults(using)
        if file:
            yield from heads.faults_against(using, Path(file).read_text())


def _ending(using, count) -> str:
    links, waiting = Seal.objects.using(using).count(), Unsealed.objects.using(using).count()
    stands = f"{count} do not stand as they were sealed." if count else "Everything stands as it was sealed."
    return f"{stands} {links} links; rows that wait to be sealed: {waiting}."
