"""`make stop`: end a demo that runs in this folder, then PostgreSQL and Valkey. Data stays.

Needs nothing but Python, so that it works on a half-made folder too.
"""

import fcntl
import os
import signal
import sys

from tools import embedded
from tools.embedded.folder import within
from tools.folder import VAR

SECONDS_FOR_THE_DEMO = 30


def end_demo() -> None:
    """Ask the demo to end as its own Ctrl-C does, and wait until it has let go of its lock."""
    try:
        lock = open(VAR / "demo.lock")
    except FileNotFoundError:
        return
    with lock:
        if not _is_free(lock):
            os.kill(int(lock.read()), signal.SIGTERM)
            if not within(SECONDS_FOR_THE_DEMO, lambda: _is_free(lock)):
                raise embedded.ServerProblem("The demo did not end in 30 seconds.")


def _is_free(lock) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def main() -> int | str:
    try:
        end_demo()
        for folder in (embedded.FOLDER, embedded.TEST_FOLDER, embedded.SECOND_TEST_FOLDER):
            embedded.stop(folder)
    except embedded.ServerProblem as problem:
        return str(problem)
    return 0


if __name__ == "__main__":
    sys.exit(main())
