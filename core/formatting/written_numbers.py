"""Numbers as people write them in a cell or a box. There is this one reader, so that a file and a form agree."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

# What is longer is no number that anybody wrote.
LONGEST = 40
# As many digits as anybody writes, and as many decimals again.
EXACT = Context(prec=2 * LONGEST)
SPACES = re.compile("[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}]")
# A word processor makes a dash of the sign that was typed.
MINUS = str.maketrans(dict.fromkeys("\N{MINUS SIGN}\N{EN DASH}\N{FULLWIDTH HYPHEN-MINUS}", "-"))
# As accounts write what is below nothing.
IN_BRACKETS = re.compile(r"\((?P<inside>[^()+-]+)\)")
NONE_AT_ALL = "nil"
# Thousands stand in groups of three after a comma or a space, one of them throughout.
NUMBER = re.compile(
    r"(?P<minus>[+-]?) ?(?P<pound>£?) ?(?P<after>-?)"
    r"(?P<digits>\d+|[1-9]\d{0,2}(?:(?:,\d{3})+|(?: \d{3})+))?(?P<decimals>\.\d*)?"
    r" ?(?P<percent>%|per ?cent|pct|pc)?",
    re.ASCII | re.IGNORECASE,
)
A_NUMBER = r"£? ?[\d,]*\.?\d+"
# What people write that is no number of its own, and what to do about it. Each takes linear time.
EXPLAINED = tuple(
    (re.compile(shape, re.ASCII | re.IGNORECASE), words)
    for shape, words in (
        (
            r"\[?(?:[a-z]|low|n/?a|n\.a\.?|not (?:given|known|available|applicable)|suppressed)\]?"
            r"|\*+|~|[<>\N{LESS-THAN OR EQUAL TO}\N{GREATER-THAN OR EQUAL TO}] ?\d*"
            r"|[-\N{EN DASH}\N{EM DASH}:#]|\.\.+|\N{HORIZONTAL ELLIPSIS}",
            "stands for a number that is not given; leave it empty",
        ),
        (
            r"\d{1,6}:\d{2}(?::\d{2})?",
            "is a length of time; write it as a number, such as 37.5 for 37 hours and a half",
        ),
        (
            rf"[+-]?{A_NUMBER} ?(?:k|thousand|m|mn|million|bn|billion)",
            "is short for another number; write that in full, such as 1500000",
        ),
        (
            rf"(?:~|c\.?|ca\.?|circa|about|around|approx\.?|approximately|over|under|nearly) ?{A_NUMBER}%?"
            rf"|{A_NUMBER}%? ?(?:\+|or so)",
            "is not the number itself; write that, or leave it empty",
        ),
        (
            rf"{A_NUMBER}%? ?(?:-|\N{{EN DASH}}|to) ?{A_NUMBER}%?",
            "goes from one number to another; write one number",
        ),
        (
            rf"{A_NUMBER} ?(?:/|of|out of) ?{A_NUMBER}",
            "is two numbers; write each in a place of its own",
        ),
    )
)


@dataclass(frozen=True)
class WrittenNumber:
    """The number, and the sign of a unit that stands by it: "£", "%" or nothing."""

    amount: Decimal
    sign: str


def read(text: str) -> WrittenNumber | None:
    """What the text says: 1234.5, 1,234.5, £1 234, −3, (3), 42%, 42 per cent or nil. None where it is no number, or may
    be two.

    "0,125", "375 2" and "1,5" are none: nobody knows whether the comma or the space parts thousands there.
    """
    if len(text) > LONGEST:
        return None
    plain = SPACES.sub(" ", text.strip()).translate(MINUS)
    if plain.lower() == NONE_AT_ALL:
        return WrittenNumber(Decimal(0), "")
    if bracketed := IN_BRACKETS.fullmatch(plain):
        plain = f"-{bracketed['inside'].strip()}"
    found = NUMBER.fullmatch(plain)
    digits = found and f"{found['digits'] or ''}{found['decimals'] or ''}"
    if not digits or digits == "." or (found["pound"] and found["percent"]) or (found["minus"] and found["after"]):
        return None
    amount = Decimal(f"{found['minus']}{found['after']}{re.sub('[ ,]', '', digits)}")
    return WrittenNumber(amount, found["pound"] or ("%" if found["percent"] else ""))


def explained(text: str) -> str:
    """Why a text that `read` does not take is no number, as the end of a sentence that begins with it; nothing where it
    is none that people are known to write."""
    plain = SPACES.sub(" ", text.strip()) if len(text) <= LONGEST else ""
    return next((words for shape, words in EXPLAINED if shape.fullmatch(plain)), "")


def rounded(amount: Decimal, places: int) -> Decimal:
    """The number with so many decimals at most, a half upwards as people round; of any length that `read` takes."""
    if -amount.as_tuple().exponent <= places:
        return amount
    return amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT)
