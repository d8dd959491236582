import tomllib
from dataclasses import dataclass
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
    """One unit. `words` stand after a number of it; `column` and `caption` are for tables and charts."""

    code: str
    name: str
    kind: Kind
    words: str = ""
    column: str = ""
    caption: str = ""
    whole: bool = False
    below_zero: bool = False
    spellings: tuple[str, ...] = ()

    @property
    def format(self) -> str:
        """How its numbers are written: number, percent, rate or money."""
        return FORMATS.get(self.kind, "number")

    @property
    def is_count(self) -> bool:
        """Whether its figures count something, rather than being worked out of counts or being a size."""
        return self.kind in (Kind.COUNT, Kind.THINGS)

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
    """Whether the shipped list has the unit. Nothing at all is a plain number."""
    return code_of(text) in units() or not fold(text)


@lru_cache(maxsize=1000)
def unit_named(text: str) -> Unit:
    """The unit however it is typed. One that the list does not know counts what its own word says."""
    code = code_of(text)
    return units().get(code or "n") or _unit(
        code=code, name=_capital(code), kind=Kind.COUNT, words=code, below_zero=True
    )


@cache
def _spellings() -> dict[str, str]:
    told = {unit.code: (unit.code, unit.name, *unit.spellings) for unit in units().values()}
    return {fold(spelling): code for code, spellings in told.items() for spelling in spellings}


def _unit(*, kind: str, name: str, column: str = "", caption: str = "", spellings=(), **told) -> Unit:
    column = column or name
    return Unit(
        kind=Kind(kind), name=name, column=column, caption=caption or column, spellings=tuple(spellings), **told
    )


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
