"""What is asked about a figure before it is kept. Forms and imports ask the same."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.utils import timezone

from assurance import rates
from assurance.models import IndicatorValue, Measure
from assurance.periods import last_day, sort_of
from assurance.wholes import names_the_whole
from core.figures import with_unit
from core.folding import fold
from core.questions import Question, limit, one_each
from core.sentences import capital, day, in_period
from core.sentences import period as in_words
from core.units import unit_named

KEYS = {IndicatorValue: ("indicator_id", "breakdown", "unit"), Measure: ("topic", "category", "unit")}


class Known:
    """The values that are on record, to find the one before and what shares make together; a file's own rows are added
    as they come."""

    def __init__(self, model, **which):
        self.key = KEYS[model]
        self._values = defaultdict(dict)
        self._shares, self._sums = {}, defaultdict(Decimal)
        rows = model.objects.filter(**which).exclude(value=None).order_by()
        for *key, period, value, is_part in rows.values_list(*self.key, "period", "value", "is_exhaustive"):
            self._of(key, period)[period] = value
            self._put_share(key, period, value, is_part=is_part)

    @classmethod
    def beside(cls, row) -> "Known":
        """Those of the same indicator or topic."""
        which = {name: getattr(row, name) for name in ("indicator_id", "topic") if hasattr(row, name)}
        return cls(type(row), partnership=row.partnership_id, **which)

    def add(self, row) -> None:
        if row.value is not None:
            self._of(self._key(row), row.period)[row.period] = row.value
            self._put_share(self._key(row), row.period, row.value, is_part=row.is_exhaustive)

    def before(self, row) -> tuple[str, Decimal] | None:
        """The last period before the row's of the same sort, and its value."""
        values = self._of(self._key(row), row.period)
        last = max((period for period in values if period < row.period), default=None)
        return (last, values[last]) if last else None

    def sums_with(self, row) -> tuple[Decimal, Decimal]:
        """What the shares that are all there are add up to beside the row's: as it was, and as it is now."""
        about, part, unit = _folded(self._key(row))
        before = self._sums[about, unit, row.period]
        return before, before - self._shares.get((about, part, unit, row.period), 0) + row.value

    def _put_share(self, key, period: str, value: Decimal, *, is_part: bool) -> None:
        about, part, unit = _folded(key)
        if unit_named(unit).is_share and not names_the_whole(part):
            new = value if is_part else Decimal(0)
            self._sums[about, unit, period] += new - self._shares.get((about, part, unit, period), 0)
            self._shares[about, part, unit, period] = new

    def _key(self, row) -> list:
        return [getattr(row, name) for name in self.key]

    def _of(self, key, period: str) -> dict:
        return self._values[*_folded(key), sort_of(period)]


def _folded(key) -> tuple:
    return tuple(fold(one) if isinstance(one, str) else one for one in key)


def about(row: IndicatorValue | Measure, known: Known) -> list[Question]:
    """What is to be asked about a figure, one question for each of its fields at most."""
    found = [*_early(row), *_counted_otherwise(row), *_above_the_whole(row), *_far(row, known)]
    return one_each([*found, *_above_the_whole_together(row, known)])


def whether_people(row: IndicatorValue | Measure) -> Question:
    """For a unit that nobody knows: what a file says is taken for people, and somebody has to agree."""
    text = (
        f"“{row.in_unit.name}” is not on the list of units. Is it right to take these figures for people, and to hide "
        "small ones from readers?"
    )
    return Question(limit("unit-not-on-the-list"), ("unit",), text)


def _early(row) -> Iterator[Question]:
    if (last := last_day(row.period)) > timezone.localdate():
        text = f"{capital(in_words(row.period))} ends on {day(last)}: is there a figure of it already?"
        yield Question(limit("period-not-over"), ("period",), text)


def _counted_otherwise(row) -> Iterator[Question]:
    parts = (getattr(row, name, None) for name in ("numerator", "denominator"))
    if says := rates.asks(row.unit, row.value, *parts):
        yield Question(limit("not-what-was-counted"), ("value", "numerator", "denominator"), says)


def _above_the_whole(row) -> Iterator[Question]:
    """Of a topic: a share of its parts or of an indicator that is too large is refused."""
    asked = limit("share-above-the-whole")
    if row.in_unit.is_share and asked.is_too_large(row.value):
        yield Question(asked, ("value",), f"{_said(row.value, row.unit)} is more than a whole: is it right?")


def _above_the_whole_together(row, known: Known) -> Iterator[Question]:
    """Asked once: of the row with which shares that are said to be all there are become too many."""
    if not row.in_unit.is_share or not row.is_exhaustive or row.value is None or row.is_whole:
        return
    asked, (before, now) = limit("parts-above-the-whole"), known.sums_with(row)
    if asked.is_too_large(now) and not asked.is_too_large(before):
        text = f"The parts add up to {_said(now, row.unit)} with this one: are they all there are, and none in two?"
        yield Question(asked, ("is_exhaustive", "value"), text)


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
