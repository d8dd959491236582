"""Jobs for the tests, run by a real worker: `celery … --include tests.core.job_bodies`."""

import time
import uuid
from pathlib import Path

from django.conf import settings

from core.jobs import CannotDo, job
from partnership.models import Income


def gate(key) -> Path:
    """A job that waits goes on once this file is there."""
    return Path(settings.MEDIA_ROOT, f"{key}.go")


def leave_a_mark(run):
    """The effect, told apart however often it happens."""
    Income.objects.create(partnership=run.partnership, year="2019-20", item=f"{run.key} {uuid.uuid4()}", amount=1)


@job("tests.wait")
def wait(run):
    with run.step("Waiting at the gate", 40):
        pass
    while not gate(run.key).exists():
        time.sleep(0.02)
    with run.last_step("Leaving a mark"):
        leave_a_mark(run)


@job("tests.work")
def work(run):
    with run.last_step("Leaving a mark"):
        leave_a_mark(run)


@job("tests.slow", seconds=1)
def slow(run):
    run.say("Taking too long", 10)
    time.sleep(30)


@job("tests.cannot")
def cannot(run):
    with run.step("Looking for the figures", 10):
        leave_a_mark(run)
        raise CannotDo("Section 3 has no figures for 2019-20.")


@job("tests.poison")
def poison(run):
    with run.last_step("Leaving a mark"):
        leave_a_mark(run)
        raise ZeroDivisionError("the detail that nobody should see")


@job("tests.unfinished")
def unfinished(run):
    run.say("Forgetting the last step", 10)
