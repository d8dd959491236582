"""What an import wrote, read back from the history, beside what the records said before and what they say now.

A batch is closed in the transaction that writes its records, so its own event bears the same stamp as theirs:
moment, author and transaction (ADR 0010).
"""

from dataclasses import dataclass

from django.db.models import F, Func, IntegerField, Subquery

from core.history.voiding import VoidableModel
from core.imports.columns import Column, ListColumn
from core.imports.kinds import kind_named
from core.models import ImportBatch


@dataclass(frozen=True)
class Cell:
    """One value of one record: before the import, as the import wrote it, and as it is now."""

    column: Column
    before: str
    wrote: str
    now: str

    @property
    def heading(self) -> str:
        return self.column.heading

    @property
    def changed_since(self) -> bool:
        return self.now != self.wrote


@dataclass(frozen=True)
class Trace:
    """What an import did to one record. The cells of a new record are those that somebody has changed since."""

    instance: object
    label: str
    is_new: bool
    cells: tuple[Cell, ...] = ()

    @property
    def changed_since(self) -> bool:
        """Whether somebody has changed since what the import wrote."""
        return any(cell.changed_since for cell in self.cells)

    @property
    def is_voided(self) -> bool:
        return bool(getattr(self.instance, "void_reason", ""))

    @property
    def may_return(self) -> bool:
        """Whether the import took it back, and nobody has taken it back for another reason since."""
        return any(cell.column.attribute == "void_reason" and cell.wrote == cell.now != "" for cell in self.cells)

    @property
    def is_as_before(self) -> bool:
        return all(cell.now == cell.before for cell in self.cells)


class Traces:
    """Everything that one batch wrote, in the order in which it was written. Fits a `Paginator`.

    Reads only the records that are asked for: three queries and one for each directory of names.
    """

    def __init__(self, batch: ImportBatch):
        self.batch, self.kind = batch, kind_named(batch.kind)
        self.resource = self.kind.resource(batch.partnership, may_empty=True)
        self._events = written(self.kind.model, batch).order_by("pgh_id")

    def __len__(self) -> int:
        return self.batch.new + self.batch.changed

    def __getitem__(self, part: slice) -> list[Trace]:
        return self._told(list(self._events[part]))

    def all(self) -> tuple[list[Trace], int]:
        """Every trace, and how many entries of lists (other names, agencies that it follows) the import added."""
        lists = {column.through for column in self.resource.columns if isinstance(column, ListColumn)}
        counts = [written(model, self.batch).order_by() for model in lists]
        added = {f"added_{place}": _count_of(events) for place, events in enumerate(counts)}
        events = list(self._events.annotate(**added))
        if not events:
            return [], sum(events.count() for events in counts)
        return self._told(events), sum(getattr(events[0], name) for name in added)

    def _told(self, events: list) -> list[Trace]:
        ids = [event.id for event in events]
        now = getattr(self.kind.model, "with_voided", self.kind.model.objects).in_bulk(ids)
        changed = [event for event in events if event.pgh_label == "update"]
        before = _states_before(self.kind.model, changed)
        if told := [*changed, *(one for one in events if one not in changed and self._differing(one, now[one.id]))]:
            self.resource.remember([*told, *before.values(), *(now[event.id] for event in told)])
        return [self._trace(event, before.get(event.id), now[event.id]) for event in events]

    def _trace(self, event, before, instance) -> Trace:
        label = ", ".join(filter(None, (column.export(instance) for column in self.resource.key_columns)))
        if before is None:
            since = [
                Cell(column, "", *(column.text(column.current(one)) for one in (event, instance)))
                for column in self._differing(event, instance)
            ]
            return Trace(instance, label, is_new=True, cells=tuple(since))
        cells = (
            Cell(column, *(column.text(column.current(one)) for one in (before, event, instance)))
            for column in self._differing(before, event)
        )
        return Trace(instance, label, is_new=False, cells=tuple(cells))

    def _differing(self, one, other) -> list[Column]:
        """The columns in which two states of a record differ, but for lists."""
        columns = [column for column in self.resource.columns if not isinstance(column, ListColumn)]
        return [column for column in columns if column.kept(one) != column.kept(other)]


def voided_by(batch: ImportBatch) -> frozenset:
    """The ids of the records that a batch took back."""
    model = kind_named(batch.kind).model
    if not issubclass(model, VoidableModel):
        return frozenset()
    return frozenset(written(model, batch).exclude(void_reason="").values_list("id", flat=True))


def _history(model):
    return model._meta.get_field("events").related_model.objects


def written(model, batch: ImportBatch):
    """Events of the transaction that closed the batch: they have its moment, author and transaction in common."""
    closing = _history(ImportBatch).filter(id=batch.pk, state=ImportBatch.State.DONE).order_by("pgh_id")
    return _history(model).filter(
        pgh_created_at=Subquery(closing.values("pgh_created_at")[:1]),
        pgh_context=Subquery(closing.values("pgh_context")[:1]),
    )


def _count_of(events):
    """How many they are, as a part of another query."""
    counted = events.annotate(all=Func(F("pgh_id"), function="COUNT")).values("all")
    return Subquery(counted, output_field=IntegerField())


def _states_before(model, events: list) -> dict:
    """What each record said before its event, by the record's id; one query."""
    if not events:
        return {}
    first = {event.id: event.pgh_id for event in events}
    earlier = _history(model).filter(id__in=first, pgh_id__lt=max(first.values()))
    found = {}
    for event in earlier.order_by("pgh_id").iterator(chunk_size=2000):
        if event.pgh_id < first[event.id]:
            found[event.id] = event
    return found
