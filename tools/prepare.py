"""Make this folder ready to run: system libraries, `.venv`, the locked packages. Done twice, the second is instant.

    python3 -m tools.prepare demo|dev|semgrep

Runs on the system's Python before anything is installed: the standard library only, and a syntax that an old
Python can still read, or it could not say that it is too old.
"""

import sys

from tools import environment, folder, system
from tools.trouble import Trouble

OLDEST = (3, 11)


def prepare(lock):
    """Raises Trouble, with a way out, before anything is changed where that can be known."""
    if sys.version_info < OLDEST:
        raise Trouble(
            f"Python 3.11 or later is needed and this is {sys.version_info[0]}.{sys.version_info[1]}",
            "name another, for instance `make demo PYTHON=python3.12`",
        )
    folder.check()
    if lock != "semgrep":
        system.prepare(browser=lock == "dev")
    with folder.locked():
        environment.prepare(lock)


def main(arguments):
    try:
        prepare(*arguments)
    except Trouble as trouble:
        return str(trouble)
    except KeyboardInterrupt:
        return "Stopped. Run it again to go on."
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
