from decimal import Decimal

from core import forms
from core.formatting.numbers import plain
from indicators.bounds import check_number


class FigureField(forms.DecimalField):
    """A number as people write it: without the noughts that the database keeps behind it, and with commas if typed."""

    def prepare_value(self, value):
        return plain(value) if isinstance(value, Decimal) else value

    def to_python(self, value):
        return super().to_python(value.replace(",", "").strip() if isinstance(value, str) else value)


def check_numbers(
    form: forms.Form, numbers: dict[str, Decimal | None], unit: str | None, check=check_number, **facts
) -> None:
    """Say on each field of the form where its number is one that the unit cannot have."""
    for name, number in numbers.items():
        try:
            check(number, unit or "", **facts)
        except forms.ValidationError as error:
            form.add_error(name, f"{form.fields[name].label}: {error.message[:1].lower()}{error.message[1:]}")
