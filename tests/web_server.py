"""The portal behind its real web server, as operators start it."""

import http.client
import signal
import socket
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import database
from tests.processes import until

COLLECT = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
GUNICORN = [sys.executable, "-m", "gunicorn", "--config=python:config.serving", "config.wsgi"]


@dataclass(frozen=True)
class WebServer:
    """Where it listens, and the file into which it writes."""

    port: int
    log: Path


@pytest.fixture(scope="session")
def web_server(django_db_setup, tmp_path_factory):
    """One for the whole run: to start it takes as long as all that is asked of it. It writes down all that it can."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    subprocess.run(COLLECT, env=database.environment(), check=True)
    log = tmp_path_factory.mktemp("web") / "web.log"
    with log.open("w") as written:
        command = [*GUNICORN, f"--bind=127.0.0.1:{port}", "--access-logfile=-"]
        environment = database.environment() | {"LOG_LEVEL": "DEBUG"}
        web = subprocess.Popen(command, env=environment, stdout=written, stderr=written)
    until(lambda: listens(port))
    try:
        yield WebServer(port, log)
    finally:
        web.send_signal(signal.SIGTERM)
        web.wait(timeout=30)


def listens(port) -> bool:
    with socket.socket() as browser:
        return browser.connect_ex(("127.0.0.1", port)) == 0


def asked(port, address, method="GET", headers=None):
    """Status, headers and text of the answer."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as browser:
        browser.request(method, address, headers=headers or {})
        answer = browser.getresponse()
        return answer.status, answer.headers, answer.read().decode()
