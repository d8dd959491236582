"""Which indicators have shares or rates of the same people: `indicators/catalogue/populations.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "catalogue" / "populations.toml"


@dataclass(frozen=True)
class Population:
    """Those of whom the shares or rates of `indicators` are; the value of `counted` is how many there are."""

    of: str
    indicators: tuple[int, ...]
    counted: int | None = None

    @property
    def told_by(self) -> set[int]:
        """Indicators that may say how many they are."""
        return {*self.indicators, *([self.counted] if self.counted else ())}


@cache
def populations() -> tuple[Population, ...]:
    told = tomllib.loads(FILE.read_text())["population"]
    return tuple(Population(**one | {"indicators": tuple(one["indicators"])}) for one in told)


@cache
def populations_of(number: int | None) -> tuple[Population, ...]:
    """Those of whom the shares or rates of the indicator may be; none of what is no indicator."""
    return tuple(one for one in populations() if number in one.indicators)
