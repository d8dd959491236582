from decimal import Decimal

from core import forms
from indicators.bounds import check_number, check_sign


class FigureField(forms.NumberField):
    """A figure, with the sign of its unit if somebody writes one."""

    signs, rounds = "£%", True


class CountField(FigureField):
    """What a share or rate was counted from: it has no sign of a unit."""

    signs = ""


def check_numbers(
    form: forms.Form, numbers: dict[str, Decimal | None], unit: str | None, check=check_number, **facts
) -> None:
    """Say on each field of the form where its number is one that the unit cannot have."""
    for name, number in numbers.items():
        try:
            check_sign(form.data.get(form.add_prefix(name), ""), unit or "")
            check(number, unit or "", **facts)
        except forms.ValidationError as error:
            form.add_error(name, f"{form.fields[name].label}: {error.message[:1].lower()}{error.message[1:]}")
