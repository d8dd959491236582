"""`{% load figures %}`: numbers with their units, as people say them."""

import re
from decimal import Decimal

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from core.formatting import numbers, sentences
from core.formatting.numbers import plain

register = template.Library()
YEAR = re.compile(r"\b\d{4}-\d{2}\b")


@register.filter
def figure(value: Decimal | str | None, unit: str = "") -> str:
    """1204 → 1,204; with a unit £1,204, 61% or 34.2 per 10,000. A dash where nothing is known."""
    text = plain(value) if isinstance(value, Decimal) else value
    return numbers.with_unit(text, unit) if text is not None else numbers.NOTHING


@register.filter
def period(text: str) -> str:
    """2019-20, quarter 4 of 2019-20, 31 March 2020."""
    return sentences.period(text)


@register.filter
def whole_years(text: object) -> SafeString:
    """A title in which no line ends inside a year such as 2019-20, however large it is set and narrow the page."""
    kept = YEAR.sub(r'<span class="edition-whole p-nowrap">\g<0></span>', conditional_escape(text))
    return mark_safe(kept)  # noqa: S308 -- escaped, and the rest is ours
