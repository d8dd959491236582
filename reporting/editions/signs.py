"""Which letters and signs can be printed: those of the report's own typeface."""

import unicodedata

from core import fonts
from core.typography import visible
from reporting.editions.errors import CannotRender


def check_signs(title: str, value) -> None:
    """Refuse text with a sign that the typeface lacks: the machine's own fonts must not decide what is printed."""
    for text in _texts(value):
        lacking = next((sign for sign in visible(text) if sign not in fonts.signs()), None)
        if lacking:
            name = unicodedata.name(lacking, "a sign without a name").lower()
            raise CannotRender(title, f"the report’s typeface has no “{lacking}” ({name}); write it in words")


def _texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for kept in value.values() if isinstance(value, dict) else value:
            yield from _texts(kept)
