"""How each indicator moved, from the texts that the reader may see; and which ones nobody has counted lately."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from core.formatting.numbers import parse, plain, with_unit
from core.formatting.sentences import in_period
from indicators.comparators import AREAS, TARGET
from indicators.models import Indicator
from indicators.periods import last_day, last_over, sort_of
from indicators.suppression import ShownRows

ARROWS = {"rose": "↑", "fell": "↓", "same": "→"}
WORDS = {"rose": "Rose", "fell": "Fell", "same": "The same"}
# How long after its end a period's figures are usually counted, checked and sent: a quarter.
TIME_TO_COUNT = datetime.timedelta(days=91)
GOOD = {Indicator.Direction.UP: "rose", Indicator.Direction.DOWN: "fell"}


@dataclass(frozen=True)
class Trend:
    """From the last period of the same sort but one to the last: which way, and whether that is good."""

    way: str
    since: str
    judgement: str = ""

    @property
    def arrow(self) -> str:
        return ARROWS[self.way]

    def __str__(self):
        says = f"{WORDS[self.way]}{'' if self.way == 'same' else ' since'} {self.since}".strip()
        says = f"{WORDS[self.way]} as {self.since}" if self.way == "same" else says
        return f"{says}: {self.judgement}" if self.judgement else says


def latest_rows(values, shown: ShownRows) -> dict:
    """Indicator → what the list says of it: latest value, period, trend, and what it is compared with."""
    found = {}
    for indicator_id, rows in groupby(values, key=lambda row: row.indicator_id):
        rows = list(rows)
        period = max((row.period for row in rows), key=last_day)
        latest = [row for row in rows if row.period == period and not row.breakdown]
        texts = [_text(row, shown) for row in latest]
        found[indicator_id] = {
            "latest": "; ".join(texts) or "By category only",
            "latest_period": period,
            "trend": _trend(latest[0], rows, shown) if latest else None,
            "beside": "; ".join(_beside(latest[0])) if latest else "",
        }
    return found


def missing(last_periods, today: datetime.date) -> dict[int, str]:
    """What each indicator lacks that was counted before, by its number: the last period that others have, or the last
    that the calendar says is over and should be counted by now.

    Takes (number, name, how often, sort of period, last period); an indicator is known by the sort that it was counted
    by last.
    """
    newest: dict[str, str] = {}
    own: dict[int, str] = {}
    often: dict[int, str] = {}
    for number, _, frequency, sort, last in last_periods:
        newest[sort] = max(newest.get(sort, last), last, key=last_day)
        own[number] = max(own.get(number, last), last, key=last_day)
        often[number] = frequency
    wanted = {number: _wanted(last, newest, often[number], today) for number, last in own.items()}
    return {number: wanted[number] for number, last in own.items() if last_day(last) < last_day(wanted[number])}


def _wanted(last: str, newest: dict[str, str], frequency: str, today: datetime.date) -> str:
    by_others, by_calendar = newest[sort_of(last)], last_over(last, frequency, today - TIME_TO_COUNT)
    return max(by_others, by_calendar or by_others, key=last_day)


def _trend(row, rows, shown: ShownRows) -> Trend | None:
    earlier = (
        one
        for one in rows
        if one.unit == row.unit and not one.breakdown and sort_of(one.period) == sort_of(row.period) and one is not row
    )
    before = next(earlier, None)
    if before is None:
        return None
    now, then = parse(shown.of(row).value), parse(shown.of(before).value)
    if now is None or then is None:
        return None
    way = _way(now, then)
    since = (
        f"{with_unit(plain(then), row.unit)} {in_period(before.period)}" if way != "same" else in_period(before.period)
    )
    return Trend(way, since, _judged(row.indicator.good_direction, way))


def _way(now: Decimal, then: Decimal) -> str:
    return "same" if now == then else "rose" if now > then else "fell"


def _judged(good: str, way: str) -> str:
    if way == "same" or good not in GOOD:
        return ""
    return "better" if GOOD[good] == way else "worse"


def _beside(row) -> list[str]:
    return [
        f"{one.formal} {with_unit(plain(one.of(row)), row.unit)}" for one in (*AREAS, TARGET) if one.of(row) is not None
    ]


def _text(row, shown: ShownRows) -> str:
    text = shown.of(row).value
    return with_unit(text, row.unit) if text is not None else "–"
