"""The year that a partnership accounts for: 1 April to 31 March, written 2019-20."""

import datetime
import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from core.formatting.folding import fold

# As people write it, once folded: 2019-20, 2019/20, 2019-2020, FY 2019/20.
WRITTEN = re.compile(r"(?:f\.?y\.? ?)?(\d{4}) ?[-/] ?(\d{2}|\d{4})", re.ASCII)
LONGEST = 60
# What a partnership can have records of; beyond it there are slips of the keyboard, and days that no calendar has.
FIRST, LAST = 1900, 2199
# Nothing that is counted here, or paid for, is older than the boards of the Children Act 1989 and those before them.
FIRST_COUNTED = 1990
# Partners agree money some years ahead; beyond that a year is a slip of the keyboard.
YEARS_AHEAD = 5


@dataclass(frozen=True, order=True)
class FinancialYear:
    first: int

    @classmethod
    def parse(cls, label: str) -> "FinancialYear":
        """The year, however people write it; raises `ValidationError` for what is none, absurd years too."""
        found = WRITTEN.fullmatch(fold(label[: LONGEST + 1]))
        if not found:
            raise ValidationError(f"“{_short(label)}” is not a year written like 2019-20.")
        first, after = int(found[1]), f"{int(found[1]) + 1:04d}"
        if not after.endswith(found[2]):
            raise ValidationError(f"“{_short(label)}” is not a year: after {found[1]} comes {after}.")
        if not FIRST <= first <= LAST:
            raise ValidationError(f"“{_short(label)}” is not a year between {FIRST} and {LAST + 1}.")
        return cls(first)

    @classmethod
    def of(cls, day: datetime.date) -> "FinancialYear":
        return cls(day.year if day.month >= 4 else day.year - 1)

    @property
    def starts(self) -> datetime.date:
        return datetime.date(self.first, 4, 1)

    @property
    def ends(self) -> datetime.date:
        return datetime.date(self.first + 1, 3, 31)

    def covers(self, period: str) -> bool:
        """Whether a period lies within the year: the year itself, a quarter of it, or a day."""
        try:
            return self.starts <= datetime.date.fromisoformat(period) <= self.ends
        except ValueError:
            return period.split()[:1] == [str(self)]

    def previous(self) -> "FinancialYear":
        return FinancialYear(self.first - 1)

    def next(self) -> "FinancialYear":
        return FinancialYear(self.first + 1)

    def __str__(self):
        return f"{self.first}-{(self.first + 1) % 100:02d}"


class YearConverter:
    """A year in an address, also with both years in full; as it is kept, so that no odd sign reaches the database."""

    regex = r"\d{4}[-–](?:\d{4}|\d{2})"

    def to_python(self, value: str) -> str:
        try:
            return str(FinancialYear.parse(value))
        except ValidationError as error:
            raise ValueError(error.message) from error

    def to_url(self, value) -> str:
        return str(value)


def validate_year(label: str) -> None:
    """For a column that keeps a year, which is written in one way."""
    if str(FinancialYear.parse(label)) != label:
        raise ValidationError(f"“{_short(label)}” is not a year written like 2019-20.")


def check_counted_year(label: str, today: datetime.date) -> None:
    """Raises `ValidationError` for a year that no money is kept for, in a sentence."""
    first = FinancialYear.parse(label).first
    if first < FIRST_COUNTED:
        raise ValidationError(f"The year {label} is before {FIRST_COUNTED}")
    if first > FinancialYear.of(today).first + YEARS_AHEAD:
        raise ValidationError(f"The year {label} is more than {YEARS_AHEAD} years ahead")


def is_year(label: str) -> bool:
    """Whether the text names a financial year; a day or a quarter does not."""
    try:
        FinancialYear.parse(label)
    except ValidationError:
        return False
    return True


def _short(label: str) -> str:
    return label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…"


def years_kept(founded_on: datetime.date, today: datetime.date) -> list[FinancialYear]:
    """The years that the portal looks after: from the last that had ended when a partnership began here, to this one.

    What was left open in an earlier year came in with its history, and nobody is asked for it.
    """
    first = FinancialYear.of(min(founded_on, today)).previous()
    return [FinancialYear(year) for year in range(first.first, FinancialYear.of(today).first + 1)]
