"""Setting aside what is late or has no day and will not be done, with a reason, and taking it up again."""

from django.db import transaction
from django.utils import timezone

from core.dashboard.overview import Duty
from core.models import SetAside


@transaction.atomic
def set_aside(*, partnership, duty: Duty, reason: str, by) -> SetAside:
    """Keep why a duty is not done. Where somebody was quicker, theirs stands and is returned."""
    said = {"title": duty.title[:500], "reason": reason, "set_aside_by": by}
    found, _ = SetAside.objects.get_or_create(partnership=partnership, duty=duty.key, taken_up_at=None, defaults=said)
    return found


@transaction.atomic
def take_up(*, key: str, by) -> bool:
    """Let a duty be late again; False where it is not set aside any more."""
    found = SetAside.objects.still_aside().select_for_update(of=("self",)).filter(duty=key).first()
    if found is None:
        return False
    found.taken_up_by, found.taken_up_at = by, timezone.now()
    found.save(update_fields=["taken_up_by", "taken_up_at"])
    return True
