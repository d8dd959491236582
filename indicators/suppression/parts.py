"""Parts by their category, so that one is known again in a period or a unit in which its breakdown has no name, or
another one."""

from collections import Counter
from collections.abc import Iterable


class OfCategory:
    """A row of a breakdown, known by its category alone."""

    def __init__(self, row):
        self.row, self.part = row, category_of(row)

    def __getattr__(self, name: str):
        return getattr(self.row, name)


def by_category(rows: Iterable) -> list:
    """The rows; where two of one period and unit have the same category, as “Unknown” by sex and by age, those of that
    category are told apart by their breakdowns."""
    rows = list(rows)
    if not any(row.grouped_by for row in rows):
        return rows
    times = Counter((row.series, category_of(row), row.period) for row in rows)
    several = {(series[:2], category) for (series, category, _), count in times.items() if count > 1}
    return [row if (row.series[:2], category_of(row)) in several else OfCategory(row) for row in rows]


def category_of(row) -> str:
    return getattr(row, row.category_in)
