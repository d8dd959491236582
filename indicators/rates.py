"""What a value should be by what it was counted from."""

from decimal import ROUND_HALF_UP, Decimal

from core.formatting import numbers
from core.formatting.units import unit_named

PLACES = Decimal("0.1")


def computed(unit: str, numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """The share or rate to one decimal; None for other units and where a part is not known."""
    per = unit_named(unit).per
    if per is None or numerator is None or not denominator:
        return None
    return (numerator * per / denominator).quantize(PLACES, ROUND_HALF_UP)


def counted(row) -> tuple[str, Decimal | None, Decimal | None]:
    """What a value of an indicator was counted from, with its unit."""
    return row.unit, row.numerator, row.denominator


def faults(unit: str, numerator: Decimal | None, denominator: Decimal | None) -> dict[str, str]:
    """What cannot be in what a value was counted from, by the name of the field."""
    if denominator is not None and denominator <= 0:
        return {"denominator": "It must be more than 0"}
    if unit_named(unit).is_share and None not in (numerator, denominator) and numerator > denominator:
        counted = f"{numbers.number(numerator)} of {numbers.number(denominator)}"
        return {"numerator": f"{counted} is more than the whole, which a share cannot be"}
    return {}


def asks(unit: str, value: Decimal | None, numerator, denominator) -> str:
    """ "90 of 100 gives 90%: is 95% right?"; nothing where the value is what was counted."""
    if difference(unit, value, numerator, denominator) is None:
        return ""
    counted = f"{numbers.number(numerator)} of {numbers.number(denominator)}"
    gives = numbers.with_unit(computed(unit, numerator, denominator), unit)
    return f"{counted} gives {gives}: is {numbers.with_unit(value, unit)} right?"


def difference(unit: str, value: Decimal | None, numerator, denominator) -> Decimal | None:
    """By how much the value differs from what it was counted from, beyond its own rounding; None where it does not."""
    made = computed(unit, numerator, denominator)
    if made is None or value is None:
        return None
    exact = numerator * unit_named(unit).per / denominator
    step = Decimal(1).scaleb(-numbers.decimals(value))
    return value - made if abs(value - exact) > step / 2 else None


def says(unit: str, value: Decimal | None, numerator, denominator) -> str:
    """ "444 of 100,540 gives 44.2 per 10,000", and by how much the value differs; nothing where it cannot be told."""
    made = computed(unit, numerator, denominator)
    if made is None:
        return ""
    counted = f"{numbers.number(numerator)} of {numbers.number(denominator)} gives {numbers.with_unit(made, unit)}"
    beyond = difference(unit, value, numerator, denominator)
    if beyond is None:
        return f"{counted}."
    way = "more" if beyond > 0 else "less"
    return f"{counted}; the value is {numbers.with_unit(abs(beyond), unit)} {way}."
