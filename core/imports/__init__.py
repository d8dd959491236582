"""Records in and out as CSV and XLSX.
Lists as files are in `core.lists`, the writing of spreadsheets in `core.files`.

A file is read as a table of text (`reading`), its columns are found by their headings (`headings`), each row is
compared with the partnership's records (`records`), and the result is a preview (`previews`). Confirming goes through
the file once more, under a lock, and writes all of it or nothing (`plans`). Pages, the job and `manage.py
import_records` all do the same.

Who gets what out: an export holds the figures as they are for people who may import, because they keep those records;
for everybody else figures that may identify somebody are suppressed (`exports`).
"""

from pathlib import Path

from core.db.tenancy import partnership_scope
from core.imports import reading
from core.imports.kinds import Kind, UnknownKind, kind_named, kinds, register
from core.imports.plans import RecordsChanged, apply, plan
from core.imports.previews import Preview
from core.imports.problems import WrongFile

__all__ = [
    "Kind",
    "Preview",
    "RecordsChanged",
    "UnknownKind",
    "WrongFile",
    "apply",
    "import_file",
    "kind_named",
    "kinds",
    "plan",
    "register",
]


def import_file(
    partnership, kind: str, file: Path | str | bytes, *, by=None, confirm: bool = True, because: str = ""
) -> Preview:
    """Check a file against a partnership's records and, with `confirm`, write it: all of it, or nothing.

    Where cells are asked about, `because` says why they are right; without it nothing is written.

    Opens the scope itself. Raises `UnknownKind` and, for a file that is no table of this kind, `WrongFile`; rows that
    are wrong are in the preview.
    """
    kind = kind_named(kind)
    content = file if isinstance(file, bytes) else _content(Path(file))
    name = Path(file).name if not isinstance(file, bytes) else ".xlsx" if content[:2] == b"PK" else ".csv"
    sheet = reading.read(name, content)
    with partnership_scope(partnership, by=by):
        return apply(partnership, kind, sheet, because=because) if confirm else plan(partnership, kind, sheet)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WrongFile(f"{path} cannot be read: {error.strerror}.") from error
