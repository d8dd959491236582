"""What a record's field holds, in the words of a page."""

import datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

from core.dated import DAY

NOTHING = "–"


def in_words(field: models.Field, value: Any, named: dict | None = None) -> str:
    """A value as people read it: a choice by its label, a record by its name, a date, an amount, yes or no.

    `named` holds the texts of records that were loaded beforehand, by their keys, where a page shows many.
    """
    if value is None or value == "":
        return NOTHING
    if field.is_relation:
        return (named or {}).get(value) or str(value)
    return dict(field.flatchoices).get(value) or _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime.datetime):
        return date_format(timezone.localtime(value), f"{DAY}, H:i")
    if isinstance(value, datetime.date):
        return date_format(value, DAY)
    if isinstance(value, Decimal):
        return f"{value:,f}"
    return str(value)
