"""Which category of a table is all of the others together: `assurance/catalogue/wholes.toml`."""

import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from core.folding import fold
from core.units import units

FILE = Path(__file__).parent / "catalogue" / "wholes.toml"


@lru_cache(maxsize=5000)
def names_the_whole(category: str) -> bool:
    """Whether somebody calls all of it so: “Total”, “All”, “All children”. No category at all is the whole as well."""
    return not category or fold(category) in _names()


def parts_and_wholes(rows: Iterable) -> tuple[list, list]:
    """The rows that are parts of something, and those of all parts together; where no part is told, all are told."""
    rows = list(rows)
    parts = [row for row in rows if not row.is_whole]
    return (parts, [row for row in rows if row.is_whole]) if parts else (rows, [])


@cache
def _names() -> frozenset[str]:
    names = [fold(name) for name in tomllib.loads(FILE.read_text())["names"]]
    counted = {
        fold(word) for unit in units().values() if unit.is_count for word in (unit.code, unit.name, *unit.spellings)
    }
    return frozenset([*names, *(f"{name} {word}" for name in names for word in counted)])
