"""What a figure can be: not of the future, nor of long ago, nor below nothing. Forms and imports ask the same."""

import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone

from core.calendar.financial_years import FIRST_COUNTED, FinancialYear, check_counted_year
from core.formatting.sentences import period as in_words
from core.formatting.units import Kind, is_known, unit_named
from core.formatting.written_numbers import read
from indicators.periods import first_day, last_day
from indicators.totals import TOTALS

NOUGHT, WHOLE = Decimal(0), Decimal(100)
WRITE_INSTEAD = (
    "For a share write the unit as %, for a rate as per 1,000 or per 10,000, for a mean as mean or days. If it is none "
    "of them and counts no people, add one figure by hand first and say so there"
)


def check_period(period: str) -> None:
    """Raises `ValidationError` where the period has not begun yet or nobody counted so early."""
    _check_age(period)
    if first_day(period) > timezone.localdate():
        raise ValidationError(f"{_capital(period)} has not begun yet, and a figure cannot be of the future")


def check_printed_period(period: str) -> None:
    """The same for what a document prints, which may be a plan for the next years."""
    _check_age(period)
    check_counted_year(str(FinancialYear.of(first_day(period))), timezone.localdate())


def check_number(
    number: Decimal | None, unit: str, *, is_share: bool = False, is_counted: bool = False, is_people: bool = False
) -> None:
    """Raises `ValidationError` for a number that its unit cannot have. A share is a percentage of a whole, and what is
    counted is whole where it is a number of people or things. `is_people` is for units that the list lacks."""
    if number is None:
        return
    of = unit_named(unit)
    if number < NOUGHT and (is_share or not of.below_zero):
        raise ValidationError("It cannot be below 0")
    if is_share and number > WHOLE:
        raise ValidationError("A share cannot be more than 100%")
    if is_counted and is_people and number < NOUGHT:
        raise ValidationError("A number of people cannot be below 0")
    if is_counted and is_people and not is_known(unit) and number % 1:
        raise ValidationError(
            f"“{of.name}” is not on the list of units, so it is taken for a number of people, and that is whole. "
            f"{WRITE_INSTEAD}"
        )
    if is_counted and (of.whole or is_people) and number % 1:
        raise ValidationError("A number of people or things is whole, such as 12")


def check_sign(text: str, unit: str) -> None:
    """Raises `ValidationError` where the sign that somebody wrote by a number is not of its unit. Where no unit is
    named nobody can say."""
    written, of = read(text), unit_named(unit)
    if written is None or not written.sign or not unit:
        return
    fits = of.kind == Kind.MONEY if written.sign == "£" else of.is_part_of_whole
    if not fits:
        raise ValidationError(f"It is written “{text.strip()}”, and the unit is “{of.name}”. Write the number alone")


def check_numerator(number: Decimal | None, unit: str) -> None:
    """The same for what a value was counted from: people or things, but for a mean the days that were added up."""
    of = unit_named(unit)
    check_number(number, "n", is_counted=of.is_count or of.per is not None)


def check_printed(number: Decimal | None, unit: str, of: str) -> None:
    """The same for a total that a document prints, where its unit is named; money may be of any size."""
    if unit and of not in TOTALS:
        check_number(number, unit, is_counted=True)


def check_topic(topic: str) -> None:
    """Raises `ValidationError` for a name whose page could not be reached: its address is made of it."""
    if any(not part.strip(" .") for part in topic.split("/")):
        raise ValidationError("A name needs letters or figures, also before and after each “/”")


def _check_age(period: str) -> None:
    if last_day(period) < datetime.date(FIRST_COUNTED, 1, 1):
        raise ValidationError(f"{_capital(period)} is before {FIRST_COUNTED}")


def _capital(period: str) -> str:
    words = in_words(period)
    return f"{words[:1].upper()}{words[1:]}"
