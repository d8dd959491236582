"""Undoing an import by another one: a file of what the records said before it, with a preview of its own.

What somebody has changed since is put back only where the officer says so. Nothing is deleted: a record that the
import added gets a last day where its kind has one, and is taken back where it is a figure (`core.history.voiding`).
"""

import datetime
from dataclasses import dataclass

from django.db import transaction

from core.history.voiding import LONGEST, VoidableModel
from core.imports import batches, exports
from core.imports.columns import NOTHING, VOIDED
from core.imports.traces import Trace, Traces
from core.models import ImportBatch


class NothingToUndo(Exception):
    """The import changed nothing that another one could put back; the text says why."""


@dataclass(frozen=True)
class Undoing:
    """What an undo would do to each record that the import wrote."""

    batch: ImportBatch
    put_back: tuple[Trace, ...]
    conflicts: tuple[Trace, ...]
    as_before: tuple[Trace, ...]
    to_end: tuple[Trace, ...]
    to_void: tuple[Trace, ...]
    to_return: tuple[Trace, ...]
    voided: tuple[Trace, ...]
    staying: tuple[Trace, ...]
    additions: int

    @property
    def is_possible(self) -> bool:
        return bool(self.put_back or self.conflicts or self.to_end or self.to_void or self.to_return)

    @property
    def is_complete(self) -> bool:
        """Whether the records will be as if the import had never been."""
        return not (self.staying or self.additions or self.to_end)


def undoing(batch: ImportBatch) -> Undoing:
    """Compare what a finished import wrote with what the records say now."""
    traces, additions = Traces(batch).all()
    found = [trace for trace in traces if not trace.is_voided]
    changed = [trace for trace in found if not trace.is_new and not trace.is_as_before]
    new = [trace for trace in found if trace.is_new]
    voidable = [trace for trace in new if _may_be_voided(trace.instance)]
    return Undoing(
        batch=batch,
        put_back=tuple(trace for trace in changed if not trace.changed_since),
        conflicts=tuple(trace for trace in [*changed, *voidable] if trace.changed_since),
        as_before=tuple(trace for trace in found if not trace.is_new and trace.is_as_before),
        to_end=tuple(trace for trace in new if _may_end(trace.instance)),
        to_void=tuple(trace for trace in voidable if not trace.changed_since),
        to_return=tuple(trace for trace in traces if trace.is_voided and trace.may_return),
        voided=tuple(trace for trace in traces if trace.is_voided and not trace.may_return),
        staying=tuple(trace for trace in new if not _may_end(trace.instance) and not _may_be_voided(trace.instance)),
        additions=additions,
    )


@transaction.atomic
def undo(*, batch: ImportBatch, by, also: frozenset = frozenset(), last_day: datetime.date) -> ImportBatch:
    """Prepare the import that takes this one back; it waits to be confirmed like any other.

    `also` holds the keys of records that somebody has changed since and that are undone all the same; the new
    records that can end do so on `last_day`, or on the day they start if that is later; new figures are taken
    back, and those that the import took back stand again. Raises `NothingToUndo`.
    """
    if batch.state != ImportBatch.State.DONE:
        raise NothingToUndo("This import was not carried out, so there is nothing to undo.")
    found = undoing(batch)
    wanted = [trace for trace in found.conflicts if trace.instance.pk in also]
    put_back = [*found.put_back, *(trace for trace in wanted if not trace.is_new)]
    to_void = [*found.to_void, *(trace for trace in wanted if trace.is_new)]
    traces = Traces(batch)
    rows = [_row(traces.resource, trace.instance, _before(trace)) for trace in put_back]
    rows += [_row(traces.resource, trace.instance, _end(trace.instance, last_day)) for trace in found.to_end]
    why = {"void_reason": f"The import of {batch.file_name} was undone."[:LONGEST]}
    rows += [_row(traces.resource, trace.instance, why) for trace in to_void]
    rows += [_row(traces.resource, trace.instance, {VOIDED: NOTHING}) for trace in found.to_return]
    if not rows:
        raise NothingToUndo("Nothing is left that another import could put back.")
    return batches.receive(
        partnership=batch.partnership,
        kind=traces.kind,
        name=_name(batch),
        content=exports.as_csv(traces.resource.columns, rows),
        by=by,
        undoes=batch,
    )


def _may_end(instance) -> bool:
    return hasattr(instance, "ends_on") and instance.ends_on is None


def _may_be_voided(instance) -> bool:
    return isinstance(instance, VoidableModel)


def _before(trace: Trace) -> dict[str, str]:
    return {cell.heading: cell.before or NOTHING for cell in trace.cells}


def _end(instance, last_day: datetime.date) -> dict[str, datetime.date]:
    return {"ends_on": max(filter(None, (last_day, instance.starts_on)))}


def _row(resource, instance, values: dict) -> list[str]:
    """The record's key as it is now, and of its other columns only those that the undo changes."""
    finds = {column.heading for column in resource.key_columns} | {
        resource.fields[name].heading for name in resource.also_finds
    }
    row = []
    for column in resource.columns:
        if column.attribute in values:
            row.append(column.text(values[column.attribute]))
        elif column.heading in values:
            row.append(values[column.heading])
        else:
            row.append(column.export(instance) if column.heading in finds else "")
    return row


def _name(batch: ImportBatch) -> str:
    stem = batch.file_name.rsplit(".", 1)[0]
    return f"Undo of {stem[-150:]}.csv"
