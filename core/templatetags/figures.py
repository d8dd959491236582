"""`{% load figures %}`: numbers with their units, as people say them."""

from decimal import Decimal

from django import template

from core import figures, sentences
from core.blocks import plain

register = template.Library()


@register.filter
def figure(value: Decimal | str | None, unit: str = "") -> str:
    """1204 → 1,204; with a unit £1,204, 61% or 34.2 per 10,000. A dash where nothing is known."""
    text = plain(value) if isinstance(value, Decimal) else value
    return figures.with_unit(text, unit) if text is not None else figures.NOTHING


@register.filter
def period(text: str) -> str:
    """2019-20, quarter 4 of 2019-20, 31 March 2020."""
    return sentences.period(text)
