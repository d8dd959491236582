"""Of what numbers that stand beside one another are parts."""

from collections.abc import Sequence
from decimal import Decimal

from core.formatting.numbers import parse
from core.formatting.units import unit_named

ROUNDED = Decimal("0.5")
HUNDRED = Decimal(100)


def whole_of(parts: Sequence[str | Decimal | None], total: str | Decimal | None, unit: str) -> Decimal | None:
    """The total, where shares of it can be said of the parts. A rate or a mean is no part of that of all: 11 per 10,000
    girls beside 10 per 10,000 children."""
    whole, of = parse(total), unit_named(unit)
    if not whole or not (of.adds_up or of.is_part_of_whole):
        return None
    return whole
