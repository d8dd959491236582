"""What is asked about a figure before it is kept. Forms and imports ask the same."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from urllib.parse import urlencode

from django.utils import timezone

from core.formatting.folding import fold
from core.formatting.numbers import with_unit
from core.formatting.sentences import capital, day, in_period
from core.formatting.sentences import period as in_words
from core.formatting.units import code_of, unit_named
from core.submissions.questions import IS_IT, Question, limit, one_each
from indicators import rates
from indicators.models import IndicatorValue, Measure
from indicators.periods import last_day, sort_of
from indicators.sums import Doubt, Figure, doubts, figure

KEYS = {
    IndicatorValue: ("indicator_id", "breakdown", "unit", "grouped_by"),
    Measure: ("topic", "category", "unit", "grouped_by"),
}
TOLD = ("is_exhaustive", "confirmed")
TERMS = ("numerator", "denominator")


def names(model) -> tuple[str, ...]:
    """What is known of each row: whose it is, of what, and its numbers."""
    terms = TERMS if model is IndicatorValue else ()
    return ("pk", "partnership_id", *KEYS[model], "period", "value", *TOLD, *terms)


class Known:
    """The values that are on record, to find the one before and what those of a period make together. A file's own
    rows, and those of a form, are added before any of them is asked about."""

    def __init__(self, model, **which):
        self.key = KEYS[model]
        self.today = timezone.localdate()
        self._values, self._in_order = defaultdict(dict), {}
        self._now = defaultdict(dict)
        self._places, self._doubts, self._doubts_before, self._asked = {}, {}, {}, set()
        as_printed = "breakdown" if model is IndicatorValue else "position"
        for row in model.objects.filter(**which).order_by(as_printed, "pk").values_list(*names(model), named=True):
            self._places[row.pk] = self._put(row)
        self._recorded = defaultdict(dict, {family: dict(rows) for family, rows in self._now.items()})

    @classmethod
    def beside(cls, row) -> "Known":
        """Those of the same indicator or topic, and the row itself as it is to be kept."""
        which = {name: getattr(row, name) for name in ("indicator_id", "topic") if hasattr(row, name)}
        known = cls(type(row), partnership=row.partnership_id, **which)
        known.add(row)
        return known

    def add(self, row) -> None:
        """Take the row as it is to be kept, in the place of what is on record of it."""
        place = self._put(row)
        before = self._places.get(row.pk, place)
        if before != place:
            self._now[before[0]].pop(before[1], None)
            self._doubts.pop(before[0], None)

    def before(self, row) -> tuple[str, Decimal] | None:
        """The last period before the row's of the same sort, and its value."""
        series = self._series(row)
        values = self._values[series]
        if series not in self._in_order:
            self._in_order[series] = sorted(values)
        periods = self._in_order[series]
        place = bisect_left(periods, row.period)
        return (periods[place - 1], values[periods[place - 1]]) if place else None

    def doubts(self, row) -> list[Doubt]:
        """What is to be asked of the row's sums: once, of the first row that changes one of them, and again of the
        row whose record keeps why it is right."""
        family = self._family(row)
        doubts_now = self._doubts_of(self._now, family)
        if not doubts_now:
            return []
        one = self._now[family][self._figure(row).key]
        found = [doubt for doubt in doubts_now if one.key in doubt.keys and self._asks(family, doubt, one)]
        self._asked |= {(family, doubt.code, doubt.counted) for doubt in found}
        return found

    def _asks(self, family: tuple, doubt: Doubt, one: Figure) -> bool:
        if one.has_confirmed(doubt.code):
            return True
        if (family, doubt.code, doubt.counted) in self._asked:
            return False
        if doubt.stays_asked:
            return True
        if self._recorded[family].get(one.key) == one:
            return False
        was = any(doubt.is_the_same(other) for other in self._doubts_of(self._recorded, family))
        return not was or not doubt.is_confirmed_beside(one)

    def _doubts_of(self, figures: dict, family: tuple) -> list[Doubt]:
        known = self._doubts if figures is self._now else self._doubts_before
        if family not in known:
            # Values of indicators are recorded in no order.
            known[family] = doubts(figures[family].values(), is_in_order="topic" in self.key)
        return known[family]

    def _put(self, row) -> tuple[tuple, tuple]:
        """Know the row; returns its family and its place in that."""
        if row.value is not None:
            series = self._series(row)
            self._values[series][row.period] = row.value
            self._in_order.pop(series, None)
        family, one = self._family(row), self._figure(row)
        if self._now[family].get(one.key) != one:
            self._now[family][one.key] = one
            self._doubts.pop(family, None)
        return family, one.key

    def _family(self, row) -> tuple:
        return _folded((getattr(row, self.key[0]), row.period))

    def _figure(self, row) -> Figure:
        about, part, unit, name = self._key(row)
        number = row.value
        if number is None and unit_named(unit).is_count:
            number = getattr(row, "numerator", None)
        told = (getattr(row, name) for name in TOLD)
        terms = tuple(getattr(row, name, None) for name in TERMS)
        return figure((row.partnership_id, about, code_of(unit)), part, number, *told, name, terms)

    def _key(self, row) -> list:
        return [getattr(row, name) for name in self.key]

    def _series(self, row) -> tuple:
        return (*_folded(self._key(row)), sort_of(row.period))


