"""What a record's field holds, in the words of a page."""

import datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

from core.formatting import numbers
from core.formatting.days import DAY

NOTHING = "–"


def in_words(field: models.Field, value: Any) -> str:
    """A value as people read it: a choice by its label, a record by its name, a date, an amount, yes or no."""
    if value is None or value in ("", [], {}):
        return NOTHING
    if isinstance(value, Decimal) and _is_money(field):
        return numbers.money(value)
    labels = dict(field.flatchoices or ()) if isinstance(value, str | int) else {}
    return str(labels.get(value, "")) or _plain(value)


def _is_money(field: models.Field) -> bool:
    """Pounds have two decimals and as many digits as `MoneyField` gives them; figures have more."""
    return isinstance(field, models.DecimalField) and (field.max_digits, field.decimal_places) == (12, 2)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime.datetime):
        return date_format(timezone.localtime(value), f"{DAY}, H:i")
    if isinstance(value, datetime.date):
        return date_format(value, DAY)
    if isinstance(value, Decimal):
        return f"{value.normalize():,f}"
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value)
    return str(value)
