"""Questions before a record is kept: names, amounts and days that are possible and seldom right.

The limits are data (`core/catalogue/questions.toml`). An app says which questions a record raises; forms ask them on
the page (`core.forms.asking`), imports in the preview. What was confirmed stays with the record, with why, and is not
asked again while the value stands.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.db import models

from core.formatting.folding import fold

FILE = Path(__file__).parents[1] / "catalogue" / "questions.toml"
LONGEST = 300
IS_IT = ". Is this right?"
IS_RIGHT, BECAUSE = "Yes, this is right", "Why is it right?"


@dataclass(frozen=True)
class Limit:
    """From where on something is asked, and what the history calls it. What is asked `alone` is about no slip: the
    answer to the other questions of a file is none to it."""

    code: str
    about: str
    times: int = 1
    beyond: int = 0
    most: int = 0
    least: int = 0
    names: tuple[str, ...] = ()
    alone: bool = False

    def is_named(self, text: str) -> bool:
        """Whether the text is one of the names or begins with one."""
        said = _words(text)
        return any(said[: len(name)] == name for name in map(_words, self.names))

    def is_far(self, amount: Decimal | None, other: Decimal | None) -> bool:
        """Whether the amount is so many times the other and so much more."""
        if amount is None or other is None:
            return False
        return abs(amount) > self.times * abs(other) and abs(amount) - abs(other) > self.beyond

    def is_too_large(self, amount: Decimal | None) -> bool:
        return amount is not None and amount > self.most

    def is_too_small(self, amount: Decimal | None) -> bool:
        return amount is not None and amount < self.least


@dataclass(frozen=True)
class Question:
    """Whether something is right. `fields` are those of which it speaks; on the first of them it is asked. `yes` is
    what somebody says who agrees, where “this is right” would not be the answer to it; `no` is the address of a page
    for whoever does not, where there is more to say than another figure."""

    limit: Limit
    fields: tuple[str, ...]
    text: str
    yes: str = ""
    no: str = ""

    @property
    def about(self) -> str:
        return self.limit.about

    @property
    def answer(self) -> str:
        """ "Yes, this is right: 130% is more than a whole"."""
        return self.yes or f"{IS_RIGHT}: {self.text.removesuffix(IS_IT).removesuffix('?')}"


class ConfirmedModel(models.Model):
    """A record that can raise questions; `confirmed` says which were answered with yes, and why, a line for each."""

    confirmed = models.TextField("confirmed as right", blank=True, default="", db_default="", editable=False)

    class Meta:
        abstract = True


def is_confirmed(record: ConfirmedModel, code: str) -> bool:
    """Whether somebody has answered the question of that code with yes."""
    return bool(record.confirmed) and any(
        line.partition(": ")[0] == limit(code).about for line in record.confirmed.splitlines()
    )


@cache
def limit(code: str) -> Limit:
    """The limit of that code in the shipped catalogue."""
    found = tomllib.loads(FILE.read_text())["question"]
    return next(Limit(**one | {"names": tuple(one.get("names", ()))}) for one in found if one["code"] == code)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def one_each(questions: Iterable[Question]) -> list[Question]:
    """The first question of each field: one doubt about an amount is enough."""
    found = {}
    for question in questions:
        found.setdefault(question.fields[0], question)
    return list(found.values())


class Raised(NamedTuple):
    """The questions that a record raises, and those of them that nobody has answered for its values."""

    found: list[Question]
    open: list[Question]

    def kept(self, before: str, because: str) -> str:
        """What the record keeps as confirmed: the new answers, and earlier ones to what it still raises."""
        again = {question.about for question in self.found} - {question.about for question in self.open}
        lines = [line for line in before.splitlines() if line.partition(": ")[0] in again]
        return "\n".join([*lines, *(f"{question.about}: {' '.join(because.split())}" for question in self.open)])


def raised(found: list[Question], *, changed: set[str] | None = None) -> Raised:
    """Questions are open where a field of theirs is `changed`, and all of those of a new record, which says None."""
    return Raised(found, [one for one in found if changed is None or changed & set(one.fields)])
