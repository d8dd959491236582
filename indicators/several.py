"""Parts that nobody has told apart and that are several breakdowns of the same people: girls and boys, then under 5 and
older. Each makes up the whole, so that they fall into sets that add up to the same number."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from core.formatting.folding import fold, fold_grouping
from core.formatting.units import Unit

FILE = Path(__file__).parent / "catalogue" / "breakdowns.toml"
SETS_AT_MOST = 4
# One number beside another says nothing; so many that add up to the same are no chance.
PARTS_AT_LEAST = 2
# Where no names say which parts belong together, in any order, more than two pairs may add up to the same by chance.
PAIRS = 2 * PARTS_AT_LEAST
# Of so many that belong together or stand alone, all ways to set them are tried.
TRIED_AT_MOST = 8
# What shares of one breakdown add up to at least.
SHARES_AT_LEAST = 98

Places = list[int]


class Part(NamedTuple):
    """A part by its name, its number and the name of its breakdown, where it has one."""

    name: str
    number: Decimal | None
    grouped_by: str = ""


def sets_of(parts: Sequence[Part], wholes: Sequence[Decimal | None], unit: Unit, *, in_order: bool) -> list[Places]:
    """The places of the parts of each breakdown; none where they are one, where one of the wholes is all of them, or
    where those without a name are one beside others that have names. `in_order` says that they stand as their source
    has them: then runs of them are looked for first."""
    unnamed = [place for place, part in enumerate(parts) if not part.grouped_by]
    if not (unit.is_count or unit.is_part_of_whole):
        return []
    for places in [unnamed, list(range(len(parts)))][: 1 if len(unnamed) == len(parts) else 2]:
        found = _sets([parts[place] for place in places], wholes, unit, in_order)
        found = [[places[at] for at in one] for one in found]
        if _are_open(found, parts):
            return found
    return []


def _are_open(sets: list[Places], parts: Sequence[Part]) -> bool:
    """Whether parts without a name are of several, or of one of which others have one."""
    names = [{parts[place].grouped_by for place in one} for one in sets]
    return sum("" in of for of in names) > 1 or any(len(of) > 1 for of in names)


def _sets(parts: list[Part], wholes: Sequence[Decimal | None], unit: Unit, in_order: bool) -> list[Places]:
    numbers = [part.number for part in parts]
    if len(parts) < 2 * PARTS_AT_LEAST or None in numbers:
        return []
    total = sum(numbers, Decimal(0))
    if total <= 0 or total in wholes:
        return []
    for count in range(SETS_AT_MOST, 1, -1):
        each = total / count
        if unit.is_count or each >= SHARES_AT_LEAST:
            if found := (in_order and _runs(parts, each)) or _by_name(parts, each, in_order):
                return found
    return []


def _runs(parts: list[Part], each: Decimal) -> list[Places]:
    """Those after one another; a number of nought stands with those before it."""
    found, added, start = [], Decimal(0), 0
    for place, part in enumerate(parts):
        if added == each and part.number:
            found.append(list(range(start, place)))
            added, start = Decimal(0), place
        added += part.number
        if added > each:
            return []
    found.append(list(range(start, len(parts))))
    return found if added == each and all(_are_enough(one, parts) for one in found) and _is_whole(found, parts) else []


def _are_enough(places: Places, parts: list[Part]) -> bool:
    return sum(bool(parts[place].number) for place in places) >= PARTS_AT_LEAST


def _is_whole(found: list[Places], parts: list[Part]) -> bool:
    """Whether no breakdown that has a name stands in two of them."""
    names = [name for one in found for name in {parts[place].grouped_by for place in one} - {""}]
    return len(names) == len(set(names))


def _by_name(parts: list[Part], each: Decimal, in_order: bool) -> list[Places]:
    """Those whose names belong together, and others that make up a set with them or by themselves."""
    together = defaultdict(list)
    for place, part in enumerate(parts):
        together[_belongs_to(part) or place].append(place)
    units = list(together.values())
    is_by_chance = len(units) == len(parts) and not any(part.grouped_by for part in parts)
    if len(units) > TRIED_AT_MOST or (is_by_chance and (in_order or len(parts) > PAIRS)):
        return []
    return [sorted(one) for one in _filled(units, parts, each) or ()]


def _filled(units: list[Places], parts: list[Part], each: Decimal) -> list[Places] | None:
    """All of them in sets of so many each; None where there is no way. The first set is the smallest that there is."""
    if not units:
        return []
    first, *others = units
    for more in _choices(others):
        places = [*first, *(place for one in more for place in one)]
        if sum(parts[place].number for place in places) == each and _may_be_one(places, parts):
            left = [one for one in others if one not in more]
            if (found := _filled(left, parts, each)) is not None:
                return [places, *found]
    return None


def _may_be_one(places: Places, parts: list[Part]) -> bool:
    """Whether they are enough, and neither of two names nor of two kinds."""
    names = {fold_grouping(parts[place].grouped_by) for place in places} - {""}
    kinds = {_kind_of(parts[place].name) for place in places if not parts[place].grouped_by} - {""}
    return _are_enough(places, parts) and len(names) <= 1 and len(kinds) <= 1


def _choices(units: list[Places]) -> Iterator[tuple[Places, ...]]:
    for count in range(len(units) + 1):
        yield from combinations(units, count)


def _belongs_to(part: Part) -> Hashable:
    """What says that it is of one breakdown with others: its own name, else what its category is called."""
    return ("by", fold_grouping(part.grouped_by)) if part.grouped_by else _kind_of(part.name)


@lru_cache(maxsize=5000)
def _kind_of(name: str) -> str:
    """The kind of breakdown that a category of this name is of; nothing where nobody knows."""
    folded = fold(name)
    return next((kind for kind, names, said in _known() if folded in names or (said and said.search(folded))), "")


@cache
def _known() -> list[tuple[str, frozenset[str], re.Pattern | None]]:
    listed = tomllib.loads(FILE.read_text())["breakdown"]
    return [
        (one["name"], frozenset(map(fold, one.get("names", ()))), re.compile("|".join(one.get("patterns", ["$^"]))))
        for one in listed
    ]
