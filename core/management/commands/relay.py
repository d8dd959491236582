import logging
import signal
import threading

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError, connections
from kombu.exceptions import OperationalError as BrokerError

from core import checks
from core.jobs import outbox

log = logging.getLogger(__name__)
PAUSE, PAUSE_IN_TROUBLE = 0.5, 3
TROUBLE = (DatabaseError, InterfaceError, BrokerError, OSError)


class Command(BaseCommand):
    help = "Passes jobs from the database to the queue until it is stopped. Any number may run side by side."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Pass on what is due now, say how many, and end.")

    def handle(self, *, once, **options):
        if "relay" not in connections:
            raise CommandError("DATABASE_RELAY_URL is not set.")
        checks.refuse_unsafe_connection("relay")
        if once:
            self.stdout.write(str(_once()))
        else:
            _until_stopped()


def _once() -> int:
    try:
        return outbox.publish()
    except TROUBLE as error:
        raise CommandError(f"Nothing was passed on: {error}") from error


def _until_stopped() -> None:
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    while not stop.is_set():
        stop.wait(_pass_on())


def _pass_on() -> float:
    """Publish one batch; returns how long to wait before the next. What fails stays in the outbox."""
    try:
        return 0 if outbox.publish() == outbox.BATCH else PAUSE
    except TROUBLE as error:
        log.error("The relay cannot pass jobs on: %s", error)
        connections["relay"].close()
        return PAUSE_IN_TROUBLE
