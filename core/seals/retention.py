"""How long a log is kept, as data: `core/catalogue/retention.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import connections

from core.seals import rows, sealing

FILE = Path(__file__).parents[1] / "catalogue" / "retention.toml"
BATCH = 1000
# What waits to be sealed goes another day.
OLD = """
SELECT "{key}"::text FROM "{table}" t WHERE at < now() - make_interval(months => %s)
  AND NOT EXISTS (SELECT FROM core_unsealed u WHERE u."table" = '{table}' AND u.key = t."{key}"::text)
ORDER BY at LIMIT %s
"""


@dataclass(frozen=True)
class Keep:
    """One rule: which log of no partnership, for how many months, and who says so."""

    table: str
    months: int
    edition: str
    source: str
    because: str


@cache
def rules() -> tuple[Keep, ...]:
    return tuple(Keep(**rule) for rule in tomllib.loads(FILE.read_text())["keep"])


def months_kept(table: str) -> int:
    """For how many months a log is kept."""
    return next(rule.months for rule in rules() if rule.table == table)


def remove_old(using: str = "sealer") -> int:
    """Remove what is older than its rule says; returns how many rows."""
    return sum(_remove(using, rule) for rule in rules())


def _remove(using, rule: Keep) -> int:
    model, removed = rows.sealed_models()[rule.table], 0
    while keys := _old(using, model, rule):
        sealing.remove(using, model, sealing.SHARED, keys, rule.because)
        removed += len(keys)
    return removed


def _old(using, model, rule) -> list[str]:
    with connections[using].cursor() as cursor:
        cursor.execute(OLD.format(key=rows.key_of(model), table=rule.table), [rule.months, BATCH])
        return [key for (key,) in cursor.fetchall()]
