"""Programs that a supervisor starts and is sure to end, each in a process group of its own.

The terminal's Ctrl-C reaches only the supervisor, which ends them in order; should the supervisor itself be killed,
Linux tells them (PR_SET_PDEATHSIG).
"""

import ctypes
import os
import signal
import subprocess
import sys
import time

SECONDS_TO_END = 10
TELL_WHEN_PARENT_DIES = 1


class Processes:
    """Everything started here is ended by `end()`: asked first, killed after ten seconds."""

    def __init__(self, cwd):
        self._cwd = cwd
        self._running = {}

    def start(self, command, environment, log):
        """Start a program whose output goes to a file."""
        with open(log, "ab") as output:
            process = subprocess.Popen(
                [str(part) for part in command],
                cwd=self._cwd,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 -- the supervisor has one thread
            )
        self._running[process] = log
        return process

    def run(self, command, environment, log):
        """Start a program, wait for its end, and return its status; None where another one ended meanwhile."""
        process = self.start(command, environment, log)
        while process.poll() is None:
            if self.ended(but=process):
                return None
            time.sleep(0.02)
        del self._running[process]
        return process.returncode

    def ended(self, but=None):
        """The log of a program that has ended by itself, or None."""
        return next(
            (log for process, log in self._running.items() if process is not but and process.poll() is not None), None
        )

    def end(self):
        """End all, the latest first, and wait until nothing of their groups is left."""
        for process in reversed(self._running.copy()):
            process.terminate()
        limit = time.monotonic() + SECONDS_TO_END
        for process in reversed(self._running.copy()):
            try:
                process.wait(max(0.1, limit - time.monotonic()))
            except subprocess.TimeoutExpired:
                pass
            _kill_group(process)
            process.wait()
        self._running.clear()


def _kill_group(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def _end_with_parent():
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(TELL_WHEN_PARENT_DIES, signal.SIGTERM)
