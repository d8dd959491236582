from datetime import date

from django import forms
from django.utils.dateparse import parse_date


class DateParts(forms.MultiWidget):
    """Day, month and year in three boxes."""

    use_fieldset = True

    def __init__(self, attrs=None):
        super().__init__({part: forms.TextInput for part in ("day", "month", "year")}, attrs)

    def decompress(self, value):
        if isinstance(value, str):
            value = parse_date(value)
        return [str(value.day), str(value.month), str(value.year)] if isinstance(value, date) else ["", "", ""]


class MoneyInput(forms.TextInput):
    """A box for pounds, with the sign before it."""

    prefix = "£"


class NamesInput(forms.TextInput):
    """A box with names to choose from, which takes others too."""

    def __init__(self, attrs=None, *, names=()):
        super().__init__(attrs)
        self.names = names


class TextArea(forms.Textarea):
    """A box for text of more than a line; counts words where `max_words` is given."""

    def __init__(self, attrs=None, *, max_words=None):
        super().__init__(attrs)
        self.max_words = max_words


class Choices:
    """Each choice may have a hint, and may reveal another field of the form: both by the choice's value."""

    def __init__(self, *args, hints=None, reveals=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.hints = hints or {}
        self.reveals = reveals or {}


class Radios(Choices, forms.RadioSelect):
    pass


class Checkboxes(Choices, forms.CheckboxSelectMultiple):
    pass
