"""What a partnership's home page shows: each app offers its cards and its duties, the page lays them out.

A card is a function of a partnership, a year and the member who looks; it may return None where they may not see it.
Duties are a function of a partnership, the member and the day; it gives those that this person has or waits for.
Apps register theirs in `overview` and `duties`, which are found by name (`core.apps.OFFERS`).

    def ending(partnership, member, today):
        return Post.objects.ending_by(today).values("title", "ends_on") if member.can(…) else None

    @duty(20, ending)
    def posts_ending(partnership, member, today, posts): …

A question takes what its card or duty takes and gives a queryset, or its SQL where that is `kept`, or None where the
member has nothing to do with it: then the function is left out. The rows of all questions come in one statement, as
`core.db.combined_queries` makes them, and follow the other arguments. So the page stays quick however many things it
looks at.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import islice

from core.calendar.financial_years import FinancialYear
from core.db.combined_queries import Question as Asked
from core.db.combined_queries import kept, rows_of
from core.models import SetAside
from core.registry import Registry, dotted

RUNS_THE_PARTNERSHIP = "change_settings"
LATELY = datetime.timedelta(days=92)
# A partnership that has not done its first steps by then does without them.
BEGINS_FOR = datetime.timedelta(days=366)


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
    """Something to be done: what, on which page, until when, and who must act where that is somebody else.

    The day does not move with today, so that what is late stays late. By its `key`, which is the same on every day,
    one that is late or has no day can be set aside with a reason; without a key it can only be done. The key holds all
    that the reason was given for, such as the day or the amount: what is more, or another, is late again.
    """

    title: str
    url: str
    due_on: datetime.date | None = None
    waits_on: str = ""
    key: str = ""

    def days_left(self, today: datetime.date) -> int | None:
        return (self.due_on - today).days if self.due_on else None


@dataclass(frozen=True)
class Step:
    """What a new partnership does first, on which page, and whether it is done."""

    title: str
    url: str
    is_done: bool


@dataclass(frozen=True)
class Due:
    """A duty as it stands today."""

    duty: Duty
    days: int | None

    @property
    def is_late(self) -> bool:
        return self.days is not None and self.days < 0

    @property
    def may_be_set_aside(self) -> bool:
        """What is late or would otherwise stand there for ever, and is this person's own."""
        return bool(self.duty.key) and not self.duty.waits_on and (self.is_late or self.days is None)

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
class Aside:
    """A duty that somebody has set aside: why, who and when."""

    duty: Duty
    reason: str
    by: str | None
    on: datetime.date


@dataclass(frozen=True)
class OthersAside:
    """What somebody has set aside that this person does not have to do."""

    title: str
    reason: str
    by: str | None
    on: datetime.date


@dataclass(frozen=True)
class Duties:
    """Late ones first among what is the person's own; what waits on others, and what was set aside, apart. `others` is
    told only to those who run the partnership: what was set aside lately of which they have nothing to do."""

    late: list[Due]
    next: list[Due]
    waiting: list[Due]
    aside: list[Aside]
    others: list[OthersAside]

    def __bool__(self):
        return bool(self.late or self.next or self.waiting)


Build = Callable[..., Card | None]
Offer = Callable[..., Iterable[Duty]]
Question = Callable[..., Asked | None]


@dataclass(frozen=True)
class _Registered:
    position: int
    make: Callable
    questions: tuple[Question, ...]


_builders: Registry[str, _Registered] = Registry("cards")
_offers: Registry[str, _Registered] = Registry("duties")
_steps: Registry[str, _Registered] = Registry("first steps")


def card(position: int, *questions: Question):
    """Registers the function as a card; lower positions come first."""
    return _register(_builders, position, questions)


def duty(position: int, *questions: Question):
    """Registers the function as one that offers duties; of two for the same day, lower positions come first."""
    return _register(_offers, position, questions)


def first_step(position: int, *questions: Question):
    """Registers the function as one that gives a step of a new partnership, or None; lower positions come first."""
    return _register(_steps, position, questions)


