"""Which category of a table is all of the others together: `assurance/catalogue/wholes.toml`."""

import tomllib
from functools import cache, lru_cache
from pathlib import Path

from core.folding import fold
from core.units import units

FILE = Path(__file__).parent / "catalogue" / "wholes.toml"


@lru_cache(maxsize=5000)
def names_the_whole(category: str) -> bool:
    """Whether somebody calls all of it so: “Total”, “All”, “All children”. No category at all is the whole as well."""
    return not category or fold(category) in _names()


@cache
def _names() -> frozenset[str]:
    names = [fold(name) for name in tomllib.loads(FILE.read_text())["names"]]
    counted = {
        fold(word) for unit in units().values() if unit.is_count for word in (unit.code, unit.name, *unit.spellings)
    }
    return frozenset([*names, *(f"{name} {word}" for name in names for word in counted)])
