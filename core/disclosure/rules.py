"""The rules for small numbers, as data: `core/catalogue/suppression.toml`."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[1] / "catalogue" / "suppression.toml"


@dataclass(frozen=True)
class Rule:
    """One convention for small numbers, with the edition and the source that it is taken from."""

    code: str
    name: str
    edition: str
    source: str
    threshold: int
    hide_zero: bool
    round_to: int
    symbol: str
    secondary: bool
    percent_min_denominator: int
    min_population: int
    percent_places: int | None = None
    # The others by which the figures of a period have been shown, in a partnership that has changed its rule.
    also: Callable[[str], tuple["Rule", ...]] = field(default=lambda period: (), compare=False, repr=False)

    def __post_init__(self):
        if self.threshold and self.least + 1 >= self.threshold:
            raise ValueError(f"{self.code}: a symbol that stands for one number only hides nothing.")

    @property
    def least(self) -> int:
        """The smallest count that the symbol may stand for."""
        return 0 if self.hide_zero else 1

    @property
    def most(self) -> int:
        """The largest count that is small."""
        return self.threshold - 1

    @property
    def rounds(self) -> bool:
        return self.round_to > 1

    @property
    def hides(self) -> bool:
        """Whether it hides anything at all."""
        return self.threshold > 0

    def is_small(self, count: Decimal | None) -> bool:
        """Whether a count has to be hidden: also a part of one or one below nought, which nobody can have counted.
        Nought is small only where the rule hides it."""
        return count is not None and abs(count) < self.threshold and (count != 0 or self.hide_zero)

    @property
    def says(self) -> str:
        """What the symbol means, to stand after it in a legend."""
        if not self.symbol:
            return ""
        rounded = f" Other counts are rounded to the nearest {self.round_to}." if self.rounds else ""
        return (
            f"stands for a number that is not shown, because it is from {self.least} to {self.most} "
            f"or would give such a number away.{rounded}"
        )


@dataclass(frozen=True)
class Default:
    """The rule that a kind of partnership follows while it has chosen none; `why` names the kind and the practice."""

    kind: str
    rule: str
    why: str


@cache
def rules() -> dict[str, Rule]:
    """The shipped rules by code."""
    return {entry["code"]: Rule(**entry) for entry in _catalogue()["rule"]}


@cache
def defaults() -> dict[str, Default]:
    """What each kind of partnership follows, by the kind."""
    return {entry["kind"]: Default(**entry) for entry in _catalogue()["default"]}


def _catalogue() -> dict:
    return tomllib.loads(FILE.read_text())
