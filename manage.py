#!/usr/bin/env python
"""Django's commands. Where no server is named, the embedded ones are started first, outside production."""

import os
import sys

from tools import embedded


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if os.environ.get("MODE", "demo") == "demo":
        try:
            os.environ |= embedded.ensure()
        except embedded.ServerProblem as problem:
            sys.exit(str(problem))

    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- needs the addresses above

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
