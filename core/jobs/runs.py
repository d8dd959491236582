"""Long tasks: a row that people can watch, a message that cannot be lost, an effect that happens once.

A job is declared with `@job(...)`, asked for with `ask(...)` inside the business transaction, and run by a worker.
Its body works in short transactions, `with run.step("Reading the records", 10):`, and puts the effect in the last
one, `with run.last_step("Keeping the edition"):`, which also closes the outbox row. A worker killed anywhere before
that leaves a job that the relay sends again; one killed after it leaves a job that is done. What the body raises puts
the job back in the queue, `CannotDo` ends it.
"""

import logging
from contextlib import contextmanager

from celery import shared_task
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from core.db.tenancy import partnership_scope
from core.jobs import outbox
from core.models import Job, Outbox, Partnership

log = logging.getLogger(__name__)
MOST_TRIES = 5
TRIED_TOO_OFTEN = f"It was tried {MOST_TRIES} times and did not finish."
WILL_BE_TRIED_AGAIN = "It was stopped by an error and will be tried again."


class CannotDo(Exception):
    """A job cannot be done and trying again will not help. The text is shown to the person who asked."""


class AlreadyDone(Exception):
    """Another delivery finished the job; this one must leave without a trace."""


def ask(task: str, *, partnership, by, subject=None) -> Job:
    """Queue a job in the running transaction and return its row."""
    job = Job.objects.create(
        partnership=partnership,
        kind=task,
        subject_id=subject.pk if subject is not None else None,
        asked_by=by,
    )
    outbox.write(task=task, partnership=partnership, by=by, key=job.pk)
    return job


def waiting(task: str, subject) -> Job | None:
    """The job that will do this and has not begun, if there is one."""
    return Job.objects.filter(kind=task, subject_id=subject.pk, state=Job.State.QUEUED).first()


def job(task: str, *, seconds: int = 180):
    """Declare the body of a job: a function of a `Run`. It is stopped after that many seconds and tried again."""

    def declare(body):
        @shared_task(name=task, soft_time_limit=seconds, time_limit=seconds + 10)
        def deliver(*, key, partnership_id, user_id):
            with alone(key) as is_alone:
                if is_alone:
                    _run(task, body, key, partnership_id, user_id)

        return deliver

    return declare


class Run:
    """One delivery of a job."""

    def __init__(self, task, key, partnership, user):
        self.task, self.key, self.partnership, self.user = task, key, partnership, user
        self.is_over = False
        self.result = ""

    @contextmanager
    def step(self, name: str, percent: int):
        """Say what happens now, then do it in one transaction of the job's partnership."""
        self.say(name, percent)
        with self._scope():
            yield

    @contextmanager
    def last_step(self, name: str):
        """As `step`; the effect, the job's end and the outbox row are one transaction."""
        self.say(name, 95)
        with self._scope():
            yield
            if not outbox.close(self.key):
                raise AlreadyDone
            self._end(Job.State.DONE, message=self.result, step=name, percent=100)

    def say(self, name: str, percent: int) -> None:
        """Show progress, in a transaction of its own so that it is seen at once."""
        with self._scope():
            shown = {"step": name, "percent": percent, "state": Job.State.RUNNING, "message": ""}
            if not self._open_job().update(**shown):
                raise AlreadyDone

    def tell(self, message: str) -> None:
        """A sentence about the result, for when the job is done."""
        self.result = message

    def subject_id(self):
        with self._scope():
            return self._job().values_list("subject_id", flat=True).get()

    def begin(self) -> bool:
        """Count the try. False if there is nothing to do: done, tried too often, or not what the outbox promises."""
        with self._scope():
            promised = Outbox.objects.filter(pk=self.key, done_at=None, task=self.task, user_id=_id(self.user))
            if not promised.select_for_update().exists():
                return False
            row = self._job().select_for_update().get()
            if refusal := self._refusal(row):
                self._end(Job.State.FAILED, message=refusal)
                outbox.close(self.key)
                return False
            self._job().update(tries=row.tries + 1)
            return True

    def _refusal(self, row) -> str:
        if row.tries >= MOST_TRIES:
            return TRIED_TOO_OFTEN
        return "The partnership is closed." if self.partnership.is_closed else ""

    def fail(self, message: str) -> None:
        with self._scope():
            if outbox.close(self.key):
                self._end(Job.State.FAILED, message=message)

    def put_back(self) -> None:
        """After an error: say so, and wait for the relay to send it again, unless this was the last try."""
        with self._scope():
            has_tries_left = self._open_job().filter(tries__lt=MOST_TRIES).exists()
            if has_tries_left:
                self._open_job().update(state=Job.State.QUEUED, step="", percent=0, message=WILL_BE_TRIED_AGAIN)
        if not has_tries_left:
            self.fail(TRIED_TOO_OFTEN)

    def _end(self, state, message="", **fields) -> None:
        self.is_over = True
        self._job().update(state=state, message=message, finished_at=timezone.now(), **fields)

    def _job(self):
        return Job.objects.filter(pk=self.key)

    def _open_job(self):
        return self._job().filter(finished_at=None)

    def _scope(self):
        return partnership_scope(self.partnership, by=self.user)


def _run(task, body, key, partnership_id, user_id) -> None:
    partnership = Partnership.objects.get(pk=partnership_id)
    user = get_user_model().objects.filter(pk=user_id).first() if user_id else None
    run = Run(task, key, partnership, user)
    if not run.begin():
        return
    try:
        body(run)
        if not run.is_over:
            raise RuntimeError(f"{task} ended without a last step.")
    except CannotDo as reason:
        run.fail(str(reason))
    except AlreadyDone:
        log.info("Job %s was finished by another delivery.", key)
    except Exception:
        run.put_back()
        raise


def _id(user):
    return user.pk if user is not None else None


@contextmanager
def alone(key):
    """Whether this delivery is the only one at work on the job. The lock goes with the worker if it is killed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [str(key)])
        is_alone = cursor.fetchone()[0]
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [str(key)])
