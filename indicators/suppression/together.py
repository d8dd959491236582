"""Small numbers that several sums give away together, though each of the sums lacks two numbers or more.

Each sum is an equation of numbers of people. Whoever solves all of them at once knows each number for which only one is
possible; another number beside it is then hidden, until none that is small is among them.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.disclosure import Rule
from indicators.suppression.families import Family, Sum
from indicators.suppression.numbers import added, number_of
from indicators.suppression.showing import sum_key
from indicators.suppression.terms import OTHERS, SOME, WHOLE, Term, WholeOf

# Of more numbers that hang together nobody solves the sums by hand, and to try would take long.
TRIED_AT_MOST = 60
Lacking = dict[Hashable, Fraction]


@dataclass(frozen=True)
class Cell:
    """A number of an equation, hidden where its key is, unless it is published."""

    key: Hashable
    kind: str
    number: Decimal
    is_published: bool


# The first of its cells is what the others add up to.
Equation = tuple[Cell, ...]


def equations_of(families: Iterable[Family], sums: Iterable[Iterable], terms: Iterable[Term]) -> list[Equation]:
    """Every sum that holds exactly, with those of periods: `sums` are the rows of a period and of all within it."""
    found = [tuple(map(_cell, rows)) for rows in sums]
    for family in families:
        for one in family.sums:
            total = added(one.parts)
            whole = one.total if one.whole is None else number_of(one.whole)
            if total is not None and total == whole:
                found.append((_total(family, one), *map(_cell, one.parts)))
    by_row = defaultdict(dict)
    for term in terms:
        by_row[term.row.pk][term.kind] = _cell(term)
    return found + [tuple(of[kind] for kind in (WHOLE, SOME, OTHERS)) for of in by_row.values() if len(of) > 2]


def _total(family: Family, one: Sum) -> Cell:
    """A total that no page prints cannot be hidden: something else tells it."""
    if one.whole is not None:
        return _cell(one.whole)
    return Cell(sum_key(family, one), "", one.total, one.printed is None)


def _cell(row) -> Cell:
    is_told = row.is_published or isinstance(row, WholeOf)
    return Cell(row.pk, row.kind if isinstance(row, Term) else "", number_of(row), is_told)


def told_by_all(equations: list[Equation], hidden: frozenset, rule: Rule) -> set:
    """Keys of what is to be hidden as well, so that no small number follows from the equations together."""
    if rule.rounds or not rule.secondary:
        return set()
    lacking = [
        {cell: _sign(cell, one) for cell in one if cell.key in hidden and not cell.is_published} for one in equations
    ]
    small = {cell for cell in _known(lacking) if rule.is_small(cell.number)}
    beside = (one for one in equations if not small.isdisjoint(one))
    return set(filter(None, (_least_shown(one, hidden) for one in beside)))


def _sign(cell: Cell, equation: Equation) -> Fraction:
    return Fraction(-1 if cell == equation[0] else 1)


def _least_shown(equation: Equation, hidden: frozenset) -> Hashable | None:
    shown = [cell for cell in equation if cell.key not in hidden and not cell.is_published and cell.number]
    return min(shown, key=lambda cell: cell.number).key if shown else None


def _known(equations: list[Lacking]) -> set[Cell]:
    """The lacking numbers for which only one is possible. Whatever stands in one equation only says nothing of others:
    such equations are set aside, and then asked last."""
    left, aside = _set_aside([one for one in equations if one])
    known = set().union(*map(_solved, _together(left)))
    for one in reversed(aside):
        lacking = one.keys() - known
        if len(lacking) == 1:
            known |= lacking
    return known


def _set_aside(equations: list[Lacking]) -> tuple[list[Lacking], list[Lacking]]:
    places = defaultdict(set)
    for place, one in enumerate(equations):
        for cell in one:
            places[cell].add(place)
    aside, alone = {}, [cell for cell, listed in places.items() if len(listed) == 1]
    while alone:
        for place in list(places[alone.pop()]):
            aside[place] = equations[place]
            for cell in equations[place]:
                places[cell].discard(place)
                if len(places[cell]) == 1:
                    alone.append(cell)
    return [one for place, one in enumerate(equations) if place not in aside], list(aside.values())


def _together(equations: list[Lacking]) -> Iterator[list[Lacking]]:
    """Those that share numbers, as far as they are not too many."""
    places, seen = defaultdict(list), set()
    for place, one in enumerate(equations):
        for cell in one:
            places[cell].append(place)
    for start in range(len(equations)):
        found, open_ones = [], [start]
        while open_ones:
            if (place := open_ones.pop()) not in seen:
                seen.add(place)
                found.append(equations[place])
                open_ones += [other for cell in equations[place] for other in places.pop(cell, ())]
        if found and len(set().union(*found)) <= TRIED_AT_MOST:
            yield found


def _solved(equations: list[Lacking]) -> set[Cell]:
    """By elimination: each line is of one number and of others that may be any."""
    lines: dict[Cell, Lacking] = {}
    for one in equations:
        line = one
        for cell in one.keys() & lines.keys():
            line = _less(line, lines[cell], line[cell])
        if line:
            first, times = next(iter(line.items()))
            line = {cell: number / times for cell, number in line.items()}
            lines = {cell: _less(of, line, of[first]) if first in of else of for cell, of in lines.items()}
            lines[first] = line
    return {cell for cell, line in lines.items() if len(line) == 1}


def _less(line: Lacking, other: Lacking, times: Fraction) -> Lacking:
    found = {cell: line.get(cell, 0) - times * other.get(cell, 0) for cell in line.keys() | other.keys()}
    return {cell: number for cell, number in found.items() if number}
