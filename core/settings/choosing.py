"""Setting something: a row that says what, from when, by whom and why. Nothing is changed, only followed."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from core.db.advisory_locks import advisory_lock
from core.db.tenancy import current_scope
from core.history.revisions import Stale
from core.models import Override, Partnership, PublicValue
from core.settings import public
from core.settings.registry import Effect, named
from core.settings.values import history


class ReasonMissing(Exception):
    """A choice says why it was made."""


class NotAllowed(Exception):
    """The value is none that the setting can have; the text says why."""


@transaction.atomic
def choose(
    *,
    partnership: Partnership,
    key: str,
    value,
    reason: str,
    by,
    from_on: datetime.date | None = None,
    seen: int | None = None,
) -> Override:
    """Set something from a day on, today unless told otherwise; None restores the default that the portal ships.

    `seen` is how many choices there were when the person looked: where there are more now, raises `Stale` and changes
    nothing. Choices of one setting wait for each other, so of two at once the second one is stale.
    """
    preference = named(key)
    if not reason.strip():
        raise ReasonMissing("Say why.")
    day = timezone.localdate() if preference.effect == Effect.AT_ONCE or from_on is None else from_on
    value = None if value is None else _checked(partnership, preference, value)
    advisory_lock(f"preferences/{partnership.pk}/{key}")
    made = list(history(partnership, key))
    if seen is not None and len(made) > seen:
        raise Stale("Somebody else has changed this setting since you opened it.", made[0])
    # Not the moment of the transaction, which may have begun before somebody else's choice was made.
    told = {"partnership": partnership, "key": key, "value": value, "from_on": day, "made_at": timezone.now()}
    choice = Override.objects.create(reason=reason.strip(), made_by=by, **told)
    if preference.is_public:
        PublicValue.objects.create(**told)
    current_scope().memo.pop(("preferences", partnership.pk), None)
    public.forget(partnership)
    return choice


def _checked(partnership, preference, value):
    """The value as the setting's field understands it; raises `NotAllowed`."""
    try:
        return preference.field(partnership).clean(value)
    except ValidationError as error:
        raise NotAllowed(" ".join(error.messages)) from error
