"""Numbers as people write them in a cell or a box. There is this one reader, so that a file and a form agree."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

# What is longer is no number that anybody wrote.
LONGEST = 40
# As many digits as anybody writes, and as many decimals again.
EXACT = Context(prec=2 * LONGEST)
SPACES = re.compile("[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}]")
# Thousands stand in groups of three after a comma or a space, one of them throughout.
NUMBER = re.compile(
    r"(?P<minus>-?) ?(?P<pound>£?) ?(?P<after>-?)"
    r"(?P<digits>\d+|[1-9]\d{0,2}(?:(?:,\d{3})+|(?: \d{3})+))?(?P<decimals>\.\d*)?"
    r" ?(?P<percent>%?)",
    re.ASCII,
)


@dataclass(frozen=True)
class WrittenNumber:
    """The number, and the sign of a unit that stands by it: "£", "%" or nothing."""

    amount: Decimal
    sign: str


def read(text: str) -> WrittenNumber | None:
    """What the text says: 1234.5, 1,234.5, £1 234, −3 or 42%. None where it is no number, or may be two.

    "0,125", "375 2" and "1,5" are none: nobody knows whether the comma or the space parts thousands there.
    """
    if len(text) > LONGEST:
        return None
    plain = SPACES.sub(" ", text.strip()).replace("\N{MINUS SIGN}", "-")
    found = NUMBER.fullmatch(plain)
    digits = found and f"{found['digits'] or ''}{found['decimals'] or ''}"
    if not digits or digits == "." or (found["pound"] and found["percent"]) or (found["minus"] and found["after"]):
        return None
    amount = Decimal(f"{found['minus']}{found['after']}{re.sub('[ ,]', '', digits)}")
    return WrittenNumber(amount, found["pound"] or found["percent"])


def rounded(amount: Decimal, places: int) -> Decimal:
    """The number with so many decimals at most, a half upwards as people round; of any length that `read` takes."""
    if -amount.as_tuple().exponent <= places:
        return amount
    return amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT)
