from celery import shared_task
from django.contrib.auth import get_user_model
from django.utils import timezone

from core.db.tenancy import partnership_scope
from core.jobs import alone, outbox
from core.models import Partnership


@shared_task(name="partnership.take_names", soft_time_limit=60, time_limit=70)
def take_names(*, key, partnership_id, user_id):
    """Let the agencies of a partnership bear the names that begin today. It is no job: nobody waits for it."""
    from partnership.services import names  # noqa: PLC0415 -- tasks are leaves

    partnership = Partnership.objects.get(pk=partnership_id)
    by = get_user_model().objects.filter(pk=user_id).first() if user_id else None
    with alone(key) as is_alone, partnership_scope(partnership, by=by):
        if is_alone and outbox.close(key) and not partnership.is_closed:
            names.take(on=timezone.localdate())
