from decimal import Decimal

from core import forms
from core.blocks import plain


class FigureField(forms.DecimalField):
    """A number as people write it: without the noughts that the database keeps behind it, and with commas if typed."""

    def prepare_value(self, value):
        return plain(value) if isinstance(value, Decimal) else value

    def to_python(self, value):
        return super().to_python(value.replace(",", "").strip() if isinstance(value, str) else value)
