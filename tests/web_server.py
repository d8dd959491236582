"""The portal behind its real web server, as operators start it."""

import http.client
import signal
import socket
import subprocess
import sys
from contextlib import closing, contextmanager

from tests import database
from tests.processes import until

COLLECT = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
GUNICORN = [sys.executable, "-m", "gunicorn", "--config=python:config.serving", "config.wsgi"]


@contextmanager
def serving(log_file, *options, **environment):
    """The port of a web server that runs for the block and writes into the file."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    subprocess.run(COLLECT, env=database.environment(), check=True)
    with log_file.open("w") as log:
        command = [*GUNICORN, f"--bind=127.0.0.1:{port}", *options]
        web = subprocess.Popen(command, env=database.environment() | environment, stdout=log, stderr=log)
    until(lambda: listens(port))
    try:
        yield port
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
