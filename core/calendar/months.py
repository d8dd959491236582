"""Months as people write and count them."""

import calendar
import datetime

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
SHORTEST = 3


def month_number(text: str) -> int | None:
    """7 for "7", "07", "July", "jul" and "JULY"; None for what is no month, however it begins."""
    if text.isascii() and text.isdigit() and len(text) <= 2:
        return int(text) if 1 <= int(text) <= len(MONTHS) else None
    name = text.lower()
    named = [month.startswith(name) for month in MONTHS]
    return named.index(True) + 1 if len(name) >= SHORTEST and any(named) else None


def months_after(day: datetime.date, count: int) -> datetime.date:
    """The same day so many months later; in a shorter month its last day."""
    months = day.month - 1 + count
    year, month = day.year + months // 12, months % 12 + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
