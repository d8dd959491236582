"""What a reader comes to who solves all sums at once, so that no order of taking one from the other is left out."""

from collections.abc import Hashable, Iterable
from decimal import Decimal
from fractions import Fraction

# Cells, each with how often it is added; together they are nought.
Sum = Iterable[tuple[Hashable, int]]


def solved(known: dict[Hashable, Decimal | None], sums: Iterable[Sum]) -> dict[Hashable, Fraction]:
    """Every number that follows from those that are known; None is one that is not."""
    sums = [dict(one) for one in sums]
    cells = list(known | {cell: None for one in sums for cell in one if cell not in known})
    lines = [[Fraction(one.get(cell, 0)) for cell in cells] + [Fraction(0)] for one in sums]
    for place, cell in enumerate(cells):
        if (number := known.get(cell)) is not None:
            lines.append([Fraction(at == place) for at in range(len(cells))] + [Fraction(number)])
    return {cells[place]: number for place, number in _eliminated(lines)}


def _eliminated(lines: list[list[Fraction]]):
    """By elimination: the places of which only one number is possible, with it."""
    done = 0
    for place in range(len(lines[0]) - 1):
        pivot = next((at for at in range(done, len(lines)) if lines[at][place]), None)
        if pivot is None:
            continue
        lines[done], lines[pivot] = lines[pivot], lines[done]
        lines[done] = [number / lines[done][place] for number in lines[done]]
        for at, line in enumerate(lines):
            if at != done and line[place]:
                lines[at] = [number - line[place] * own for number, own in zip(line, lines[done], strict=True)]
        done += 1
    for line in lines[:done]:
        places = [place for place, number in enumerate(line[:-1]) if number]
        if len(places) == 1:
            yield places[0], line[-1]