def same_for_all(permission: str, hangs_on: Callable = lambda partnership, today: today) -> Callable:
    """Makes a duty's question of a function of what it `hangs_on`, which is the day unless told otherwise. It is the
    same for all who have the permission, so that its SQL is `kept`; others have nothing to do with it."""

    def question_of(question: Callable) -> Question:
        made = kept(lambda fact: [question(fact)])

        def asked(partnership, member, today):
            return made(hangs_on(partnership, today))[0] if member.can(permission) else None

        return asked

    return question_of


def overview(partnership, year: FinancialYear, member, today: datetime.date) -> tuple[list[Card], Duties, list[Step]]:
    """The member's cards, duties and first steps; all that they ask by `questions` is one statement.

    There are no steps once all of them are done, or the partnership has been here for a year.
    """
    builders = _asking(_builders, partnership, year, member)
    offers = _asking(_offers, partnership, member, today)
    is_new = today - partnership.founded_on < BEGINS_FOR and not partnership.is_closed
    steps = _asking(_steps, partnership, member, today) if is_new else []
    made, aside = _answered(builders + offers + steps)
    ends = len(made) - len(steps)
    found = [one for one in made[ends:] if one is not None]
    still_open = found if any(not one.is_done for one in found) else []
    return _cards(made[: len(builders)]), _duties(made[len(builders) : ends], aside, member, today), still_open


def duties(partnership, member, today: datetime.date) -> Duties:
    """What is late, what comes next and what waits on whom, for this member, by day; what has no day comes last."""
    return _duties(*_answered(_asking(_offers, partnership, member, today)), member, today)


def _register(registered: Registry[str, _Registered], position: int, questions: tuple[Question, ...]):
    def register(make):
        registered[dotted(make)] = _Registered(position, make, questions)
        return make

    return register


def _asking(registered: Registry[str, _Registered], *args) -> list[tuple[Callable, list[Asked]]]:
    """Each function in its order with what it asks; without those whose question does not concern the member."""
    found = []
    for one in sorted(registered.values(), key=lambda one: one.position):
        asked = [question(*args) for question in one.questions]
        if None not in asked:
            found.append((partial(one.make, *args), asked))
    return found


def _answered(asking: list[tuple[Callable, list[Asked]]]) -> tuple[list, dict[str, dict]]:
    """What each function makes of its answers, and what was set aside by its key."""
    questions = [one for _, asked in asking for one in asked]
    aside, *found = rows_of([SetAside.objects.for_overview(), *questions]) if questions else [[]]
    answers = iter(found)
    return [make(*islice(answers, len(asked))) for make, asked in asking], {row["duty"]: row for row in aside}


def _cards(made: list[Card | None]) -> list[Card]:
    return [one for one in made if one is not None]


def _duties(offered: list[Iterable[Duty]], aside: dict[str, dict], member, today: datetime.date) -> Duties:
    every = [one for offer in offered for one in offer]
    every.sort(key=lambda one: (one.due_on is None, one.due_on or today))
    found = [Due(one, one.days_left(today)) for one in every if one.key not in aside]
    own = [due for due in found if not due.duty.waits_on]
    return Duties(
        late=[due for due in own if due.is_late],
        next=[due for due in own if not due.is_late],
        waiting=[due for due in found if due.duty.waits_on],
        aside=[_aside(one, aside[one.key]) for one in every if one.key in aside],
        others=_others(aside, {one.key for one in every}, today) if member.can(RUNS_THE_PARTNERSHIP) else [],
    )


def _others(aside: dict[str, dict], own: set[str], today: datetime.date) -> list[OthersAside]:
    """The latest first. Whether it has been done since is known only to those who have to do it."""
    rows = [row for key, row in aside.items() if key not in own and today - row["aside_on"] <= LATELY]
    rows.sort(key=lambda row: row["aside_on"], reverse=True)
    return [OthersAside(row["title"], row["reason"], row["by"], row["aside_on"]) for row in rows]


def _aside(duty: Duty, row: dict) -> Aside:
    return Aside(duty, row["reason"], row["by"], row["aside_on"])
