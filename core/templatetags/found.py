"""`{% load found %}`: the words that were looked for, marked where they stand."""

import re
from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from core.formatting.looking_for import pattern_of

register = template.Library()
AROUND = 120


@register.filter
def marked(text: str, words: Iterable[str]) -> SafeString:
    """The text with each of the words in a mark; a long one is cut to the part around the first of them."""
    pattern = re.compile("|".join(map(pattern_of, sorted(words, key=len, reverse=True))))
    text = _around(str(text), pattern)
    parts, end = [], 0
    for match in pattern.finditer(text):
        parts += [conditional_escape(text[end : match.start()]), format_html("<mark>{}</mark>", match[0])]
        end = match.end()
    return mark_safe("".join([*parts, conditional_escape(text[end:])]))  # noqa: S308 -- every part is escaped


def _around(text: str, pattern: re.Pattern) -> str:
    first = pattern.search(text)
    if len(text) <= 2 * AROUND or first is None:
        return text if len(text) <= 2 * AROUND else f"{text[: 2 * AROUND]}…"
    start, end = max(0, first.start() - AROUND), first.end() + AROUND
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
