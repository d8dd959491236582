"""`make test`: all the tests, on servers of their own under var/test, which end with them.

make test ARGS="tests/core -k scope"
"""

import os
import shlex
import subprocess
import sys

from core import embedded
from tools.folder import ROOT


def main() -> int | str:
    ran_before = any(embedded.status(embedded.TEST_FOLDER).values())
    try:
        addresses = embedded.ensure(embedded.TEST_FOLDER)
    except embedded.ServerProblem as problem:
        return str(problem)
    command = [sys.executable, "-m", "pytest", *shlex.split(os.environ.get("ARGS", ""))]
    try:
        return subprocess.run(command, cwd=ROOT, env=os.environ | addresses).returncode
    except KeyboardInterrupt:
        return 130
    finally:
        if not ran_before:
            embedded.stop(embedded.TEST_FOLDER)


if __name__ == "__main__":
    sys.exit(main())
