"""Figures that belong together, before and after a rule for small numbers."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property


@dataclass(frozen=True)
class Count:
    """One number of a group. `percent` is its share as the source gives it; None means not known. With `hidden` it is
    hidden for something that stands elsewhere."""

    value: Decimal | None
    published: bool = False
    percent: Decimal | None = None
    percent_published: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Group:
    """Counts that belong together: parts, and the total that they make or are taken from.

    With `exhaustive` the parts make the total, printed or not; otherwise the total has a remainder that nobody prints.
    `population` is how many people live where the counts come from, where that is known.
    """

    parts: tuple[Count, ...]
    total: Count | None = None
    exhaustive: bool = True
    population: Decimal | None = None

    @cached_property
    def known_total(self) -> Count | None:
        """The total that a reader knows: the printed one, or the one that printed shares give away."""
        if not self.exhaustive or any(part.value is None for part in self.parts):
            return self.total
        added = sum((part.value for part in self.parts), Decimal(0))
        if self.total is not None:
            return Count(added, self.total.published, hidden=self.total.hidden)
        return Count(added) if any(part.percent is not None for part in self.parts) else None

    @cached_property
    def remainder(self) -> Decimal | None:
        """What of the total no part holds; below nought where the parts overlap; None where it cannot be known."""
        if self.exhaustive or self.total is None or self.total.value is None:
            return None
        if any(part.value is None for part in self.parts):
            return None
        return self.total.value - sum((part.value for part in self.parts), Decimal(0))


@dataclass(frozen=True)
class Ratio:
    """A percentage, a rate or a mean, and what it is worked out from, as far as that is known."""

    value: Decimal | None
    unit: str = "%"
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    published: bool = False


@dataclass(frozen=True)
class Shown:
    """What to print of a group, in its order: a number, the rule's symbol, or None where there is no number."""

    parts: tuple[str | None, ...]
    total: str | None
    percents: tuple[str | None, ...]


@dataclass(frozen=True)
class ShownRatio:
    value: str | None
    numerator: str | None
    denominator: str | None
