"""Periods as people write them: a financial year, its quarter or half."""

import re

from django.core.exceptions import ValidationError

from core.calendar.financial_years import FIRST, LAST, FinancialYear
from core.calendar.months import month_number
from core.formatting.folding import fold

# Long enough for "first month 2019 to last month 2020"; what is longer would be read again from each of its spaces.
LONGEST = 40
NAME = r"(?P<sort>quarter|qtr|q|half|h) ?(?P<number>[1-4])"
# 2019-20 Q4, 2019-20 quarter 4, Q4 2019-20, Q4 of 2019/20.
PART_OF_YEAR = re.compile(rf"(?P<year>.+?)[ ,]*{NAME}", re.ASCII)
YEAR_OF_PART = re.compile(rf"{NAME}(?: ?[,:/-])?(?: ?of)? (?P<year>.+)", re.ASCII)
# Jan-Mar 2020, October 2019 to March 2020.
MONTHS = re.compile(
    r"(?P<first>[a-z]{3,9})(?: (?P<begins>\d{4}))? ?(?:-|to) ?(?P<last>[a-z]{3,9}) (?P<ends>\d{4})", re.ASCII
)
# The parts of a financial year by its first and its last month.
NAMED = {
    **{(4, 6): "Q1", (7, 9): "Q2", (10, 12): "Q3", (1, 3): "Q4"},
    **{(4, 9): "H1", (10, 3): "H2", (4, 3): ""},
}


def part_of_year(text: str) -> str | None:
    """2019-20 Q4 for that and for “Q4 2019-20”, “Quarter 4 of 2019/20” and “Jan-Mar 2020”, which say when a year of
    theirs is meant; 2019-20 for “April 2019 to March 2020”. None where the text names no part of a year, `ValueError`
    with the end of a sentence where it may name several."""
    plain = fold(text) if len(text) <= LONGEST else ""
    if months := MONTHS.fullmatch(plain):
        return _of_months(text, months)
    part = YEAR_OF_PART.fullmatch(plain) or PART_OF_YEAR.fullmatch(plain)
    if not part or (part["sort"][0] == "h" and int(part["number"]) > 2):
        return None
    name = f"{part['sort'][0].upper()}{part['number']}"
    _refuse_year_alone(text, part["year"], name)
    try:
        return f"{FinancialYear.parse(part['year'])} {name}"
    except ValidationError:
        raise ValueError(f"“{text}” names no year from April to March; write it like 2019-20 {name}") from None


def _of_months(text, months) -> str | None:
    first, last = month_number(months["first"]), month_number(months["last"])
    if not first or not last:
        return None
    ends = int(months["ends"])
    begins = ends if first <= last else ends - 1
    if (first, last) not in NAMED or int(months["begins"] or begins) != begins or not FIRST < ends <= LAST:
        raise ValueError(f"“{text}” is no year from April to March and no quarter or half of one")
    return f"{FinancialYear(ends - 1 if last <= 3 else ends)} {NAMED[first, last]}".rstrip()


def _refuse_year_alone(text, year, name) -> None:
    """After one year alone nobody knows whether it is of the calendar."""
    alone = re.fullmatch(r"(\d{4}) ?[-/]?", year, re.ASCII)
    if alone and FIRST <= int(alone[1]) <= LAST:
        sort = "quarter" if name[0] == "Q" else "half"
        like = f"{FinancialYear(int(alone[1]))} {name}"
        raise ValueError(f"“{text}” is not a {sort} of a year from April to March; write it like {like}")
