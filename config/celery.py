"""The worker. The outbox makes sure that nothing is lost or done twice, so the broker is only a doorbell."""

import os

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.worker_init.connect
def refuse_unsafe_connection(**kwargs):
    """Celery only logs what a receiver raises, so a worker that must not start is ended."""
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 -- settings come first

    from core import checks  # noqa: PLC0415 -- as above

    try:
        checks.refuse_unsafe_connection()
    except ImproperlyConfigured as fault:
        raise SystemExit(str(fault)) from None
