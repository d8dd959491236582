"""Voiding: rows that were entered by mistake count nowhere any more and stay in their history, with the reason."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db import models, transaction

from core.db.tenancy import ScopedManager, TenantModel
from core.history.revisions import locked
from core.registry import Registry, dotted

LONGEST = 300


class NotVoidedManager(ScopedManager):
    """Rows of the current scope that nobody has voided."""

    def _scoped(self):
        return super()._scoped().filter(void_reason="")


class VoidableModel(TenantModel):
    """A row without dates that may be voided: `void_reason` says why, and is empty while the row stands. Pages say
    “taken back”.

    Every list, sum, export and report reads `objects` and so passes by what was voided; `with_voided` has it too.
    The row's values may be entered again in another row, so a constraint that something is there once needs
    `condition=NOT_VOIDED`.
    """

    void_reason = models.CharField(max_length=LONGEST, blank=True, default="", editable=False)

    objects = NotVoidedManager()
    with_voided = ScopedManager()

    class Meta:
        abstract = True


NOT_VOIDED = models.Q(void_reason="")


class Lack(NamedTuple):
    """Something that the records cannot give any more, in a sentence, and where it is settled."""

    text: str
    href: str


Look = Callable[[object], Iterable[Lack]]
_looks: Registry[str, Look] = Registry("looks for what is lacking")


def lacks(look: Look) -> Look:
    """Registers `look(partnership)`, which tells what an app lacks from the records as they stand."""
    _looks[dotted(look)] = look
    return look


def lacking_without(record: VoidableModel) -> list[Lack]:
    """What would be lacking if the record were voided. Writes nothing that stays."""
    before = _lacking(record.partnership)
    with transaction.atomic():
        void(record=record, because="asked", by=None)
        after = _lacking(record.partnership)
        transaction.set_rollback(True)
    return [lack for lack in after if lack not in before]


@transaction.atomic
def void(*, record: VoidableModel, because: str, by) -> VoidableModel:
    """Void a row for a reason. Locks it; raises its `DoesNotExist` where somebody was quicker."""
    now = locked(record)
    now.void_reason = because
    now.save(update_fields=["void_reason"])
    return now


def _lacking(partnership) -> list[Lack]:
    return [lack for look in _looks.values() for lack in look(partnership)]
