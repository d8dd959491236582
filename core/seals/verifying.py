"""Whether everything that was sealed stands as it did. Takes time in proportion to what was sealed."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connections, transaction

from core.models import Seal
from core.seals import rows
from core.seals.sealing import hash_of

# The latest link that names a row counts. Only links that remove rows name one again, and those are few.
SEALED = """
WITH removed AS MATERIALIZED (
  SELECT k.key, max(number) AS number FROM core_seal, unnest(keys) AS k (key)
  WHERE "table" = %(table)s AND because <> '' GROUP BY k.key
), w AS MATERIALIZED (
  SELECT s.at, k.key, k.salt, k.digest
  FROM core_seal s, unnest(s.keys, s.salts, s.digests) AS k (key, salt, digest) LEFT JOIN removed r ON r.key = k.key
  WHERE s."table" = %(table)s AND (r.number IS NULL OR r.number = s.number)
    AND (%(columns)s::varchar[] IS NULL OR s.columns = %(columns)s::varchar[])
)
"""
CHANGED = """{sealed}
SELECT w.key, w.at, w.digest = '', t."{key}" IS NULL
FROM w LEFT JOIN "{table}" t ON t."{key}" = w.key::{type}
WHERE CASE WHEN t."{key}" IS NULL THEN w.digest <> '' ELSE w.digest = '' OR w.digest <> {digest} END
ORDER BY w.at, w.key
"""
NEVER_SEALED = """{sealed}
SELECT t."{key}"::text FROM "{table}" t
WHERE NOT EXISTS (SELECT FROM w WHERE w.key = t."{key}"::text)
  AND NOT EXISTS (SELECT FROM core_unsealed u WHERE u."table" = %(table)s AND u.key = t."{key}"::text)
ORDER BY 1
"""


@dataclass(frozen=True)
class Fault:
    """What does not stand as it was sealed, and in which table and row, or in which link of a chain."""

    place: str
    what: str

    def __str__(self):
        return f"{self.place}: {self.what}"


def faults(using: str) -> Iterator[Fault]:
    """Everything that is wrong, the chains' own links first. In one transaction, so that nothing moves meanwhile."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield from _faults_of_links(using)
        for table, model in sorted(rows.sealed_models().items()):
            yield from _faults_of_rows(cursor, using, model, table)


def _faults_of_links(using) -> Iterator[Fault]:
    chain, number, before = None, 0, ""
    for link in Seal.objects.using(using).order_by("chain", "number").iterator(chunk_size=200):
        if link.chain != chain:
            chain, number, before = link.chain, 0, ""
        place = f"chain {link.chain}, link {link.number}"
        if link.number != number + 1:
            yield Fault(place, f"the links before it from {number + 1} on were removed")
        elif link.previous != before:
            yield Fault(place, "it does not follow the link before it, which was replaced")
        if hash_of(link) != link.hash:
            yield Fault(place, f"it was edited; it seals rows of {link.table}")
        number, before = link.number, link.hash


def _faults_of_rows(cursor, using, model, table) -> Iterator[Fault]:
    parts = {"sealed": SEALED, "table": table, "key": rows.key_of(model), "type": rows.type_of_key(model, using)}
    there = set(rows.columns_of(model))
    for columns in _lists_of_columns(using, table):
        if gone := sorted(set(columns) - there):
            yield Fault(table, f"rows sealed with the column {gone[0]} cannot be compared: the table has it no more")
            continue
        cursor.execute(CHANGED.format(**parts, digest=rows.digest_sql(columns)), {"table": table, "columns": columns})
        for key, at, was_removed, is_gone in cursor.fetchall():
            yield Fault(f"{table}, row {key}", _what(was_removed, is_gone, at))
    cursor.execute(NEVER_SEALED.format(**parts), {"table": table, "columns": None})
    for (key,) in cursor.fetchall():
        yield Fault(f"{table}, row {key}", "it was put in past the seal")


def _lists_of_columns(using, table) -> list[list[str]]:
    """A table that got a column is sealed with it from then on."""
    return list(Seal.objects.using(using).filter(table=table).values_list("columns", flat=True).distinct())


def _what(was_removed, is_gone, at) -> str:
    if was_removed:
        return f"it is back after its removal, sealed {at:%-d %B %Y at %H:%M:%S}"
    return f"{'deleted' if is_gone else 'edited'} after it was sealed, {at:%-d %B %Y at %H:%M:%S} UTC"
