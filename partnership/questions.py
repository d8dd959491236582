"""What is asked about a year's money before it is kept. Forms and imports ask the same."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from core.calendar.financial_years import FinancialYear
from core.formatting.folding import fold
from core.formatting.numbers import money
from core.formatting.sentences import day
from core.submissions.questions import IS_IT, Question, limit, one_each
from partnership.models import Budget, Contribution, Income, Spending


@dataclass(frozen=True)
class Line:
    """What one sort of row says: its amounts with the words for them, what tells it from others of its year, which
    amounts are measured by which others, and which cannot be there before the year begins."""

    words: dict[str, str]
    key: tuple[str, ...] = ()
    measured: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    came: tuple[str, ...] = ()


LINES = {
    Budget: Line({"opening_reserve": "as the opening reserve", "closing_reserve_agreed": "agreed to keep"}),
    Contribution: Line(
        {"agreed": "agreed", "invoiced": "invoiced", "received": "received"},
        key=("agency_id", "paid"),
        measured=(
            ("invoiced-of-agreed", "invoiced", ("agreed",)),
            ("received-of-due", "received", ("agreed", "invoiced")),
        ),
        came=("received",),
    ),
    Income: Line({"amount": "of income"}, key=("item",)),
    Spending: Line(
        {"planned": "planned", "actual": "spent"},
        key=("item",),
        measured=(("spent-of-planned", "actual", ("planned",)),),
        came=("actual",),
    ),
}


class Known:
    """The amounts that are on record, to find those of the year before and whether a row stands alone in its year; a
    file's own rows are added as they come."""

    def __init__(self, model, **which):
        self.line = LINES[model]
        self._amounts = {}
        self._in_year = defaultdict(set)
        for row in model.objects.filter(**which):
            self.add(row)

    @classmethod
    def before(cls, row) -> "Known":
        """Those of a row's year and of the year before it."""
        years = [row.year, str(FinancialYear.parse(row.year).previous())]
        return cls(type(row), partnership=row.partnership_id, year__in=years)

    def add(self, row) -> None:
        self._amounts[row.year, *self._key(row)] = {name: getattr(row, name) for name in self.line.words}
        self._in_year[row.year].add(self._key(row))

    def has_others(self, row) -> bool:
        """Whether the row's year has other rows of its sort."""
        known = self._in_year[row.year]
        return len(known) > (self._key(row) in known)

    def last(self, row) -> dict:
        """What the same row said a year before."""
        return self._amounts.get((str(FinancialYear.parse(row.year).previous()), *self._key(row)), {})

    def _key(self, row) -> tuple:
        values = (getattr(row, name) for name in self.line.key)
        return tuple(fold(value) if isinstance(value, str) else value for value in values)


def about(row, known: Known) -> list[Question]:
    """What is to be asked about a row of a year's money, one question for each of its fields at most."""
    line, last = LINES[type(row)], known.last(row)
    return one_each(
        [
            *_summed(row, line, known),
            *_measured(row, line),
            *_early(row, line),
            *_large(row, line),
            *_grown(row, line, last),
        ]
    )


def _summed(row, line: Line, known: Known) -> Iterator[Question]:
    """A total among the lines would be added to them again; where it is all that is known it is a line."""
    asked = limit("sum-of-the-others")
    if "item" in line.key and asked.is_named(row.item) and known.has_others(row):
        text = (
            f"Is “{row.item}” a line of its own? The portal adds up the lines itself: leave out one that is their sum."
        )
        yield Question(asked, ("item",), text, f"Yes, “{row.item}” is a line of its own")


def _measured(row, line: Line) -> Iterator[Question]:
    for code, name, others in line.measured:
        other = next((one for one in others if getattr(row, one) is not None), None)
        if other and limit(code).is_far(getattr(row, name), getattr(row, other)):
            text = f"{_said(row, line, name)} of {_said(row, line, other)}?"
            yield Question(limit(code), (name, other), text)


def _early(row, line: Line) -> Iterator[Question]:
    year = FinancialYear.parse(row.year)
    for name in line.came:
        if getattr(row, name) and year.starts > timezone.localdate():
            text = f"{_said(row, line, name)} in {year}, which begins on {day(year.starts)}?"
            yield Question(limit("money-before-its-year"), (name, "year"), text)


def _large(row, line: Line) -> Iterator[Question]:
    for name in line.words:
        if limit("very-large-amount").is_too_large(getattr(row, name)):
            yield Question(limit("very-large-amount"), (name,), f"{_said(row, line, name)}{IS_IT}")


def _grown(row, line: Line, last: dict) -> Iterator[Question]:
    far = limit("many-times-last-year")
    for name in line.words:
        amounts = [last.get(name), *last.values()]
        before = next((amount for amount in amounts if amount is not None), None)
        if far.is_far(getattr(row, name), before):
            previous = FinancialYear.parse(row.year).previous()
            text = f"{_said(row, line, name)}, after {money(before)} in {previous}?"
            yield Question(far, (name,), text)


def _said(row, line: Line, name: str) -> str:
    return f"{money(getattr(row, name))} {line.words[name]}"
