"""The number of a row, what several add up to, and of how many one is a share."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from core.formatting.numbers import decimals


def number_of(row) -> Decimal | None:
    return row.value if row.value is not None else getattr(row, "numerator", None)


def added(rows: Iterable) -> Decimal | None:
    """The sum of their numbers; None where one is not known."""
    numbers = [number_of(row) for row in rows]
    return None if None in numbers else sum(numbers, Decimal(0))


def whole_of(number: Decimal, share: Decimal, per: int = 100) -> Decimal:
    """From how many a number was taken that is such a share, or such a rate, of them."""
    return (number * per / share).to_integral_value(ROUND_HALF_UP)


def is_share_of(share: Decimal, number: Decimal, whole: Decimal) -> bool:
    """Whether the number is that share of the whole, as far as the share was rounded."""
    step = Decimal(1).scaleb(-decimals(share))
    return bool(whole) and abs(number * 100 / whole - share) <= step / 2
