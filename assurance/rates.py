"""What a value should be by what it was counted from."""

from decimal import ROUND_HALF_UP, Decimal

from core import figures

FACTORS = {"%": 100, "r1k": 1_000, "r10k": 10_000, "r100k": 100_000}
PLACES = Decimal("0.1")


def computed(unit: str, numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """The share or rate to one decimal; None for other units and where a part is not known."""
    if unit not in FACTORS or numerator is None or not denominator:
        return None
    return (numerator * FACTORS[unit] / denominator).quantize(PLACES, ROUND_HALF_UP)


def difference(unit: str, value: Decimal | None, numerator, denominator) -> Decimal | None:
    """By how much the value differs from what it was counted from, beyond its own rounding; None where it does not."""
    made = computed(unit, numerator, denominator)
    if made is None or value is None:
        return None
    exact = numerator * FACTORS[unit] / denominator
    step = Decimal(1).scaleb(-figures.decimals(value))
    return value - made if abs(value - exact) > step / 2 else None


def says(unit: str, value: Decimal | None, numerator, denominator) -> str:
    """ "444 of 100,540 gives 44.2 per 10,000", and by how much the value differs; nothing where it cannot be told."""
    made = computed(unit, numerator, denominator)
    if made is None:
        return ""
    counted = f"{figures.number(numerator)} of {figures.number(denominator)} gives {figures.with_unit(made, unit)}"
    beyond = difference(unit, value, numerator, denominator)
    if beyond is None:
        return f"{counted}."
    way = "more" if beyond > 0 else "less"
    return f"{counted}; the value is {figures.with_unit(abs(beyond), unit)} {way}."
