"""Rows that were entered by mistake are taken back: they count nowhere any more and stay in their history, with why."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db import models, transaction

from core.db.tenancy import ScopedManager, TenantModel
from core.history.revisions import locked

LONGEST = 300


class StandingManager(ScopedManager):
    """Rows of the current scope that nobody has taken back."""

    def get_queryset(self):
        return super().get_queryset().filter(taken_back="")


class TakenBackModel(TenantModel):
    """A row without dates that may be taken back: `taken_back` says why, and is empty while the row stands.

    Every list, sum, export and report reads `objects` and so passes by what was taken back; `everything` has it too.
    The row's values may be entered again in another row, so a constraint that something is there once needs
    `condition=STANDS`.
    """

    taken_back = models.CharField(max_length=LONGEST, blank=True, default="", editable=False)

    objects = StandingManager()
    everything = ScopedManager()

    class Meta:
        abstract = True


STANDS = models.Q(taken_back="")


class Lack(NamedTuple):
    """Something that the records cannot give any more, in a sentence, and where it is settled."""

    text: str
    href: str


Look = Callable[[object], Iterable[Lack]]
_looks: dict[str, Look] = {}


def lacks(look: Look) -> Look:
    """Registers `look(partnership)`, which tells what an app lacks from the records as they stand."""
    _looks[f"{look.__module__}.{look.__name__}"] = look
    return look


def lacking_without(record: TakenBackModel) -> list[Lack]:
    """What would be lacking if the record were taken back. Writes nothing that stays."""
    before = _lacking(record.partnership)
    with transaction.atomic():
        take_back(record=record, because="asked", by=None)
        after = _lacking(record.partnership)
        transaction.set_rollback(True)
    return [lack for lack in after if lack not in before]


@transaction.atomic
def take_back(*, record: TakenBackModel, because: str, by) -> TakenBackModel:
    """Take a row back for a reason. Locks it; raises its `DoesNotExist` where somebody was quicker."""
    now = locked(record)
    now.taken_back = because
    now.save(update_fields=["taken_back"])
    return now


def _lacking(partnership) -> list[Lack]:
    return [lack for look in _looks.values() for lack in look(partnership)]
