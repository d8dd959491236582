"""Messages to workers that no crash can lose: written with the business change, published again until done."""

import datetime

from celery import current_app
from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from core.models import Outbox

BATCH = 50

# The pause doubles five times, to 32 times the first one. The exponent is what is capped: two to the power of a
# week's sends is more than a number of the database can hold.
DUE = """
SELECT id, partnership_id, task, user_id FROM core_outbox
WHERE done_at IS NULL
  AND (not_before IS NULL OR not_before <= now())
  AND (sent_at IS NULL OR sent_at < now() - %s * power(2, least(sends - 1, 5)) * interval '1 second')
ORDER BY created_at LIMIT %s FOR UPDATE SKIP LOCKED
"""
SENT = """
UPDATE core_outbox SET sent_at = clock_timestamp(), sends = least(sends, 32000) + 1 WHERE id = ANY(%s::uuid[])
"""


def write(*, task: str, partnership, by, key=None, on: datetime.date | None = None) -> Outbox:
    """Promise a task in the running transaction, at once or when a day begins. If that rolls back, the promise is
    gone with it."""
    return Outbox.objects.create(
        **({"id": key} if key else {}),
        partnership=partnership,
        task=task,
        user_id=by.pk if by is not None else None,
        not_before=on and timezone.make_aware(datetime.datetime.combine(on, datetime.time.min)),
    )


def publish(using: str = "relay") -> int:
    """Send what is due to the broker, as the relay's role; returns how many. What was sent and is not done is sent
    again after a pause that doubles, so a task must be safe to start twice."""
    with current_app.producer_or_acquire() as producer:
        # Before a row is locked: a job that ends while the broker is away must not wait for us.
        producer.connection.ensure_connection(max_retries=1)
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            cursor.execute(DUE, [settings.RELAY_RESEND_SECONDS, BATCH])
            rows = cursor.fetchall()
            for row in rows:
                _send(producer, *row)
            cursor.execute(SENT, [[str(row[0]) for row in rows]])
    return len(rows)


def _send(producer, key, partnership_id, task, user_id) -> None:
    message = {"key": str(key), "partnership_id": partnership_id, "user_id": user_id and str(user_id)}
    current_app.send_task(task, kwargs=message, task_id=str(key), producer=producer, retry=False)


def close(key) -> bool:
    """Mark a message done, in the transaction of its effect. False if it already was: then change nothing."""
    return bool(Outbox.objects.filter(pk=key, done_at=None).update(done_at=timezone.now()))
