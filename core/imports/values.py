"""What a cell may hold, how it is read and how it is written. Each value refuses with the end of a sentence that
begins with the cell's name: `B7: “abc” is not an amount of money; write it like 1234.50`."""

import datetime
import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from import_export.widgets import Widget

from core.calendar.financial_years import FinancialYear
from core.calendar.months import month_number
from core.calendar.written_periods import part_of_year
from core.formatting.folding import fold_choice
from core.formatting.numbers import money, number, plain
from core.formatting.units import code_of
from core.formatting.written_numbers import explained, read, rounded

MOST_POUNDS = Decimal(1_000_000_000)
# What a spreadsheet shows for 5-9 and 2011-12 once it has taken them for dates.
MADE_A_DATE = re.compile(
    r"\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)-\d\d",
    re.ASCII | re.IGNORECASE,
)
A_DATE = "is a date, which a spreadsheet may have made of what was typed. Format the cell as text and type it again"
MIDNIGHT = r"(?: 00:00(?::00)?)?"
DAY_SHAPES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})" + MIDNIGHT, re.ASCII),
    re.compile(r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4})" + MIDNIGHT, re.ASCII),
    re.compile(r"(?P<day>\d{1,2})[ -](?P<month>[A-Za-z]{3,9})[ -](?P<year>\d{4})", re.ASCII),
)
# As a register writes it; beside years and quarters nobody knows what such numbers are.
DASHED_DAY = re.compile(r"(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>\d{4})", re.ASCII)
YEARS = range(1900, 2201)


class Value(Widget):
    """Text as it is. `example` shows in the template; `is_text` keeps Excel from changing what is typed."""

    example = ""
    is_text = True
    shape = "Text"
    # Whether a cell that holds a date says a value of this sort: with the day in full, or at all.
    takes_days = takes_dates = False

    def __init__(self, example=""):
        super().__init__(coerce_to_string=True)
        self.example = example or self.example

    def clean(self, value, row=None, **kwargs):
        return value

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value)

    def choices(self) -> list[str]:
        """The words of which a cell holds one, where they are few; nothing where it may hold others."""
        return []

    def shown(self, value) -> str:
        """How a preview writes a value: as a person reads it, where a cell has it plain."""
        return self.render(value)


class Text(Value):
    """Text up to the length of the model's field, which the resource fills in. `is_line` forbids several lines."""

    def __init__(self, example="", *, is_line=True):
        super().__init__(example)
        self.is_line, self.longest = is_line, None

    def clean(self, value, row=None, **kwargs):
        value = " ".join(value.split()) if self.is_line else value.replace("\r\n", "\n").replace("\r", "\n")
        if self.longest and len(value) > self.longest:
            raise ValueError(f"this text has {len(value):,} characters; at most {self.longest:,} fit")
        return value


class UnitCode(Text):
    """A unit in any of its spellings; what is kept is its code, and of a unit that the list lacks its own words."""

    shape = "n, %, £, a rate such as per 10,000, or a word such as courses"

    def clean(self, value, row=None, **kwargs):
        return super().clean(code_of(value))


class Number(Value):
    """A number with up to `places` decimals, as its source gives it; a percent sign or a pound sign may stand by it."""

    example = "12.5"
    is_text = False
    shape = "A number, such as 1234.5"
    what = "a number; write it like 1234.5"
    places, most = 6, Decimal(10**10 - 1)
    least = -most
    signs = "£%"

    def clean(self, value, row=None, **kwargs):
        amount = self.exact(value)
        if not self.least <= amount <= self.most:
            raise ValueError(self._out_of_range(value, amount))
        kept = rounded(amount, self.places)
        if kept != amount and not self.places:
            raise ValueError(f"“{value}” has too many decimals; it may have no decimals")
        return kept

    def exact(self, value) -> Decimal:
        """The number as it is written, which a spreadsheet may have worked out to more decimals than are kept."""
        written = read(value)
        if written is None or written.sign not in ("", *self.signs):
            raise ValueError(self._not_one(value))
        return written.amount

    def _not_one(self, value) -> str:
        if why := explained(value):
            return f"“{value}” {why}"
        return f"“{_short(value)}” is not {self.what}"

    def _out_of_range(self, value, amount) -> str:
        if amount < self.least and self.least == 0:
            return f"“{value}” is below zero, which it cannot be"
        return f"“{value}” is out of range; it may be from {self.least:,} to {self.most:,}"

    def render(self, value, obj=None, **kwargs):
        if value is None:
            return ""
        return plain(value)

    def shown(self, value):
        return number(value, max(0, -Decimal(plain(value)).as_tuple().exponent))


