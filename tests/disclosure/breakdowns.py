"""Breakdowns of one topic, and what a reader knows of them from what is shown."""

from decimal import Decimal

from core.formatting.numbers import parse
from indicators.suppression import ShownRows
from tests.factories import MeasureFactory


def build(partnership, breakdowns: dict, *, exhaustive=True, **fields) -> list:
    """Measures of one topic that nobody has saved, in this order, by the name of their breakdown."""
    listed = [(name, part, number) for name, parts in breakdowns.items() for part, number in parts.items()]
    return [
        MeasureFactory.build(
            partnership=partnership,
            topic="Plans",
            grouped_by=name,
            category=part,
            value=Decimal(number),
            is_exhaustive=exhaustive,
            position=place,
            **fields,
        )
        for place, (name, part, number) in enumerate(listed)
    ]


def told(rows, shown: ShownRows) -> dict:
    return {(row.grouped_by, row.category): parse(shown.of(row).value) for row in rows}


def known_wholes(rows, shown: ShownRows) -> set:
    """What a reader knows all of them to be: as it is recorded, as a page adds it up, or added up by hand."""
    seen = told(rows, shown)
    found = {number for (_, part), number in seen.items() if part == "Total"}
    found |= {parse(shown.total(row)) for row in rows}
    for name in {row.grouped_by for row in rows}:
        numbers = [number for (of, part), number in seen.items() if of == name and part != "Total"]
        found |= {sum(numbers)} if numbers and None not in numbers else set()
    return found - {None}
