"""Ctrl-C, `kill` and a closed terminal, all as one exception."""

import signal
from contextlib import contextmanager

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(BaseException):
    """Somebody wants this to end. Not an Exception, so that no step takes it for its own failure."""


class Interrupts:
    """Raises Interrupted on the first signal; `held()` puts it off, and after `ignore()` none is raised."""

    def __init__(self):
        self._holding = self._pending = False
        for number in SIGNALS:
            signal.signal(number, self._arrive)

    def _arrive(self, number, frame):
        if self._holding:
            self._pending = True
        else:
            self.ignore()
            raise Interrupted

    def ignore(self):
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)

    @contextmanager
    def held(self):
        """For a step that must not be left half-done, like starting a server."""
        self._holding = True
        try:
            yield
        finally:
            self._holding = False
        if self._pending:
            self.ignore()
            raise Interrupted