class Money(Number):
    example = "1234.50"
    shape = "Pounds, such as 1234.50"
    what = "an amount of money; write it like 1234.50"
    places, least, most = 2, Decimal(0), MOST_POUNDS
    signs = "£"

    def shown(self, value):
        return money(value)


class Whole(Number):
    """A whole number from nothing to `most`."""

    example = "4"
    shape = "A whole number"
    what = "a whole number; write it like 12"
    places, least, signs = 0, Decimal(0), ""

    def __init__(self, example="", *, most):
        super().__init__(example)
        self.most = Decimal(most)

    def clean(self, value, row=None, **kwargs):
        return int(super().clean(value))


class Share(Number):
    """A small number with two decimals that cannot be below zero, such as full-time equivalents."""

    example = "0.8"
    places, least, signs = 2, Decimal(0), ""

    def __init__(self, example="", *, most):
        super().__init__(example)
        self.most = Decimal(most)


class Day(Value):
    example = "2019-07-01"
    takes_days = takes_dates = True
    shape = "A date, such as 2019-07-01 or 01/07/2019"

    def clean(self, value, row=None, **kwargs):
        return day(value, (*DAY_SHAPES, DASHED_DAY))

    def render(self, value, obj=None, **kwargs):
        return value.isoformat() if value else ""


def day(text: str, shapes=DAY_SHAPES) -> datetime.date:
    for shape in shapes:
        if found := shape.fullmatch(text):
            break
    else:
        raise ValueError(f"“{_short(text)}” is not a date; write it like 2019-07-01 or 01/07/2019")
    try:
        moment = datetime.date(int(found["year"]), month_number(found["month"]) or 0, int(found["day"]))
    except ValueError as error:
        raise ValueError(f"“{text}” is not a day that there is; the day comes before the month") from error
    if moment.year not in YEARS:
        raise ValueError(f"“{text}” is not between {YEARS[0]} and {YEARS[-1]}")
    return moment


class YesNo(Value):
    """Yes or No; `yes` says when it is Yes and what that changes, for whoever fills the column in."""

    example = "No"
    words = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}

    def __init__(self, yes: str, example=""):
        super().__init__(example)
        self.shape = f"Yes or No. Yes {yes}"

    def choices(self):
        return ["Yes", "No"]

    def clean(self, value, row=None, **kwargs):
        try:
            return self.words[fold_choice(value)]
        except KeyError:
            raise ValueError(f"“{_short(value)}” is neither Yes nor No") from None

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else "Yes" if value else "No"


class Choice(Value):
    """One of a model's choices, by the word that pages show."""

    def __init__(self, choices, example=""):
        self.labels = dict(choices.choices)
        super().__init__(example or next(iter(self.labels.values())))
        self.codes = {fold_choice(text): code for code, label in self.labels.items() for text in (code, label)}
        self.shape = "One of: " + ", ".join(self.labels.values())

    def choices(self):
        return list(self.labels.values())

    def clean(self, value, row=None, **kwargs):
        try:
            return self.codes[fold_choice(value)]
        except KeyError:
            allowed = ", ".join(self.labels.values())
            raise ValueError(f"“{_short(value)}” is not one of these: {allowed}") from None

    def render(self, value, obj=None, **kwargs):
        return self.labels.get(value, "")


class Year(Value):
    """A financial year; `2019/20`, `2019-2020` and `FY2019/20` are taken for `2019-20`."""

    example = "2019-20"
    shape = "A year from April to March, such as 2019-20"

    def clean(self, value, row=None, **kwargs):
        try:
            return str(FinancialYear.parse(value))
        except ValidationError:
            raise ValueError(_not_a_year(value)) from None


def _not_a_year(value: str) -> str:
    if DAY_SHAPES[0].fullmatch(value):
        return f"“{value}” is a date and not a year; a spreadsheet may have changed it. Format the cell as text"
    return f"“{_short(value)}” is not a year; write it like 2019-20"


class Period(Year):
    """A financial year, its quarter or half, or a day."""

    takes_days = True
    shape = "A year, a quarter, a half-year or a day: 2019-20, 2019-20 Q4, 2019-20 H1, 2020-03-31"

    def clean(self, value, row=None, **kwargs):
        if part := part_of_year(value):
            return part
        try:
            return day(value).isoformat()
        except ValueError:
            pass
        try:
            return super().clean(value)
        except ValueError:
            raise ValueError(
                f"“{_short(value)}” is not a period; write it like 2019-20, 2019-20 Q4, 2019-20 H1 or 2020-03-31"
            ) from None


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
