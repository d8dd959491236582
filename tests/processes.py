"""The portal's own programs, started for real and ended for sure: a broker, relays, workers."""

import os
import signal
import subprocess
import sys
import time

import pytest
from celery import current_app

from tests import database

RELAY = [sys.executable, "manage.py", "relay"]


def worker(*modules: str) -> list[str]:
    """The command of a worker that also knows the tasks of these modules."""
    include = [word for module in modules for word in ("--include", module)]
    quiet = ["--without-mingle", "--without-gossip", "--without-heartbeat"]
    return [sys.executable, "-m", "celery", "-A", "config", "worker", "--concurrency", "2", *include, *quiet]


@pytest.fixture
def broker(transactional_db):
    """A client of the broker, with nothing in it."""
    with current_app.connection_for_write() as connection:
        client = connection.default_channel.client
        client.flushdb()
        yield client
        client.flushdb()


@pytest.fixture
def launch(tmp_path, broker):
    """`launch(command)` starts a process of the portal; what still runs is killed at the end."""
    started = []

    def begin(command):
        environment = database.environment() | {"RELAY_RESEND_SECONDS": "1"}
        with (tmp_path / f"{len(started)}.log").open("w") as log:
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        started.append(process)
        return process

    yield begin
    for process in started:
        if process.poll() is None:
            kill(process)
    print(*[path.read_text() for path in tmp_path.glob("*.log")], sep="\n")


def kill(process):
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def until(is_so, seconds=60):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "It did not happen in time."
        time.sleep(0.05)
