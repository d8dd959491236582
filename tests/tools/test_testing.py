"""`make test` runs the browser's tests beside all others."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ("DATABASE_", "BROKER_URL", "ARGS", "PYTEST_ADDOPTS")
# Collecting is what takes long, and a few files show what becomes of all.
FEW = "--ignore-glob=tests/test_*.py --ignore=tests/system/test_pages.py " + " ".join(
    f"--ignore=tests/{name}" for name in ("accounts", "indicators", "core", "demo", "disclosure", "money", "reporting")
)


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    """Where both runs have their servers, which are made once."""
    return tmp_path_factory.mktemp("var")


def run(var, options):
    known = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return subprocess.run(
        [sys.executable, "-m", "tools.test"],
        cwd=ROOT,
        env=known | {"VAR_FOLDER": str(var), "PYTEST_ADDOPTS": f"{FEW} {options}"},
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_every_test_is_in_one_of_the_two_runs(var):
    done = run(var, "--collect-only -q -k 'comes_in_on_a_phone or keeps_the_old_name_until'")

    assert done.returncode == 0
    assert done.stdout.count("tests/system/test_people.py::") == 1
    assert done.stdout.count("tests/partnership/test_agency_services.py::") == 1


def test_what_fails_in_the_browser_fails_the_whole(var):
    done = run(var, "--collect-only -q -k keeps_the_old_name_until")

    assert done.returncode == 5, "pytest says so where no test was chosen: there is none of that name for the browser"
    assert "tests/partnership/test_agency_services.py::" in done.stdout
