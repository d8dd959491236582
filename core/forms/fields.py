import re
from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from core.calendar.financial_years import FinancialYear
from core.calendar.months import month_number
from core.formatting.characters import LONGEST_TEXT
from core.formatting.folding import UNSEEN
from core.formatting.numbers import plain
from core.formatting.units import LONGEST as LONGEST_UNIT
from core.formatting.units import code_of
from core.formatting.written_numbers import explained, read, rounded
from core.forms.widgets import DateParts, MoneyInput, TextArea

LONGEST_EMAIL = 254

PARTS = ("day", "month", "year")
FIRST_YEAR = 1900


class DateField(forms.MultiValueField):
    """A date typed as day, month and year; says which part is wrong.

    `called` is the name used in messages where the label is a question.
    """

    widget = DateParts

    def __init__(self, *, called=None, **kwargs):
        self.called = called
        parts = [forms.CharField(required=False) for _ in PARTS]
        super().__init__(parts, require_all_fields=False, **kwargs)

    def clean(self, value):
        if self.disabled and not isinstance(value, list):
            return value
        typed = [str(part or "").strip() for part in value or [""] * 3]
        if not any(typed):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        day = self._date(typed)
        self.run_validators(day)
        return day

    def _date(self, typed):
        missing = [part for part, text in zip(PARTS, typed, strict=True) if not text]
        if missing:
            self._refuse(f"must include a {' and '.join(missing)}", missing)
        day, month, year = typed
        if not re.fullmatch(r"[0-9]{4}", year):
            self._refuse("must have a year of 4 numbers", ["year"])
        if int(year) < FIRST_YEAR:
            self._refuse(f"must be in {FIRST_YEAR} or later", ["year"])
        try:
            return date(int(year), month_number(month) or 0, _day(day))
        except ValueError:
            self._refuse("must be a real date", ["day", "month", "year"])

    def _refuse(self, words, parts):
        name = self.called or self.label or "The date"
        raise ValidationError(f"{name} {words}", code="invalid", params={"parts": parts})


def _day(text):
    return int(text) if re.fullmatch(r"[0-9]{1,2}", text) else 0


class NumberField(forms.DecimalField):
    """A number as people write it, without the noughts that the database keeps behind it. `signs` may stand by it;
    with `rounds`, what a spreadsheet worked out is taken with as many decimals as are kept."""

    signs, rounds = "", False

    def prepare_value(self, value):
        return plain(value) if isinstance(value, Decimal) else value

    def to_python(self, value):
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        written = read(value)
        if written is None or written.sign not in ("", *self.signs):
            raise _no_number(self, value)
        return rounded(written.amount, self.decimal_places) if self.rounds else written.amount


class WholeNumberField(forms.IntegerField):
    """A whole number, by the same reader."""

    def to_python(self, value):
        written = read(value) if isinstance(value, str) else None
        if isinstance(value, str) and value.strip() and (written is None or written.sign or written.amount % 1):
            raise _no_number(self, value)
        return int(written.amount) if written else super().to_python(value)


def _no_number(field, typed):
    """What is wrong with what somebody typed for a number, and what to write instead where that is known."""
    why = explained(typed)
    says = f"{field.label}: “{typed.strip()}” {why}" if field.label else f"“{typed.strip()}” {why}"
    return ValidationError(says if why else field.error_messages["invalid"], code="invalid")


class MoneyField(NumberField):
    """Pounds and pence. Takes what people type: a pound sign, thousands separated by commas, spaces."""

    widget = MoneyInput
    default_error_messages = {"invalid": "Enter an amount in pounds, such as 1,234 or 1,234.50"}
    signs = "£"

    def __init__(self, **kwargs):
        super().__init__(max_digits=12, decimal_places=2, **kwargs)

    def prepare_value(self, value):
        return value

    def widget_attrs(self, widget):
        return {}


class TextField(forms.CharField):
    """Text of several lines. `max_words` and `max_length` show a count while people type."""

    def __init__(self, *, max_words=None, rows=6, **kwargs):
        self.max_words = max_words
        super().__init__(widget=kwargs.pop("widget", TextArea({"rows": rows}, max_words=max_words)), **kwargs)

    def to_python(self, value):
        # Browsers send two characters for a new line and count one.
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text

    def validate(self, value):
        super().validate(value)
        words = len(value.split()) if value else 0
        if self.max_words and words > self.max_words:
            name = self.label or "The text"
            raise ValidationError(f"{name} must be {self.max_words} words or fewer; it has {words}", code="max_words")


class YearField(forms.CharField):
    """A financial year as people type it, 2019/20 or 2019-2020; what is kept is 2019-20."""

    def __init__(self, *, max_length=None, **kwargs):
        # That of the column: what is typed may be longer.
        super().__init__(**kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        return text if text in self.empty_values else str(FinancialYear.parse(text))


class UnitField(forms.CharField):
    """A unit as people type it, Number or per cent; what is kept is its code."""

    def __init__(self, *, max_length=LONGEST_UNIT, **kwargs):
        # That of the column: what is typed may be longer.
        super().__init__(**kwargs)
        self.longest = max_length

    def to_python(self, value):
        unit = code_of(super().to_python(value))
        if len(unit) > self.longest:
            raise ValidationError(f"{self.label} must be {self.longest} characters or fewer")
        return unit


class EmailField(forms.EmailField):
    """An address as long as an account's may be, without signs that nobody sees."""

    def __init__(self, *, max_length=LONGEST_EMAIL, **kwargs):
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value):
        return super().to_python(UNSEEN.sub("", value) if isinstance(value, str) else value)


def limit(field: forms.Field) -> None:
    """Let no text that somebody types be longer than the database, a page or a workbook takes, without a count."""
    is_text = isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField | forms.JSONField)
    if is_text and field.max_length is None and not field.widget.is_hidden:
        message = field.error_messages.get("max_length")
        field.validators.append(MaxLengthValidator(LONGEST_TEXT, message))
