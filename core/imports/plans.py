"""Planning an import and doing it: the same pass over the file, without and with writing."""

from django.db import IntegrityError, connection, transaction

from core.imports import headings, reading
from core.imports.kinds import Kind
from core.imports.previews import Preview


class RecordsChanged(Exception):
    """The records are no longer as they were when the preview was made. Carries what the import would do now."""

    def __init__(self, preview: Preview):
        super().__init__("Records have changed since the file was checked.")
        self.preview = preview


def plan(partnership, kind: Kind, *, name: str, content: bytes, progress=None) -> Preview:
    """What the file would do to the partnership's records, in the open scope. Writes nothing; raises `WrongFile`."""
    return _pass(partnership, kind, name, content, writes=False, progress=progress)


def apply(partnership, kind: Kind, *, name: str, content: bytes, expected: str | None = None, progress=None) -> Preview:
    """Write the whole file, or nothing where a row is wrong: then the preview says so and `is_applied` is False.

    Imports of one kind wait for each other, and the records are locked while they are compared. `expected` is the
    fingerprint of the preview that was confirmed; where the import would now do something else, nothing is written
    and `RecordsChanged` is raised with the new preview.
    """
    try:
        with transaction.atomic():
            _wait_for_others(partnership, kind)
            preview = _pass(partnership, kind, name, content, writes=True, progress=progress)
            if not preview.is_fine or expected not in (None, preview.fingerprint):
                transaction.set_rollback(True)
            else:
                _check_constraints()
                preview.is_applied = True
    except IntegrityError as error:
        # Somebody added the same record between our look and our write.
        raise RecordsChanged(plan(partnership, kind, name=name, content=content)) from error
    if expected not in (None, preview.fingerprint):
        raise RecordsChanged(preview)
    return preview


def _pass(partnership, kind, name, content, *, writes, progress) -> Preview:
    sheet = reading.read(name, content)
    positions = headings.positions(sheet, kind.headings())
    rows = kind.resource(partnership, writes=writes, progress=progress).take(sheet, positions)
    return Preview(kind, rows, notes=sheet.notes)


def _wait_for_others(partnership, kind) -> None:
    with connection.cursor() as cursor:
        key = f"import/{partnership.pk}/{kind.code}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def _check_constraints() -> None:
    """Ask now, inside the savepoint, what the database would otherwise only say at the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
