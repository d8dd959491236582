"""Jobs with a real broker, a real relay and real workers, and what is left when they are killed."""

import contextlib
import subprocess

import psycopg2
import pytest
from django.db import connections

from core import jobs
from core.db.tenancy import partnership_scope
from core.models import Job, Outbox
from partnership.models import Income
from tests import database
from tests.core.job_bodies import gate
from tests.factories import UserFactory
from tests.processes import RELAY, kill, until, worker

pytestmark = pytest.mark.django_db(transaction=True)
WORKER = worker("tests.core.job_bodies")


@pytest.fixture
def ask(darlington):
    def queue(task):
        user = UserFactory(name="Somebody Unmistakable")
        with partnership_scope(darlington, by=user):
            return jobs.ask(task, partnership=darlington, by=user)

    return queue


def look(job):
    with partnership_scope(job.partnership):
        return Job.objects.get(pk=job.pk), Outbox.objects.get(pk=job.pk)


def effects(job):
    with partnership_scope(job.partnership):
        return Income.objects.filter(item__startswith=str(job.pk)).count()


def test_a_job_runs_once_and_its_progress_is_seen_meanwhile(ask, launch):
    launch(RELAY)
    launch(WORKER)
    job = ask("tests.wait")

    until(lambda: look(job)[0].percent == 40)
    running, message = look(job)
    assert (running.state, running.says, message.done_at) == ("running", "Waiting at the gate", None)
    gate(job.pk).touch()

    until(lambda: look(job)[0].is_over)
    done, message = look(job)
    assert (done.state, done.percent, done.tries, effects(job)) == ("done", 100, 1, 1)
    assert message.done_at is not None


def test_a_killed_workers_job_is_finished_once_by_the_next(ask, launch):
    launch(RELAY)
    first = launch(WORKER)
    job = ask("tests.wait")
    until(lambda: look(job)[0].percent == 40)

    kill(first)
    gate(job.pk).touch()
    assert effects(job) == 0
    launch(WORKER)

    until(lambda: look(job)[0].is_over)
    assert (look(job)[0].state, look(job)[0].tries, effects(job)) == ("done", 2, 1)


def end_connections(alias):
    """As the server's own administrator: no role of the portal may end what others do."""
    ((role, own),) = database.run("SELECT current_user, pg_backend_pid()", using=connections[alias])
    with contextlib.closing(psycopg2.connect(database.address(user="postgres"))) as admin, admin.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE usename = %s AND datname = current_database() AND pid <> %s",
            [role, own],
        )


def test_a_lost_connection_puts_the_job_back_and_it_is_finished_once(ask, launch):
    """With the connection goes the lock, so another delivery may come; the effect still happens once."""
    launch(RELAY)
    launch(WORKER)
    job = ask("tests.wait")
    until(lambda: look(job)[0].percent == 40)

    end_connections("default")
    gate(job.pk).touch()

    until(lambda: look(job)[0].is_over)
    assert (look(job)[0].state, effects(job)) == ("done", 1)


def test_a_second_delivery_leaves_at_once(ask, launch, broker):
    launch(RELAY)
    launch(WORKER)
    job = ask("tests.wait")

    until(lambda: look(job)[0].percent == 40)
    sent = look(job)[1].sends

    until(lambda: look(job)[1].sends > sent and not broker.llen("celery"))
    gate(job.pk).touch()

    until(lambda: look(job)[0].is_over)
    assert (look(job)[0].tries, effects(job)) == (1, 1)


def test_a_broker_that_loses_everything_loses_no_job(ask, launch, broker):
    launch(RELAY)
    job = ask("tests.work")
    until(lambda: broker.llen("celery"))

    broker.flushdb()
    launch(WORKER)

    until(lambda: look(job)[0].is_over)
    assert (look(job)[0].state, effects(job)) == ("done", 1)


def test_a_job_that_takes_too_long_is_stopped_and_put_back(ask, launch):
    launch(WORKER)
    job = ask("tests.slow")
    assert relay_once() == "1"

    until(lambda: look(job)[0].message)
    stopped, message = look(job)
    assert (stopped.state, stopped.tries, message.done_at) == ("queued", 1, None)
    assert stopped.says == "It was stopped by an error and will be tried again."


def test_an_error_is_in_the_workers_log(ask, launch, tmp_path):
    launch(WORKER)
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


def test_a_relay_that_loses_its_connection_goes_on(ask, launch):
    launch(RELAY)
    first = ask("tests.work")
    until(lambda: look(first)[1].sends)
    end_connections("relay")

    second = ask("tests.work")

    until(lambda: look(second)[1].sends)


def test_a_relay_ends_when_it_is_told_to(launch, ask):
    process = launch(RELAY)
    job = ask("tests.work")
    until(lambda: look(job)[1].sends)

    process.terminate()

    assert process.wait(timeout=20) == 0


def relay(**changes):
    environment = database.environment() | changes
    return subprocess.run([*RELAY, "--once"], env=environment, capture_output=True, text=True, check=False)


def relay_once():
    done = relay()
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
