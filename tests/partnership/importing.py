"""Files for the tests of imports, written the short way."""

import csv
import io

from core.imports import import_file, kind_named


def file_of(kind, *rows) -> bytes:
    """A CSV file of the kind; each row is a dict by heading, and the headings that it leaves out are empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, kind_named(kind).headings())
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def bring(partnership, kind, *rows, confirm=True, because=""):
    return import_file(partnership, kind, file_of(kind, *rows), confirm=confirm, because=because)


def agencies(partnership, *names):
    assert bring(partnership, "agencies", *({"Agency": name} for name in names)).is_applied


def groups(partnership, *names):
    assert bring(partnership, "groups", *({"Group": name} for name in names)).is_applied


def states(preview):
    return [row.state for row in preview.rows]
