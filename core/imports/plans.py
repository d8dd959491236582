"""Planning an import and doing it: the same pass over the file, without and with writing."""

from django.db import IntegrityError, connection, transaction

from core.db.advisory_locks import advisory_lock
from core.imports import headings
from core.imports.kinds import Kind
from core.imports.previews import Preview
from core.imports.reading import Sheet
from core.imports.traces import voided_by
from core.models import ImportBatch


class RecordsChanged(Exception):
    """The records are no longer as they were when the preview was made. Carries what the import would do now."""

    def __init__(self, preview: Preview):
        super().__init__("Records have changed since the file was checked. Look at what it would do now.")
        self.preview = preview


def plan(partnership, kind: Kind, sheet: Sheet, *, undoes: ImportBatch | None = None) -> Preview:
    """What the sheet would do to the partnership's records, in the open scope. Writes nothing; raises `WrongFile`.

    The file of an undo names the batch that it `undoes`; it can say that there was no value, and have back what that
    batch took back.
    """
    return _pass(partnership, kind, sheet, writes=False, undoes=undoes)


def apply(
    partnership,
    kind: Kind,
    sheet: Sheet,
    *,
    expected: str | None = None,
    undoes: ImportBatch | None = None,
    because: str = "",
) -> Preview:
    """Write the whole sheet, or nothing where a row is wrong: then the preview says so and `is_applied` is False.

    Nothing either while cells are asked about and nobody has said why they are right (`because`).

    Imports of one kind wait for each other, and the records are locked while they are compared. `expected` is the
    fingerprint of the preview that was confirmed; where the import would now do something else, nothing is written
    and `RecordsChanged` is raised with the new preview.
    """
    try:
        with transaction.atomic():
            advisory_lock(f"import/{partnership.pk}/{kind.code}")
            preview = _pass(partnership, kind, sheet, writes=True, undoes=undoes, because=because)
            is_expected = expected in (None, preview.fingerprint)
            if preview.is_fine and is_expected and (because or not preview.asked):
                _check_constraints()
                preview.is_applied = True
            else:
                transaction.set_rollback(True)
    except IntegrityError as error:
        # Somebody added the same record between our look and our write.
        raise RecordsChanged(plan(partnership, kind, sheet, undoes=undoes)) from error
    if not is_expected:
        raise RecordsChanged(preview)
    return preview


def _pass(partnership, kind, sheet, *, writes: bool, undoes, because: str = "") -> Preview:
    expected = kind.headings(undoes=undoes is not None)
    positions = headings.positions(sheet, expected, kind.may_lack)
    facts = {"undoes": undoes, "returns": voided_by(undoes)} if undoes else {}
    rows = kind.resource(partnership, writes=writes, because=because, **facts).take(sheet, positions)
    return Preview(kind, rows, sheet, zip(expected, positions, strict=True))


def _check_constraints() -> None:
    """Ask now, inside the savepoint, what the database would otherwise only say at the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
