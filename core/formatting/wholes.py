"""Of what numbers that stand beside one another are parts."""

from collections.abc import Sequence
from decimal import Decimal

from core.formatting.numbers import parse
from core.formatting.units import unit_named

ROUNDED = Decimal("0.5")
HUNDRED = Decimal(100)


def whole_of(parts: Sequence[str | Decimal | None], total: str | Decimal | None, unit: str) -> Decimal | None:
    """The total, where shares of it can be said of the parts. A rate or a mean is no part of that of all: 11 per 10,000
    girls beside 10 per 10,000 children. Nor are parts that together are more than the total, or of which one is below
    nothing; shares make a hundred, each up to half a one above or below."""
    whole, of, numbers = parse(total), unit_named(unit), [parse(part) or Decimal(0) for part in parts]
    added = sum(numbers)
    if min(numbers, default=0) < 0:
        return None
    if of.is_part_of_whole:
        rounded = ROUNDED * len(parts)
        return whole if whole and abs(whole - HUNDRED) <= rounded and added <= HUNDRED + rounded else None
    return whole if whole and of.adds_up and added <= whole else None
