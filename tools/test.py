"""`make test`: all the tests, on servers of their own under var/, which end with them.

The browser's tests take as long as all others together, so both run at the same time, each on its own servers.

make test ARGS="tests/core -k scope"    some of them, in one run
"""

import os
import shlex
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager

from tools import embedded
from tools.folder import ROOT

BROWSERS = "tests/system"


def main() -> int | str:
    arguments = shlex.split(os.environ.get("ARGS", ""))
    try:
        # Where somebody else runs the database there is one to test in, not two.
        if arguments or os.environ.get("DATABASE_URL"):
            return _run(embedded.TEST_FOLDER, arguments)
        return _run_both()
    except embedded.ServerProblem as problem:
        return str(problem)
    except KeyboardInterrupt:
        return 130


def _run(folder, arguments) -> int:
    with _servers(folder) as addresses:
        return _started(addresses, arguments).wait()


def _run_both() -> int:
    """All tests: those without a browser are watched, what the others said is told after them."""
    with ExitStack() as stack:
        said = stack.enter_context(tempfile.TemporaryFile("w+"))
        addresses = [stack.enter_context(_servers(one)) for one in (embedded.TEST_FOLDER, embedded.BROWSER_TEST_FOLDER)]
        browsers = _started(addresses[1], [BROWSERS], stdout=said, stderr=subprocess.STDOUT)
        stack.callback(browsers.wait)
        others = _started(addresses[0], [f"--ignore={BROWSERS}"])
        status = others.wait()
        print(f"\nThe tests in {BROWSERS}:", flush=True)
        also = browsers.wait()
        said.seek(0)
        print(said.read(), flush=True)
        return status or also


@contextmanager
def _servers(folder):
    """The addresses of a folder's servers, which end afterwards unless they ran before."""
    ran_before = any(embedded.status(folder).values())
    try:
        yield embedded.ensure(folder)
    finally:
        if not ran_before:
            embedded.stop(folder)


def _started(addresses, arguments, **output) -> subprocess.Popen:
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | addresses, **output)


if __name__ == "__main__":
    sys.exit(main())
