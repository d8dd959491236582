"""Which category of a table is all of the others together: `indicators/catalogue/wholes.toml`."""

import re
import tomllib
from collections.abc import Iterable
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path

from core.formatting.folding import fold
from core.formatting.units import units

FILE = Path(__file__).parent / "catalogue" / "wholes.toml"
IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
# Some, and of how many.
Terms = tuple[Decimal | None, Decimal | None]
SIGNS = " :.,;*†‡#-="


@lru_cache(maxsize=5000)
def names_the_whole(category: str) -> bool:
    """Whether somebody calls all of it so: “Total:”, “All ages”, “Total (all children)”. No category at all is the
    whole as well; “Total (boys)” is a part."""
    if not category:
        return True
    folded = fold(category)
    outside = _bare(IN_BRACKETS.sub(" ", folded))
    return outside in _names() and all(map(_says_no_part, IN_BRACKETS.findall(folded)))


def counts_something_else(category: str) -> bool:
    """Whether a category is no part of the total beside which it stands: the children whom incidents involve."""
    return _bare(fold(category)) in _beside()


def _bare(text: str) -> str:
    return " ".join(text.split()).strip(SIGNS)


def _says_no_part(note: str) -> bool:
    """Whether what stands in brackets is a unit, the whole once more, or a mark such as “1” and “n = 60”."""
    note = _bare(note)
    return note in _names() or note in _counted() or len(re.findall(r"[^\W\d_]", note)) <= 1


def parts_and_wholes(rows: Iterable) -> tuple[list, list]:
    """The rows that are parts of something, and those of all parts together; where no part is told, all are told."""
    rows = list(rows)
    parts = [row for row in rows if not row.is_whole]
    return (parts, [row for row in rows if row.is_whole]) if parts else (rows, [])


def are_of_one_whole(terms: Iterable[Terms]) -> bool:
    """Whether shares that were counted so, each some of a whole, may be the parts of one. Not 20 of 40 boys and 30
    of 60 girls; nor 10 of 100 boys and 12 of 100 girls, for of one hundred they would not be all there are."""
    terms = list(terms)
    counted, wholes = [some for some, _ in terms], {whole for _, whole in terms if whole is not None}
    if not wholes or None in counted:
        return len(wholes) < 2
    return wholes == {sum(counted)}


def make_nearly_one_whole(terms: Iterable[Terms]) -> bool:
    """Whether shares that were counted so make most of the one whole that all of them name: 30 and 28 of 60. Those that
    make less of it are more likely of several wholes of one size."""
    terms = list(terms)
    counted, wholes = [some for some, _ in terms], {whole for _, whole in terms}
    if None in counted or None in wholes or len(wholes) != 1:
        return False
    return max(wholes) < 2 * sum(counted) < 2 * max(wholes)


@cache
def _told() -> dict:
    return tomllib.loads(FILE.read_text())


@cache
def _beside() -> frozenset[str]:
    return frozenset(map(fold, _told()["beside"]))


@cache
def _names() -> frozenset[str]:
    told = _told()
    names = [fold(name) for name in told["names"]]
    words = [*_counted(), *map(fold, told["followed_by"])]
    between = [" ", *(f" {fold(words)} " for words in told["joined_by"])]
    return frozenset([*names, *(name + join + word for name in names for join in between for word in words)])


@cache
def _counted() -> frozenset[str]:
    """What people are counted in: children, referrals."""
    return frozenset(
        fold(word) for unit in units().values() if unit.is_count for word in (unit.code, unit.name, *unit.spellings)
    )
