"""`make test`: all the tests, on servers of their own under var/, which end with them.

They are several runs of pytest, the longest first. Two go at a time, each on its own servers, and whichever ends takes
the next, so that neither half waits for the other however much is built.

make test ARGS="tests/core -k scope"    some of them, in one run
"""

import os
import shlex
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Lock

from tools import embedded
from tools.folder import ROOT

# By how long they take; what none of them names is a run of its own, and the second longest.
LONGEST = (
    ("tests/pages",),
    ("tests/system",),
    ("tests/indicators", "tests/disclosure", "tests/demo"),
    ("tests/reporting",),
    ("tests/core", "tests/accounts"),
    ("tests/test_matrix.py",),
)
REST = ("tests", *(f"--ignore={folder}" for part in LONGEST for folder in part))
FOLDERS = (embedded.TEST_FOLDER, embedded.SECOND_TEST_FOLDER)


def main() -> int | str:
    arguments = shlex.split(os.environ.get("ARGS", ""))
    try:
        if arguments:
            with _servers(embedded.TEST_FOLDER) as addresses:
                return _pytest(addresses, arguments).returncode
        # Where somebody else runs the database there is one to test in, not two.
        return _all(FOLDERS[:1] if os.environ.get("DATABASE_URL") else FOLDERS)
    except embedded.ServerProblem as problem:
        return str(problem)
    except KeyboardInterrupt:
        return 130


def _all(folders) -> int:
    """Every part on one of the folders' servers; what it said is told when it ends. The worst status of all."""
    parts, telling = iter((LONGEST[0], REST, *LONGEST[1:])), Lock()

    def work(folder) -> list[int]:
        statuses = []
        with _servers(folder) as addresses:
            while part := next(parts, None):
                statuses.append(_told(addresses, part, telling))
        return statuses

    with ThreadPoolExecutor(len(folders)) as pool:
        return max(status for statuses in pool.map(work, folders) for status in statuses)


def _told(addresses, part, telling: Lock) -> int:
    print(f"Started: {part[0] if part is REST else ' '.join(part)}", flush=True)
    with tempfile.TemporaryFile("w+") as said:
        done = _pytest(addresses, part, stdout=said, stderr=subprocess.STDOUT)
        said.seek(0)
        with telling:
            print(said.read(), flush=True)
    return done.returncode


@contextmanager
def _servers(folder):
    """The addresses of a folder's servers, which end afterwards unless they ran before."""
    ran_before = any(embedded.status(folder).values())
    try:
        yield embedded.ensure(folder)
    finally:
        if not ran_before:
            embedded.stop(folder)


def _pytest(addresses, arguments, **output) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env=os.environ | addresses, check=False, **output)


if __name__ == "__main__":
    sys.exit(main())
