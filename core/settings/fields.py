"""Form fields of settings. What they clean is plain JSON."""

import re

from django.core.exceptions import ValidationError

from core import forms
from core.settings.brand import LEAST_CONTRAST, contrast_with_white, darker

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# The last day that each month has in every year.
LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class ColourField(forms.CharField):
    """A colour written like #0b4f6c, dark enough for white text; one that is too pale is refused with one that is."""

    def __init__(self, **kwargs):
        super().__init__(max_length=7, **kwargs)

    def clean(self, value):
        colour = super().clean(value).strip().lower()
        colour = colour if colour.startswith("#") else f"#{colour}"
        if not re.fullmatch(r"#[0-9a-f]{6}", colour):
            raise ValidationError("Enter the colour as a # and six letters or numbers, like #0b4f6c")
        if (ratio := contrast_with_white(colour)) < LEAST_CONTRAST:
            raise ValidationError(
                f"White text on {colour} has a contrast of {_cut(ratio)} to 1, and {LEAST_CONTRAST} to 1 is needed "
                f"to read it. {darker(colour)} is the nearest darker shade that passes"
            )
        return colour


class DayOfYearField(forms.CharField):
    """A day that comes round every year, typed like 30 September, kept like 09-30."""

    def __init__(self, **kwargs):
        super().__init__(max_length=20, **kwargs)

    def prepare_value(self, value):
        return day_of_year(value) if re.fullmatch(r"\d{2}-\d{2}", value or "") else value

    def clean(self, value):
        text = self.prepare_value(super().clean(value)).strip()
        found = re.fullmatch(r"(\d{1,2})\s+([A-Za-z]{3,})", text)
        months = [number for number, name in enumerate(MONTHS, 1) if found and _begins(name, found[2])]
        if len(months) != 1:
            raise ValidationError("Enter a day and a month, like 30 September")
        if not 1 <= int(found[1]) <= LAST_DAYS[months[0] - 1]:
            raise ValidationError(f"{MONTHS[months[0] - 1]} has no day {int(found[1])} in every year")
        return f"{months[0]:02d}-{int(found[1]):02d}"


def day_of_year(value: str) -> str:
    """09-30 in words: 30 September."""
    month, day = value.split("-")
    return f"{int(day)} {MONTHS[int(month) - 1]}"


def _begins(name: str, typed: str) -> bool:
    return name.lower().startswith(typed.lower())


def _cut(ratio: float) -> str:
    """Cut, not rounded: 4.46 is not said to be 4.5."""
    return f"{int(ratio * 10) / 10:g}"
