"""How numbers are written in pages, reports and charts.

Every function takes a number as text (or a Decimal) and returns text. Text that is no number, such as a
suppression symbol, comes back as it was given, so a table never has to ask which cells are numbers.
"""

import re
from decimal import Decimal, InvalidOperation

from core.formatting.units import unit_named

MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EN DASH}"
PLAIN_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?", re.ASCII)
MAX_PLACES = 2


def parse(value: str | Decimal | None) -> Decimal | None:
    """The number that the text states, or None when it states none. Only plain digits count as a number."""
    if isinstance(value, Decimal):
        return value
    text = str(value).strip() if value is not None else ""
    if not PLAIN_NUMBER.fullmatch(text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def number(value: str | Decimal | None, places: int | None = None) -> str:
    """1234.50 → 1,234.5; with `places`, exactly that many decimals."""
    amount = parse(value)
    if amount is None:
        return _as_given(value)
    if places is None:
        places = decimals(amount)
    text = f"{abs(amount):,.{places}f}"
    return f"{MINUS}{text}" if amount < 0 and text.strip("0.,") else text


def money(value: str | Decimal | None, places: int | None = None) -> str:
    """233688 → £233,688; pence are shown only where there are some."""
    amount = parse(value)
    if amount is None:
        return _as_given(value)
    if places is None:
        places = 2 if amount % 1 else 0
    text = number(amount, places)
    return f"{MINUS}£{text[1:]}" if text.startswith(MINUS) else f"£{text}"


def percent(value: str | Decimal | None, places: int | None = None) -> str:
    amount = parse(value)
    return _as_given(value) if amount is None else f"{number(amount, places)}%"


def rate(value: str | Decimal | None, places: int | None = None) -> str:
    """A rate shows at least one decimal, because rates are compared."""
    amount = parse(value)
    if amount is None:
        return _as_given(value)
    return number(amount, max(1, decimals(amount)) if places is None else places)


KINDS = {"number": number, "money": money, "percent": percent, "rate": rate}


def column(cells: list, kind: str) -> list[str]:
    """The cells of one column, all with the same number of decimals so that they line up."""
    if kind not in KINDS:
        return [_as_given(cell) for cell in cells]
    amounts = [amount for amount in map(parse, cells) if amount is not None]
    places = max((decimals(amount) for amount in amounts), default=0)
    if kind == "money":
        places = 2 if places else 0
    if kind == "rate":
        places = max(1, places)
    return [KINDS[kind](cell, places) for cell in cells]


def with_unit(value: str | Decimal | None, unit: str = "") -> str:
    """A figure as a reader says it: £1,200, 61%, 34.2 per 10,000, 1,204."""
    text, words = value_and_unit(value, unit)
    return f"{text} {words}".strip()


def with_units(cells: list, unit: str) -> list[str]:
    """The figures of one column, each as `with_unit` has it, all with the same number of decimals; "" where none is."""
    of = unit_named(unit)
    return [
        "" if cell is None else f"{text} {of.words}".strip()
        for cell, text in zip(cells, column(cells, of.format), strict=True)
    ]


def value_and_unit(value: str | Decimal | None, unit: str = "") -> tuple[str, str]:
    """The number and the words of its unit apart, for panels that set them in two sizes."""
    of = unit_named(unit or "")
    return KINDS[of.format](value), of.words


def decimals(amount: Decimal) -> int:
    """How many decimals the amount needs, at most two."""
    exponent = round(amount, MAX_PLACES).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _as_given(value) -> str:
    return NOTHING if value is None else str(value)


def plain(amount: Decimal | int | None) -> str | None:
    """A number in its one canonical text: 37.8 for 37.800000, 0 for 0E-6. None stays None."""
    if amount is None:
        return None
    text = format(Decimal(amount), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text
