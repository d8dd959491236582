import re
import tomllib
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from core.folding import fold

FILE = Path(__file__).parents[1] / "catalogue" / "units.toml"
EDITION = "2026"
# What the column of a unit holds.
LONGEST = 20


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
    def is_share(self) -> bool:
        return self.kind == Kind.SHARE

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


def _like(code: str) -> Unit | None:
    """The unit of the list that has a text within this one."""
    return next((unit for unit in units().values() if any(one.search(code) for one in _texts_within(unit.code))), None)


@cache
def _texts_within(code: str) -> list[re.Pattern]:
    """Its texts as words of their own: “per 1,000” is in “per 1,000 adults” and not in “per 1,000,000”."""
    texts = [fold(text) for text in units()[code].within]
    return [re.compile(rf"(?<![\w.,]){re.escape(text)}(?!\w|[.,]\d)" if text != "%" else "%") for text in texts]


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
