"""What a partnership's home page shows: each app offers its cards and its duties, the page lays them out.

A card is a function of a partnership, a year and the member who looks; it may return None where they may not see it.
Duties are a function of a partnership, the member and the day; it gives those that this person has or waits for.
Apps register theirs by importing the modules that hold them when they are ready.
"""

import datetime
from collections.abc import Callable, Iterable
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


@dataclass(frozen=True)
class Duty:
    """Something to be done: what, on which page, until when, and who must act where that is somebody else."""

    title: str
    url: str
    due_on: datetime.date | None = None
    waits_on: str = ""

    def days_left(self, today: datetime.date) -> int | None:
        return (self.due_on - today).days if self.due_on else None


@dataclass(frozen=True)
class Due:
    """A duty as it stands today."""

    duty: Duty
    days: int | None

    @property
    def is_late(self) -> bool:
        return self.days is not None and self.days < 0

    @property
    def when(self) -> str:
        """ "3 days late", "due today", "in 2 days"; nothing where there is no day."""
        if self.days is None:
            return ""
        if self.days == 0:
            return "due today"
        count = f"{abs(self.days):,} day{'' if abs(self.days) == 1 else 's'}"
        return f"{count} late" if self.days < 0 else f"in {count}"


@dataclass(frozen=True)
class Duties:
    """Late ones first among what is the person's own; what waits on others apart."""

    late: list[Due]
    next: list[Due]
    waiting: list[Due]

    def __bool__(self):
        return bool(self.late or self.next or self.waiting)


Build = Callable[[object, FinancialYear, object], Card | None]
Offer = Callable[[object, object, datetime.date], Iterable[Duty]]
_builders: dict[str, tuple[int, Build]] = {}
_offers: dict[str, tuple[int, Offer]] = {}


def card(position: int):
    """Registers the function as a card; lower positions come first."""

    def register(build: Build) -> Build:
        _builders[f"{build.__module__}.{build.__name__}"] = (position, build)
        return build

    return register


def duty(position: int):
    """Registers the function as one that offers duties; of two for the same day, lower positions come first."""

    def register(offer: Offer) -> Offer:
        _offers[f"{offer.__module__}.{offer.__name__}"] = (position, offer)
        return offer

    return register


def cards(partnership, year: FinancialYear, member) -> list[Card]:
    """The cards that the member may see, in their order."""
    made = [build(partnership, year, member) for _, build in _in_order(_builders)]
    return [one for one in made if one is not None]


def duties(partnership, member, today: datetime.date) -> Duties:
    """What is late, what comes next and what waits on whom, for this member, by day; what has no day comes last."""
    found = [
        Due(one, one.days_left(today)) for _, offer in _in_order(_offers) for one in offer(partnership, member, today)
    ]
    found.sort(key=lambda due: (due.duty.due_on is None, due.duty.due_on or today))
    own = [due for due in found if not due.duty.waits_on]
    return Duties(
        late=[due for due in own if due.is_late],
        next=[due for due in own if not due.is_late],
        waiting=[due for due in found if due.duty.waits_on],
    )


def _in_order(registered: dict) -> list:
    return sorted(registered.values(), key=lambda entry: entry[0])
