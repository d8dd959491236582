"""Start, stop or look at the embedded servers; `start` prints their addresses as shell settings."""

import shlex
import sys

from tools import embedded

USAGE = "usage: python -m tools.embedded start|stop|status"


def main(arguments: list[str]) -> int | str:
    match arguments:
        case ["start"]:
            for name, value in embedded.ensure().items():
                print(f"export {name}={shlex.quote(value)}")
        case ["stop"]:
            embedded.stop()
        case ["status"]:
            for server, runs in embedded.status().items():
                print(f"{server}: {'running' if runs else 'stopped'}")
        case _:
            return USAGE
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except embedded.ServerProblem as problem:
        sys.exit(str(problem))
