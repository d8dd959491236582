"""Ctrl-C, `kill` and a closed terminal, all as one exception."""

import os
import select
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
        if os.isatty(0):
            self._watch_terminal()

    def _watch_terminal(self):
        """A terminal that closes tells only its session's leader, which may be make, and make only waits for us."""
        terminal = select.poll()
        terminal.register(0, 0)  # a hang-up is reported without being asked for
        signal.signal(signal.SIGALRM, lambda number, frame: terminal.poll(0) and os.kill(os.getpid(), signal.SIGHUP))
        signal.setitimer(signal.ITIMER_REAL, 1, 1)

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
