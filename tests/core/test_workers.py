"""Jobs with a real broker, a real relay and real workers, and what is left when they are killed."""

import os
import signal
import subprocess
import sys
import time

import pytest
from celery import current_app

from core import jobs
from core.models import Job, Outbox
from core.tenancy import partnership_scope
from partnership.models import Income
from tests import database
from tests.core.job_bodies import gate
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
WORKER = [
    sys.executable, "-m", "celery", "-A", "config", "worker", "--include", "tests.core.job_bodies",
    "--concurrency", "2", "--without-mingle", "--without-gossip", "--without-heartbeat",
]  # fmt: skip
RELAY = [sys.executable, "manage.py", "relay"]


@pytest.fixture
def broker(transactional_db):
    """A client of the broker, with nothing in it."""
    with current_app.connection_for_write() as connection:
        client = connection.default_channel.client
        client.flushdb()
        yield client
        client.flushdb()


@pytest.fixture
def start(tmp_path, broker):
    """`start(command)` starts a process of the portal; what still runs is killed at the end."""
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


@pytest.fixture
def ask(darlington):
    def queue(task):
        user = UserFactory(name="Somebody Unmistakable")
        with partnership_scope(darlington, by=user):
            return jobs.ask(task, partnership=darlington, by=user)

    return queue


def kill(process):
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def look(job):
    with partnership_scope(job.partnership):
        return Job.objects.get(pk=job.pk), Outbox.objects.get(pk=job.pk)


def effects(job):
    with partnership_scope(job.partnership):
        return Income.objects.filter(item__startswith=str(job.pk)).count()


def until(is_so, seconds=20):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "It did not happen in time."
        time.sleep(0.05)


def test_a_job_runs_once_and_its_progress_is_seen_meanwhile(ask, start):
    start(RELAY)
    start(WORKER)
    job = ask("tests.wait")

    until(lambda: look(job)[0].percent == 40)
    running, message = look(job)
    assert (running.state, running.says, message.done_at) == ("running", "Waiting at the gate", None)
    gate(job.pk).touch()

    until(lambda: look(job)[0].is_over)
    done, message = look(job)
    assert (done.state, done.percent, done.tries, effects(job)) == ("done", 100, 1, 1)
    assert message.done_at is not None


def test_a_killed_workers_job_is_finished_once_by_the_next(ask, start):
    start(RELAY)
    first = start(WORKER)
    job = ask("tests.wait")
    until(lambda: look(job)[0].percent == 40)

    kill(first)
    gate(job.pk).touch()
    assert effects(job) == 0
    start(WORKER)

    until(lambda: look(job)[0].is_over)
    assert (look(job)[0].state, look(job)[0].tries, effects(job)) == ("done", 2, 1)


def test_a_second_delivery_leaves_at_once(ask, start, broker):
    start(RELAY)
    start(WORKER)
    job = ask("tests.wait")

    until(lambda: look(job)[1].sends >= 3 and not broker.llen("celery"))
    assert look(job)[0].tries == 1
    gate(job.pk).touch()

    until(lambda: look(job)[0].is_over)
    assert (look(job)[0].tries, effects(job)) == (1, 1)


def test_a_broker_that_loses_everything_loses_no_job(ask, start, broker):
    start(RELAY)
    job = ask("tests.work")
    until(lambda: broker.llen("celery"))

    broker.flushdb()
    start(WORKER)

    until(lambda: look(job)[0].is_over)
    assert (look(job)[0].state, effects(job)) == ("done", 1)


def test_a_job_that_takes_too_long_is_stopped_and_put_back(ask, start):
    start(WORKER)
    job = ask("tests.slow")
    assert relay_once() == "1"

    until(lambda: look(job)[0].message)
    stopped, message = look(job)
    assert (stopped.state, stopped.tries, message.done_at) == ("queued", 1, None)
    assert stopped.says == "It was stopped by an error and will be tried again."


def test_an_error_is_in_the_workers_log(ask, start, tmp_path):
    start(WORKER)
    job = ask("tests.poison")
    relay_once()

    until(lambda: look(job)[0].message)
    until(lambda: "ZeroDivisionError" in (tmp_path / "0.log").read_text())
    assert str(job.pk) in (tmp_path / "0.log").read_text()


def test_a_message_carries_ids_and_no_names(ask, broker):
    job = ask("tests.work")

    assert relay_once() == "1"
    assert relay_once() == "0"

    (message,) = broker.lrange("celery", 0, -1)
    assert str(job.pk).encode() in message
    for name in (b"Unmistakable", b"Darlington", b"darlington", b"example.org"):
        assert name not in message


def test_a_relay_without_a_broker_keeps_the_job(ask):
    job = ask("tests.work")

    done = relay(BROKER_URL="redis+socket:///nowhere/valkey.sock")

    assert done.returncode == 1
    assert "Nothing was passed on" in done.stderr
    assert look(job)[1].sends == 0


def test_a_relay_ends_when_it_is_told_to(start, ask):
    process = start(RELAY)
    job = ask("tests.work")
    until(lambda: look(job)[1].sends)

    process.terminate()

    assert process.wait(timeout=5) == 0


def relay(**changes):
    environment = database.environment() | changes
    return subprocess.run([*RELAY, "--once"], env=environment, capture_output=True, text=True, check=False)


def relay_once():
    done = relay()
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