def _folded(key) -> tuple:
    return tuple(fold(one) if isinstance(one, str) else one for one in key)


def about(row: IndicatorValue | Measure, known: Known) -> list[Question]:
    """What is to be asked about a figure that is known, one question for each of its fields at most."""
    sums = [doubt.question for doubt in known.doubts(row)]
    return one_each([*_early(row, known), *_counted_otherwise(row), *_above_the_whole(row), *sums, *_far(row, known)])


def whether_people(row: IndicatorValue | Measure) -> Question:
    """For a unit that nobody knows: what a file says is taken for people, and somebody has to agree, or say no on the
    page for that."""
    text = (
        f"“{row.in_unit.name}” is not on the list of units. Is it right to take these figures for people, and to hide "
        "small ones from readers?"
    )
    of = {"topic": row.topic} if isinstance(row, Measure) else {"indicator": row.indicator.number}
    no = f"{row.url_of('indicators:people_add')}?{urlencode(of | {'unit': row.unit})}"
    return Question(limit("unit-not-on-the-list"), ("unit",), text, no=no)


def _early(row, known: Known) -> Iterator[Question]:
    if (last := last_day(row.period)) > known.today:
        text = f"{capital(in_words(row.period))} ends on {day(last)}: is there a figure of it already?"
        yes = f"Yes, there is a figure of {in_words(row.period)} already"
        yield Question(limit("period-not-over"), ("period",), text, yes)


def _counted_otherwise(row) -> Iterator[Question]:
    parts = (getattr(row, name, None) for name in TERMS)
    if says := rates.asks(row.unit, row.value, *parts):
        yes = f"Yes, {_said(row.value, row.unit)} is right"
        yield Question(limit("not-what-was-counted"), ("value", *TERMS), says, yes)


def _above_the_whole(row) -> Iterator[Question]:
    """Of a topic: a share of its parts or of an indicator that is too large is refused."""
    asked = limit("share-above-the-whole")
    if row.in_unit.is_share and asked.is_too_large(row.value):
        yield Question(asked, ("value",), f"{_said(row.value, row.unit)} is more than a whole{IS_IT}")


def _far(row, known: Known) -> Iterator[Question]:
    far = limit("many-times-the-value-before")
    for period, value in filter(None, (known.before(row), _typed_before(row))):
        if far.is_far(row.value, value) or far.is_far(value, row.value):
            when = in_period(period) if period else "the year before"
            yield Question(far, ("value",), f"{_said(row.value, row.unit)}, after {_said(value, row.unit)} {when}?")


def _typed_before(row) -> tuple[str, Decimal] | None:
    previous = getattr(row, "previous", None)
    return None if previous is None else ("", previous)


def _said(value: Decimal, unit: str) -> str:
    return with_unit(value, unit)
