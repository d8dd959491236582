"""The number of a row, what several add up to, and of how many one is a share."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from core.formatting.numbers import decimals


def number_of(row) -> Decimal | None:
    return row.value if row.value is not None else getattr(row, "numerator", None)


def some_in(rate) -> Decimal | None:
    """How many a rate counts, as it says or as its population gives; None where neither is known."""
    counted, population = getattr(rate, "numerator", None), getattr(rate, "denominator", None)
    if counted is not None or rate.value is None or population is None:
        return counted
    return (rate.value * population / rate.in_unit.per).to_integral_value(ROUND_HALF_UP)


def added(rows: Iterable) -> Decimal | None:
    """The sum of their numbers; None where one is not known."""
    numbers = [number_of(row) for row in rows]
    return None if None in numbers else sum(numbers, Decimal(0))


def whole_of(number: Decimal, share: Decimal, per: int = 100) -> Decimal:
    """From how many a number was taken that is such a share, or such a rate, of them."""
    return (number * per / share).to_integral_value(ROUND_HALF_UP)


def is_share_of(share: Decimal, number: Decimal, whole: Decimal, per: int = 100, step: Decimal | None = None) -> bool:
    """Whether the number is that share, or that rate, of the whole, as far as it was rounded: to such a step, else as
    its own decimals say."""
    return bool(whole) and abs(number * per / whole - share) <= (step or step_of(share)) / 2


def only_share_of(share: Decimal, whole: Decimal, per: int, step: Decimal) -> Decimal | None:
    """How many are that share of the whole; None where it may be several numbers, as the share is rounded."""
    number = (share * whole / per).to_integral_value(ROUND_HALF_UP)
    beside = (number - 1, number + 1)
    return None if any(is_share_of(share, other, whole, per, step) for other in beside) else number


def only_whole_of(number: Decimal, share: Decimal, per: int, step: Decimal) -> Decimal | None:
    """Of how many the number is that share; None where it may be of several, as the share is rounded."""
    whole = whole_of(number, share, per)
    beside = (whole - 1, whole + 1)
    return None if any(is_share_of(share, number, other, per, step) for other in beside) else whole


def step_of(share: Decimal) -> Decimal:
    """The last place to which it was rounded."""
    return Decimal(1).scaleb(-decimals(share))
