"""Sealing: what waits gets a digest each, and a link a chain and table."""

import hashlib
import json
import secrets
from collections import defaultdict
from datetime import UTC

from django.db import OperationalError, connections, transaction
from psycopg2.errors import LockNotAvailable

from core.models import Seal
from core.seals import rows

BATCH = 1000
# The chain of what belongs to no partnership.
SHARED = 0
# One sealer at a time, by the first link. The application has no right on it and cannot hold it against the sealer.
ALONE = "SELECT FROM core_seal ORDER BY id LIMIT 1 FOR UPDATE"
TAKE = """
DELETE FROM core_unsealed WHERE id IN (SELECT id FROM core_unsealed ORDER BY id LIMIT %s)
RETURNING chain, "table", key
"""
DELETE = 'DELETE FROM "{table}" WHERE "{key}"::text = ANY (%s)'
EMPTY_SALTS = """
UPDATE core_seal SET salts = ARRAY(
  SELECT CASE WHEN key = ANY (%s) THEN '' ELSE salt END
  FROM unnest(keys, salts) WITH ORDINALITY AS k (key, salt, place) ORDER BY place)
WHERE "table" = %s AND keys && %s::varchar[]
"""


def seal(using: str = "sealer") -> int:
    """Seal one batch of what waits; returns how many rows. Of several sealers at once, one does it."""
    try:
        return _seal(using)
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            return 0
        raise


def _seal(using: str) -> int:
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(f"{ALONE} NOWAIT")
        cursor.execute(TAKE, [BATCH])
        waiting = defaultdict(list)
        for chain, table, key in cursor.fetchall():
            waiting[chain, table].append(key)
        for (chain, table), keys in sorted(waiting.items()):
            _seal_rows(cursor, using, chain, table, sorted(set(keys)))
    return sum(map(len, waiting.values()))


def remove(using: str, model, chain: int, keys: list[str], because: str) -> None:
    """Remove rows for a reason. The chain stays whole: it says that they were there, and tells nothing of them."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(ALONE)
        table, key = model._meta.db_table, rows.key_of(model)
        cursor.execute(DELETE.format(table=table, key=key), [keys])
        cursor.execute(EMPTY_SALTS, [keys, table, keys])
        nothing = [""] * len(keys)
        _link(using, chain, model, keys, nothing, nothing, because)


def _seal_rows(cursor, using, chain, table, keys) -> None:
    model = rows.sealed_models().get(table)
    if model is None:  # a table that has gone since
        return
    salts = [secrets.token_hex(16) for _ in keys]
    found = rows.digests(cursor, using, model, keys, salts)
    _link(using, chain, model, keys, salts, [found[key] for key in keys])


def _link(using, chain, model, keys, salts, digests, because="") -> None:
    before = Seal.objects.using(using).filter(chain=chain).order_by("-number").first()
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT now()")
        at = cursor.fetchone()[0]
    link = Seal(
        chain=chain,
        number=before.number + 1 if before else 1,
        at=at,
        table=model._meta.db_table,
        columns=rows.columns_of(model),
        keys=keys,
        salts=salts,
        digests=digests,
        because=because,
        previous=before.hash if before else "",
    )
    link.hash = hash_of(link)
    link.save(using=using, force_insert=True)


def hash_of(link: Seal) -> str:
    """Over all that the link says but the salts, and so over the link before."""
    at = link.at.astimezone(UTC).isoformat(timespec="microseconds")
    said = [link.chain, link.number, at, link.table, link.columns, link.keys, link.digests, link.because, link.previous]
    return hashlib.sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()
