"""Jobs in this process: what one delivery does to the job, its effect and its outbox row."""

import datetime
import logging

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from core import jobs
from core.db.tenancy import partnership_scope
from core.jobs import outbox
from core.models import Job, Outbox
from partnership.models import Income
from tests.core import job_bodies
from tests.factories import PartnershipFactory, UserFactory


@pytest.fixture
def user(db):
    return UserFactory()


@pytest.fixture
def ask(darlington, user):
    """`ask("tests.work")` queues a job of Darlington's in a transaction of its own."""

    def queue(task, partnership=darlington):
        with partnership_scope(partnership, by=user):
            return jobs.ask(task, partnership=partnership, by=user)

    return queue


def deliver(job, **changes):
    """What a worker does with the relay's message."""
    message = {"key": str(job.pk), "partnership_id": job.partnership_id, "user_id": str(job.asked_by_id)}
    body = getattr(job_bodies, job.kind.removeprefix("tests."))
    body.run(**message | changes)


def look(job):
    """The job as it now is, whether its message is done, and how often its effect happened."""
    with partnership_scope(job.partnership):
        done = Outbox.objects.get(pk=job.pk).done_at is not None
        return Job.objects.get(pk=job.pk), done, Income.objects.filter(item__startswith=str(job.pk)).count()


def test_a_job_is_done_once_with_its_effect(ask):
    job = ask("tests.work")

    deliver(job)
    deliver(job)

    job, message_done, effects = look(job)
    assert (job.state, job.percent, job.tries, message_done, effects) == ("done", 100, 1, True, 1)
    assert job.finished_at is not None
    assert (job.step, job.says) == ("Leaving a mark", "Done")


def test_the_effect_is_the_askers(ask, user):
    deliver(job := ask("tests.work"))

    with partnership_scope(job.partnership):
        event = Income.objects.get().events.get()
    assert event.pgh_context["user"] == str(user.pk)


def test_a_job_that_cannot_be_done_fails_with_its_reason_and_no_effect(ask):
    deliver(job := ask("tests.cannot"))

    job, message_done, effects = look(job)
    assert (job.state, job.says, message_done, effects) == (
        "failed", "Section 3 has no figures for 2019-20.", True, 0,
    )  # fmt: skip


def test_an_unexpected_error_is_raised_and_the_job_says_that_it_waits(ask):
    job = ask("tests.poison")

    with pytest.raises(ZeroDivisionError):
        deliver(job)

    job, message_done, effects = look(job)
    assert (job.state, job.step, job.percent, message_done, effects) == ("queued", "", 0, False, 0)
    assert job.says == "It was stopped by an error and will be tried again."
    assert not job.is_stuck


def test_poison_stops_after_the_last_try(ask):
    job = ask("tests.poison")
    for _ in range(jobs.MOST_TRIES):
        with pytest.raises(ZeroDivisionError):
            deliver(job)

    deliver(job)

    job, message_done, effects = look(job)
    assert (job.state, job.tries, message_done, effects) == ("failed", jobs.MOST_TRIES, True, 0)
    assert job.says == "It was tried 5 times and did not finish."


def test_a_job_that_kills_its_worker_stops_too(ask):
    """No error reaches us from a killed worker: only the count of tries tells."""
    job = ask("tests.work")
    with partnership_scope(job.partnership):
        Job.objects.update(tries=jobs.MOST_TRIES)

    deliver(job)

    job, message_done, effects = look(job)
    assert (job.state, message_done, effects) == ("failed", True, 0)


def test_a_body_without_a_last_step_is_an_error(ask):
    with pytest.raises(RuntimeError, match="without a last step"):
        deliver(ask("tests.unfinished"))


