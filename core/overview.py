"""What a partnership's home page shows: each app offers its cards, the page lays them out.

A card is a function of a partnership, a year and the member who looks; it may return None where they may not see it.
Apps register theirs by importing the modules that hold them when they are ready.
"""

from collections.abc import Callable
from dataclasses import dataclass

from core.years import FinancialYear


@dataclass(frozen=True)
class Card:
    """A figure with its name, a sentence about it, and the page that it comes from. `needs` says what is missing."""

    title: str
    url: str
    figure: str = ""
    text: str = ""
    needs: tuple[str, ...] = ()


Build = Callable[[object, FinancialYear, object], Card | None]
_builders: dict[str, tuple[int, Build]] = {}


def card(position: int):
    """Registers the function as a card; lower positions come first."""

    def register(build: Build) -> Build:
        _builders[f"{build.__module__}.{build.__name__}"] = (position, build)
        return build

    return register


def cards(partnership, year: FinancialYear, member) -> list[Card]:
    """The cards that the member may see, in their order."""
    made = [build(partnership, year, member) for _, build in sorted(_builders.values(), key=lambda entry: entry[0])]
    return [one for one in made if one is not None]
