"""Mails for the tests, written by a real worker: `celery … --include tests.core.mail_bodies`."""

import time
from pathlib import Path

from django.conf import settings

from core.jobs import mails
from core.models import Job


def gate(name) -> Path:
    return Path(settings.MEDIA_ROOT, f"{name}.mail")


@mails.mail("tests.hello")
def hello(row):
    return mails.Message("Tell us\nabout it", f"It takes 5 minutes: {mails.absolute('home')}")


@mails.mail("tests.slow")
def slow(row):
    """Waits at the gate, so that the worker can be killed meanwhile."""
    gate(f"{row.pk}-begun").touch()
    while not gate(row.pk).exists():
        time.sleep(0.02)
    return hello(row)


@mails.mail("tests.about_a_job")
def about_a_job(row):
    """Nothing to say once the job is over."""
    job = Job.objects.get(pk=row.subject_id)
    return None if job.is_over else hello(row)


@mails.mail("tests.broken")
def broken(row):
    raise ZeroDivisionError("the detail that nobody should see")
