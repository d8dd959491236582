"""What a page says of the figures that it shows: whether they count people, and who says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from core.formatting.units import Kind, Unit, is_known, unit_named
from indicators.models import IndicatorValue, Measure, PeopleAnswer
from indicators.models.people import Series

NEVER = "This unit never counts people, so every number is shown."
SAID_NO = "They count no people, so every number is shown."
PEOPLE = "They count people, so small numbers are hidden from readers."
UNKNOWN = "This unit is not on the list, so they are taken for people: small numbers are hidden from readers."
WORKED_OUT = "They are worked out of numbers of people, and hidden from readers where those are small."
DEFAULT = {Kind.COUNT: PEOPLE, Kind.THINGS: NEVER, Kind.SHARE: WORKED_OUT, Kind.RATE: WORKED_OUT}


@dataclass(frozen=True)
class Told:
    """One series of a page: its unit, what holds, who said so if anybody did, and where to say otherwise."""

    unit: Unit
    says: str
    answer: PeopleAnswer | None
    query: str


def told(series: Iterable[Series], **of) -> list[Told]:
    """A line for each unit of the page's series that could count people; `of` names them in an address. One query."""
    listed = {one[-1]: one for one in series if unit_named(one[-1]).kind in DEFAULT}
    about = {one[1] for one in listed.values()}
    texts = {name for name in about if isinstance(name, str)}
    found = PeopleAnswer.objects.filter(topic__in=texts) if texts else PeopleAnswer.objects.filter(indicator__in=about)
    said = {answer.series: answer for answer in found.select_related("said_by")}
    return [_line(unit, said.get(one), of) for unit, one in listed.items()]


def series_of(rows: Iterable[IndicatorValue | Measure]) -> list[Series]:
    return list(dict.fromkeys(row.series for row in rows))


def _line(code: str, answer: PeopleAnswer | None, of: dict) -> Told:
    unit = unit_named(code)
    says = DEFAULT[unit.kind] if is_known(code) else UNKNOWN
    if answer:
        says = PEOPLE if answer.counts_people else SAID_NO
        if answer.counts_people and not unit.is_count:
            says = WORKED_OUT
    return Told(unit, says, answer, urlencode(of | {"unit": code}))
