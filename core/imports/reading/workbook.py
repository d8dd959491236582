"""Reads a workbook in a process of its own, with little memory and little time, and nothing of ours in it."""

import json
import subprocess
import sys
from pathlib import Path

from core.imports.problems import WrongFile
from core.imports.reading import preflight
from core.imports.reading.sheet import Sheet, tabulate

PARSER = Path(__file__).with_name("parser.py")
SECONDS = 60
TOO_MUCH = (
    "The workbook could not be read within the memory and time that there is for one file. "
    "Save the table as CSV UTF-8, or split it into several files."
)


def read(content: bytes) -> Sheet:
    """The table on the first visible sheet of a workbook; raises `WrongFile` and nothing else."""
    preflight.check(content)
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-W", "ignore", str(PARSER)],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            env={},
            check=False,
        )
        found = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError, RecursionError) as error:
        raise WrongFile(TOO_MUCH) from error
    if "wrong" in found:
        raise WrongFile(found["wrong"])
    marks = {(row, column): text for row, column, text in found["marks"]}
    sheet = tabulate(found["rows"], marks=marks, notes=found["notes"])
    sheet.name = found["name"]
    sheet.dates = {(row, column): is_whole for row, column, is_whole in found["dates"]}
    return sheet
