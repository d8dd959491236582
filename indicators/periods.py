"""Periods of figures: a year, a quarter or half of it, or a day. Figures are compared within one sort of them."""

import datetime
import re
from collections.abc import Iterable
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.db.models import Case, CharField, Q, Value, When

from core.calendar.financial_years import FinancialYear
from core.imports.values import Period

YEAR, QUARTER, HALF, DAY = "year", "quarter", "half", "day"
MONTHS = {QUARTER: 3, HALF: 6}
# Months between two days of a count, by the words of the catalogue.
EVERY = {"Quarterly": 3, "Yearly": 12}
SORTS_EVERY = {"Quarterly": QUARTER, "Yearly": YEAR}
ONE_DAY = datetime.timedelta(days=1)
# As somebody may write one; kept, it is shorter.
LONGEST = 30
PART = re.compile(r"(\d{4}-\d{2}) ([QH])([1-4])", re.ASCII)


def sort_of(period: str) -> str:
    """Which of the four it is; anything that is none of them counts as a year."""
    if found := PART.fullmatch(period):
        return QUARTER if found[2] == "Q" else HALF
    return DAY if re.fullmatch(r"\d{4}-\d{2}-\d{2}", period, re.ASCII) else YEAR


def usual_sort(last: str, frequency: str) -> str:
    """The sort of period that a figure is counted by: as it was last, else as often as it is said to be counted."""
    return sort_of(last) if last else SORTS_EVERY.get(frequency, YEAR)


def sort_in_database() -> Case:
    """`sort_of` of the column `period`, in a query."""
    return Case(
        When(period__contains="Q", then=Value(QUARTER)),
        When(period__contains="H", then=Value(HALF)),
        When(Q(period__regex=r"^\d{4}-\d{2}-\d{2}$"), then=Value(DAY)),
        default=Value(YEAR),
        output_field=CharField(),
    )


@lru_cache(maxsize=1000)  # Pages and files name the same few periods over and over.
def last_day(period: str) -> datetime.date:
    """The day on which the period ends; the earliest there is for one that cannot be read."""
    try:
        if found := PART.fullmatch(period):
            year = FinancialYear.parse(found[1])
            months = MONTHS[QUARTER if found[2] == "Q" else HALF] * int(found[3])
            return _month_end(year.first, 3 + months)
        return datetime.date.fromisoformat(period) if sort_of(period) == DAY else FinancialYear.parse(period).ends
    except (ValueError, ValidationError):
        return datetime.date.min


def first_day(period: str) -> datetime.date:
    """The day on which the period begins; the earliest there is for one that cannot be read."""
    last = last_day(period)
    if last == datetime.date.min or sort_of(period) == DAY:
        return last
    months = MONTHS.get(sort_of(period), 12)
    return _month_end(last.year - 1, last.month + 12 - months) + ONE_DAY


def before(period: str) -> list[str]:
    """The periods that a figure of this one may be compared with as “previous”: the last of its sort, the same of the
    year before, and for a day the end of the quarter before."""
    end = last_day(period)
    if end == datetime.date.min:
        return []
    months = 3 if sort_of(period) == DAY else MONTHS.get(sort_of(period), 12)
    ends = [_month_end(end.year - 1, end.month + 12 - back) for back in (months, 12)]
    return list(dict.fromkeys(_named(sort_of(period), one) for one in ends))


def after(period: str) -> list[str]:
    """The periods whose figures may have this one for their “previous”."""
    end = last_day(period)
    if end == datetime.date.min or end.year >= datetime.MAXYEAR - 1:
        return []
    months = 3 if sort_of(period) == DAY else MONTHS.get(sort_of(period), 12)
    ends = [_month_end(end.year, end.month + ahead) for ahead in (months, 12)]
    return list(dict.fromkeys(_named(sort_of(period), one) for one in ends))


def parts_of(period: str) -> list[list[str]]:
    """The periods that make it up, in each of the ways in which it can be divided."""
    found = PART.fullmatch(period)
    if found and found[2] == "H":
        last = 2 * int(found[3])
        return [[f"{found[1]} Q{last - 1}", f"{found[1]} Q{last}"]]
    if found or sort_of(period) == DAY:
        return []
    ways = ("Q1", "Q2", "Q3", "Q4"), ("H1", "H2"), ("H1", "Q3", "Q4"), ("Q1", "Q2", "H2")
    return [[f"{period} {name}" for name in names] for names in ways]


def told_together(periods: Iterable[str]) -> set[str]:
    """The periods, and all whose figures say something about those of them."""
    found = {one for period in periods for one in (period, *before(period))}
    found |= {later for period in found for later in after(period)}
    years = {PART.sub(r"\1", period) for period in found if sort_of(period) != DAY}
    return found | {one for year in years for one in (year, *(part for parts in parts_of(year) for part in parts))}


def short(period: str) -> str:
    """As it stands under a chart: 31 Mar 2020, Q4 2019-20, 2019-20."""
    if sort_of(period) == DAY:
        day = datetime.date.fromisoformat(period)
        return f"{day.day} {day:%b %Y}"
    found = PART.fullmatch(period)
    return f"{found[2]}{found[3]} {found[1]}" if found else period


def last_over(like: str, frequency: str, day: datetime.date) -> str:
    """The last period of the same sort that was over on a day; nothing where the calendar does not say.

    A day stands for the quarter or the year that ends with it, as the frequency has it.
    """
    sort = sort_of(like)
    if sort == DAY and frequency not in EVERY:
        return ""
    months = EVERY[frequency] if sort == DAY else MONTHS.get(sort, 12)
    year = FinancialYear.of(day)
    ends = [
        _month_end(first, 3 + months * n) for first in (year.first - 1, year.first) for n in range(1, 12 // months + 1)
    ]
    return _named(sort, max(end for end in ends if end <= day))


def _named(sort: str, end: datetime.date) -> str:
    """What a period of that sort is called that ends on a day."""
    year = FinancialYear.of(end)
    months = (end.year - year.first) * 12 + end.month - 3
    names = {YEAR: str(year), DAY: end.isoformat()}
    return names.get(sort) or f"{year} {'Q' if sort == QUARTER else 'H'}{months // MONTHS[sort]}"


def read(text: str) -> str:
    """The period as it is kept, however somebody types it; nothing where the text names none."""
    try:
        return Period().clean(text)
    except ValueError:
        return ""


def is_period(text: str) -> bool:
    return last_day(text) != datetime.date.min


def _month_end(year: int, month: int) -> datetime.date:
    year, month = (year + 1, month - 12) if month > 12 else (year, month)
    first_after = datetime.date(year + month // 12, month % 12 + 1, 1)
    return first_after - datetime.timedelta(days=1)
