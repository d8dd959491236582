"""What the real web server answers before Django is asked."""

import http.client
import signal
import socket
import subprocess
import sys
from contextlib import closing

import pytest

from tests import database
from tests.processes import until

COLLECT = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
GUNICORN = [sys.executable, "-m", "gunicorn", "--config=python:config.serving", "config.wsgi"]


@pytest.fixture
def port(db, tmp_path):
    """Where a web server of the portal listens that was started for the test."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    subprocess.run(COLLECT, env=database.environment(), check=True)
    with (tmp_path / "web.log").open("w") as log:
        command = [*GUNICORN, f"--bind=127.0.0.1:{port}"]
        web = subprocess.Popen(command, env=database.environment(), stdout=log, stderr=log)
    until(lambda: listens(port))
    yield port
    web.send_signal(signal.SIGTERM)
    web.wait(timeout=30)


def listens(port) -> bool:
    with socket.socket() as browser:
        return browser.connect_ex(("127.0.0.1", port)) == 0


def asked(port, address):
    """Status, headers and text of the answer."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as browser:
        browser.request("GET", address)
        answer = browser.getresponse()
        return answer.status, answer.headers, answer.read().decode()


def test_a_long_address_is_read_and_one_that_is_too_long_has_a_page_of_the_portal(port):
    status, headers, _ = asked(port, f"/darlington/search/?q={'x' * 4000}")
    assert (status, headers["Location"][:37]) == (302, "/sign-in/?next=/darlington/search/%3F")

    status, _, page = asked(port, f"/darlington/search/?q={'x' * 9000}")
    assert status == 414
    assert "That address is too long" in page


def test_a_held_lock_is_a_page_that_says_so_within_seconds(port, transactional_db):
    with database.held("reporting_publishedprofile"):
        status, headers, page = asked(port, "/public/")

    assert (status, headers["Retry-After"]) == (503, "10")
    assert "The portal is busy" in page


def test_the_calls_of_a_request_have_room(db):
    from config.wsgi import application  # noqa: PLC0415 -- looks at the database's role first

    assert application.__code__.co_stacksize >= 40_000
