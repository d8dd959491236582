import re
import tomllib
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from core.formatting.folding import fold

FILE = Path(__file__).parents[2] / "catalogue" / "units.toml"
EDITION = "2026"
# What the column of a unit holds.
LONGEST = 20
HUNDRED = 100
# Between what is said beside one another: “number (%)”, “n and %”, but not “/10,000” nor “per 1,000”.
APART = re.compile(r"[();&+]|[,/](?!\d)|\b(?:and|or|not)\b")

# Neither an age nor a time: “% of 16 to 17s”, “% of 5 year olds”.
OF_SO_MANY = re.compile(
    r"\bof (?:all |the |these )*(\d{1,3}(?:[, ]\d{3})+|\d+)(?!\w|[\d.,]*\d)"
    r"(?!\s*(?:[-–+/%]|to\b|and over|years?|yrs?|months?|weeks?|days?|hours?))"
)


class Kind(StrEnum):
    """What the figures of a unit are, and so how they are written and which of them a rule may hide."""

    COUNT = "count"
    THINGS = "things"
    SHARE = "share"
    RATE = "rate"
    MONEY = "money"
    AMOUNT = "amount"


FORMATS = {Kind.SHARE: "percent", Kind.RATE: "rate", Kind.MONEY: "money"}


@dataclass(frozen=True)
class Unit:
    """One unit. `words` stand after a number of it; `column` and `caption` are for tables and charts. A share or rate
    is of so many (`per`); a unit that the list lacks is like the one of which it has a text `within` it."""

    code: str
    name: str
    kind: Kind
    words: str = ""
    column: str = ""
    caption: str = ""
    whole: bool = False
    below_zero: bool = False
    of_two: bool = False
    per: int | None = None
    spellings: tuple[str, ...] = ()
    within: tuple[str, ...] = ()

    @property
    def format(self) -> str:
        """How its numbers are written: number, percent, rate or money."""
        return FORMATS.get(self.kind, "number")

    @property
    def is_count(self) -> bool:
        """Whether its figures count something, rather than being worked out of counts or being a size."""
        return self.kind in (Kind.COUNT, Kind.THINGS)

    @property
    def adds_up(self) -> bool:
        """Whether several of its figures make one more: people, things and money do, rates and means do not."""
        return self.is_count or self.kind == Kind.MONEY

    @property
    def is_share(self) -> bool:
        return self.kind == Kind.SHARE

    @property
    def is_part_of_whole(self) -> bool:
        """Whether a figure says how many in a hundred, written as 5% or as 5 per 100, so that the others of the hundred
        are known as well."""
        return self.per == HUNDRED

    @property
    def is_of_population(self) -> bool:
        """Whether it is a rate for a population, rather than a part of those who were counted."""
        return self.kind == Kind.RATE and not self.is_part_of_whole

    @property
    def may_count_people(self) -> bool:
        """What holds while nobody says otherwise: a unit that nobody knows may."""
        return self.kind != Kind.THINGS


@cache
def units() -> dict[str, Unit]:
    """The shipped units by code, in the order in which forms offer them."""
    return {entry["code"]: _unit(**entry) for entry in tomllib.loads(FILE.read_text())["unit"]}


@lru_cache(maxsize=1000)
def code_of(text: str) -> str:
    """What is kept of a unit, however it is typed; one that the list does not know in small letters."""
    folded = fold(text)
    return _spellings().get(folded, folded)


def is_known(text: str) -> bool:
    """Whether the shipped list says what it is, as it is or by a text within it. Nothing at all is a plain number."""
    code = code_of(text)
    return code in units() or not code or _like(code) is not None


@lru_cache(maxsize=1000)
def unit_named(text: str) -> Unit:
    """The unit however it is typed. One that the list lacks is a share or a rate where its words say so (`% of cases`),
    and else counts what they say."""
    code = code_of(text)
    if (listed := units().get(code or "n")) is not None:
        return listed
    name = _capital(code)
    if (like := _like(code)) is not None:
        return replace(like, code=code, name=name, words=like.words and code, column=name, caption=name)
    return _unit(code=code, name=name, kind=Kind.COUNT, words=code, below_zero=True)


@lru_cache(maxsize=1000)
def number_within(text: str) -> Decimal | None:
    """Of how many a share or a rate is, where its words say so: “% of 60 children”."""
    found = OF_SO_MANY.search(fold(text)) if unit_named(text).per else None
    return Decimal(found[1].replace(",", "").replace(" ", "")) or None if found else None


def _like(code: str) -> Unit | None:
    """The unit of the list that has a text within this one; None where it also says that something is counted."""
    found = next((unit for unit in units().values() if _is_within(unit, code)), None)
    return None if found and _also_counts(code, found) else found


def _is_within(unit: Unit, code: str) -> bool:
    return any(one.search(code) for one in _texts_within(unit.code))


def _also_counts(code: str, like: Unit) -> bool:
    """Whether a count stands beside what is worked out: “people (%)”, “number and per 1,000”, “n %”; “% of total” is
    a share alone."""
    words = re.split(r"[^\w#]+", code.partition(" of ")[0])
    if like.is_share and any(code_of(word) == "n" for word in words if word):
        return True
    return any(_is_count(piece) for piece in APART.split(code))


def _is_count(text: str) -> bool:
    unit = units().get(code_of(text)) if text.strip() else None
    return unit is not None and unit.is_count


@cache
def _texts_within(code: str) -> list[re.Pattern]:
    """Its texts as words of their own: “per 1,000” is in “per 1,000 adults” and not in “per 1,000,000”."""
    texts = [fold(text) for text in units()[code].within]
    return [re.compile(_as_words(text)) for text in texts]


def _as_words(text: str) -> str:
    before, after = r"(?<![\w.,])", r"(?!\w|[.,\s]\d)"
    return re.escape(text) if text in "%‰" else f"{'' if text.startswith('/') else before}{re.escape(text)}{after}"


@cache
def _spellings() -> dict[str, str]:
    told = {unit.code: (unit.code, unit.name, *unit.spellings) for unit in units().values()}
    return {fold(spelling): code for code, spellings in told.items() for spelling in spellings}


def _unit(*, kind: str, name: str, column: str = "", caption: str = "", spellings=(), within=(), **told) -> Unit:
    column = column or name
    texts = {"spellings": tuple(spellings), "within": tuple(within)}
    return Unit(kind=Kind(kind), name=name, column=column, caption=caption or column, **texts, **told)


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
