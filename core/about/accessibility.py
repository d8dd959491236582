"""The accessibility statement that the portal ships."""

import datetime
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[1] / "catalogue" / "accessibility.toml"


@dataclass(frozen=True)
class Problem:
    """What does not meet the standard, which part of it, and what people can use instead."""

    says: str
    criterion: str
    instead: str


@dataclass(frozen=True)
class Shipped:
    """What is known of the portal itself, whatever a partnership publishes with it."""

    duty: str
    standard: str
    source: str
    review_months: int
    prepared_on: datetime.date
    tested_on: datetime.date
    tested_how: str
    problems: tuple[Problem, ...]


@cache
def shipped_statement() -> Shipped:
    said = tomllib.loads(FILE.read_text(encoding="utf-8"))
    problems = tuple(Problem(**one) for one in said.pop("problem"))
    return Shipped(**said | {"tested_how": said["tested_how"].strip()}, problems=problems)
