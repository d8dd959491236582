"""Change detection: whether a partnership's records have changed. What was counted from them holds until they do.

The history's trigger notes each transaction that changes a record (`app.name_author`). Whoever counts keeps what
`seen` gives before they begin; `unchanged` compares that with what has been committed since, to the transaction, so
nothing is missed of what ran at the same time.
"""

from collections.abc import Sequence

from django.db import connection

# Seconds after which it is counted anew whatever has changed: rules, catalogues and the portal itself leave no note.
LASTS = 60 * 60


def seen() -> str:
    """What the running block can see; nothing where it has changed records itself, so that it must not be kept."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text WHERE pg_current_xact_id_if_assigned() IS NULL")
        found = cursor.fetchone()
    return found[0] if found else ""


def unchanged(partnership, kept: Sequence[str]) -> list[bool]:
    """For each of what `seen` gave, whether no record of the partnership has changed since; one query for all."""
    if not kept:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT NOT app.changed_since(%s, at_first) "
            "FROM unnest(%s::pg_snapshot[]) WITH ORDINALITY AS kept (at_first, place) ORDER BY place",
            [partnership.pk, list(kept)],
        )
        return [is_unchanged for (is_unchanged,) in cursor.fetchall()]


def forget() -> None:
    """Remove notes that are older than anything that may still be compared with them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.forget_changes()")
