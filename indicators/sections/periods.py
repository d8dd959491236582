"""Which periods belong to a report's year, and which of them speaks for it."""

import datetime
import re
from collections.abc import Iterable

from django.db.models import Q

from core.calendar.financial_years import FinancialYear
from indicators.periods import first_day, last_day

SNAPSHOT = "snapshot"


def is_within(period: str, year: FinancialYear) -> bool:
    """Whether a period is the year, a quarter or half of it or a day in it."""
    if re.fullmatch(rf"{year}( Q[1-4]| H[12])?", period, re.ASCII):
        return True
    try:
        return year.starts <= datetime.date.fromisoformat(period) <= year.ends
    except ValueError:
        return False


def is_asked(period: str, named: str | None, year: FinancialYear) -> bool:
    """Whether it is the period that a section names, or one of its year where it names none."""
    return period == named if named else is_within(period, year)


def of_year(periods: Iterable[str], year: FinancialYear, cohort: str = "") -> str | None:
    """The period that stands for the year: for a snapshot its last day, else the whole of it, else the one that ended
    last, of two the longer."""
    within = {period for period in periods if is_within(period, year)}
    preferred = [str(year), year.ends.isoformat()]
    if cohort.lower().startswith(SNAPSHOT):
        preferred.reverse()
    return next((period for period in preferred if period in within), max(within, key=_end_and_length, default=None))


def _end_and_length(period: str) -> tuple[datetime.date, datetime.timedelta]:
    return last_day(period), last_day(period) - first_day(period)


def in_years(*years: FinancialYear) -> Q:
    """Rows whose period is one of the years, a quarter or half of it or a day in it."""
    found = Q()
    for year in years:
        days = (year.starts.isoformat(), year.ends.isoformat())
        a_day = Q(period__regex=r"^\d{4}-\d{2}-\d{2}$", period__range=days)
        found |= Q(period=str(year)) | Q(period__regex=rf"^{year} (Q[1-4]|H[12])$") | a_day
    return found


def named(period: str | None) -> Q:
    """Rows of one period; none where no period is named."""
    return Q(period=period) if period else Q(pk__in=[])
