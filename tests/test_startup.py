"""No process of the portal serves as a role that the wall does not hold back."""

import os
import subprocess
import sys

import pytest

from core.checks import role_faults
from tests import database

PYTHON = [sys.executable]
CHECK = [*PYTHON, "manage.py", "check", "--database", "default"]
PROCESSES = {
    "commands": CHECK,
    "web": [*PYTHON, "-m", "gunicorn", "--config=python:config.serving", "--check-config", "config.wsgi"],
    "worker": [*PYTHON, "-m", "celery", "-A", "config", "worker", "--pool", "solo", "--without-mingle"],
    "relay": [*PYTHON, "manage.py", "relay", "--once"],
}


def start(command, without=(), **changes):
    environment = database.environment() | changes
    for name in without:
        del environment[name]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment, check=False)


@pytest.mark.parametrize("process", PROCESSES)
def test_a_process_refuses_the_owners_role(db, process):
    owner = database.address("owner")

    done = start(PROCESSES[process], DATABASE_URL=owner, DATABASE_RELAY_URL=owner)

    assert done.returncode != 0
    assert "The database role portal_owner owns tables." in done.stdout + done.stderr


def test_a_command_starts_as_the_role_made_for_it(db):
    done = start(CHECK)

    assert done.returncode == 0, done.stderr


def test_a_superuser_is_refused(db):
    done = start(CHECK, DATABASE_URL=database.address(user="postgres"))

    assert done.returncode != 0
    if "OperationalError" not in done.stderr:  # a server of somebody's own may let no superuser in from here
        assert "The database role postgres is a superuser." in done.stderr
        assert "bypasses row-level security" in done.stderr


def test_the_relay_says_that_it_has_no_address(db):
    done = start(PROCESSES["relay"], without=["DATABASE_RELAY_URL"])

    assert done.returncode == 1
    assert "DATABASE_RELAY_URL is not set." in done.stderr


def test_the_tests_themselves_run_behind_the_wall(db):
    assert role_faults("default") == []
    assert role_faults("relay") == []
    assert role_faults("owner") == ["The database role portal_owner owns tables."]
    assert os.environ["DATABASE_URL"] != os.environ["DATABASE_OWNER_URL"]
