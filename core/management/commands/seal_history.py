import datetime
import logging
import signal
import threading

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError, connections
from django.utils import timezone

from core import checks
from core.seals import heads, retention, sealing

log = logging.getLogger(__name__)
USING = "sealer"
PAUSE = 60
TROUBLE = (DatabaseError, InterfaceError, OSError)


class Command(BaseCommand):
    help = "Seals the history and the logs each minute; each day removes what is too old and sends the heads."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Do all of it once, and end.")

    def handle(self, *, once, **options):
        if USING not in connections:
            raise CommandError("DATABASE_SEALER_URL is not set, so nothing is sealed.")
        if faults := checks.role_faults(USING):
            self.stderr.write(f"{' '.join(faults)} Whoever has this role can change what it seals unseen.")
        if once:
            self.stdout.write(str(_seal_all()))
            _each_day()
        else:
            _until_stopped()


def _seal_all() -> int:
    found, batch = 0, sealing.BATCH
    while batch == sealing.BATCH:
        batch = sealing.seal(USING)
        found += batch
    return found


def _each_day() -> None:
    retention.remove_old(USING)
    heads.send(USING)


def _until_stopped() -> None:
    stop, sent_on = threading.Event(), None
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    while not stop.is_set():
        sent_on = _one_minute(sent_on)
        stop.wait(PAUSE)


def _one_minute(sent_on: datetime.date | None) -> datetime.date | None:
    """Seal what waits and do what is due each day. What fails is tried again the next minute."""
    today = timezone.localdate()
    try:
        _seal_all()
        if sent_on != today:
            _each_day()
        return today
    except TROUBLE as error:
        log.error("The history cannot be sealed: %s", error)
        connections[USING].close()
        return sent_on
