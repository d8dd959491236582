"""`docs/adding-a-record.md` walks the stations of a record; this follows it, so that the page stays true."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "adding-a-record.md").read_text()
PATH = re.compile(r"`([a-z_]+/[\w./-]+)`")
STATIONS = [path for path in dict.fromkeys(PATH.findall(PAGE)) if not path.endswith("<what it is about>.py")]
# What only the record that the page walks is called.
NAMES = (
    r"\bPost\b|\bPost(Form|Table|Filters|Records|Factory)\b|\bpost_(list|detail|add|change|end)\b|partnership:posts?\b"
)
FOLDERS = ("accounts", "bench", "config", "indicators", "partnership", "reporting", "templates")


@pytest.mark.parametrize("path", STATIONS)
def test_each_station_is_there(path):
    assert (ROOT / path).exists()


@pytest.mark.parametrize("line", re.findall(r"^\| `[^|]+\|[^|]+\|", PAGE, re.MULTILINE))
def test_each_station_holds_what_is_said_of_it(line):
    path, said = re.match(r"\| `([^`]+)` \|(.*)\|", line).groups()
    names = re.findall(r"`@?(?:class )?(\w+)(?:\([^`]*\))?`", said)
    text = (ROOT / path).read_text() if (ROOT / path).is_file() else said

    assert [name for name in names if name not in text] == []


def test_no_station_is_left_out():
    tracked = subprocess.run(
        ["git", "grep", "-lP", NAMES, "--", *FOLDERS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found = {path for path in tracked.stdout.split() if "/migrations/" not in path}

    assert found - set(STATIONS) == set()