def test_a_delivery_that_comes_too_late_changes_nothing(ask, caplog, monkeypatch):
    """Where the lock was lost with its connection, a second delivery may be at work: the first to end wins."""
    caplog.set_level(logging.INFO, logger="core.jobs")
    job = ask("tests.work")

    def finish_first(run):
        with partnership_scope(run.partnership):
            outbox.close(run.key)

    monkeypatch.setattr(job_bodies, "leave_a_mark", finish_first)
    deliver(job)

    assert "was finished by another delivery" in caplog.text
    assert look(job)[2] == 0


@pytest.mark.parametrize("change", [{"user_id": None}, {"user_id": "5b2c7a86-0000-4000-8000-000000000000"}])
def test_a_message_that_the_outbox_did_not_promise_is_dropped(ask, change):
    """The broker is not believed: who asked stands in the database."""
    deliver(job := ask("tests.work"), **change)

    job, message_done, effects = look(job)
    assert (job.state, job.tries, message_done, effects) == ("queued", 0, False, 0)


def test_a_message_for_another_partnership_is_dropped(ask, durham):
    deliver(job := ask("tests.work"), partnership_id=durham.pk)

    assert look(job)[0].state == "queued"


def test_a_message_for_another_task_is_dropped(ask):
    job = ask("tests.work")

    job_bodies.cannot.run(key=str(job.pk), partnership_id=job.partnership_id, user_id=str(job.asked_by_id))

    assert look(job)[0].state == "queued"


def test_a_closed_partnership_gets_nothing_done(ask):
    closed = PartnershipFactory()
    job = ask("tests.work", closed)
    type(closed).objects.using("owner").filter(pk=closed.pk).update(closed_on=timezone.localdate())

    deliver(job)

    job, message_done, effects = look(job)
    assert (job.state, job.says, message_done, effects) == ("failed", "The partnership is closed.", True, 0)


def test_what_is_rolled_back_is_never_sent(darlington, user):
    with partnership_scope(darlington, by=user):
        jobs.ask("tests.work", partnership=darlington, by=user)
        transaction.set_rollback(True)

    with partnership_scope(darlington):
        assert not Outbox.objects.exists()


def test_the_outbox_holds_ids_only():
    kinds = {field.name: field.get_internal_type() for field in Outbox._meta.concrete_fields}

    assert {name for name, kind in kinds.items() if kind in {"CharField", "TextField", "JSONField"}} == {"task"}


def test_a_job_that_no_worker_takes_says_so_after_a_minute(ask):
    job = ask("tests.work")
    assert (job.is_stuck, job.says) == (False, "Waiting")

    job.created_at = timezone.now() - datetime.timedelta(seconds=61)
    assert job.is_stuck
    assert "as soon as a worker is running" in job.says

    job.state = Job.State.RUNNING
    assert not job.is_stuck


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sends", [0, 1, 5, 32_000, 32_700])
def test_the_pause_before_sending_again_grows_and_has_an_end(ask, sends):
    """After a week without a worker the number of sends must not break the relay for everybody."""
    job = ask("tests.work")
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE core_outbox SET sends = %s, sent_at = now() - interval '31 minutes'", [sends])

    assert outbox.publish() == 1
    with partnership_scope(job.partnership):
        assert Outbox.objects.get().sends > min(sends, 31_999)
    assert outbox.publish() == 0


@pytest.mark.django_db(transaction=True)
def test_a_message_for_another_day_waits_for_that_day(darlington):
    today = timezone.localdate()
    with partnership_scope(darlington):
        outbox.write(task="tests.work", partnership=darlington, by=None, on=today + datetime.timedelta(days=1))
    assert outbox.publish() == 0

    with partnership_scope(darlington):
        outbox.write(task="tests.work", partnership=darlington, by=None, on=today)
    assert outbox.publish() == 1


@pytest.mark.django_db(transaction=True)
def test_only_one_delivery_works_at_a_time(ask):
    job = ask("tests.work")
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [str(job.pk)])

        deliver(job)
        assert look(job)[0].tries == 0

        cursor.execute("SELECT pg_advisory_unlock_all()")
    other.close()
    deliver(job)
    assert look(job)[0].state == "done"
