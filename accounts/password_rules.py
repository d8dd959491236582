"""What a password may not be, on top of Django's rules: no composition, no expiry, as the NCSC advises."""

import re

from django.core.exceptions import ValidationError

from core.models import Partnership

LONGEST = 128
OWN_WORDS = {"safeguarding", "partnership", "password"}
SHORTEST_WORD = 5
# In the name of nearly every partnership, and in good pass phrases too.
HARMLESS = {"adults", "board", "child", "children", "group", "panel", "death", "overview", "local", "joint", "council"}


class ShortEnough:
    """Longer than anybody types; without a limit, hashing is work that strangers can cause."""

    def validate(self, password, user=None):
        if len(password) > LONGEST:
            raise ValidationError(f"Your password must be {LONGEST} characters or fewer.", code="password_too_long")

    def get_help_text(self):
        return f"It can have up to {LONGEST} characters, spaces too."


class NoWordsOfThePortal:
    """The words that somebody who wants to come in here tries first: what we do, and whose places these are."""

    def validate(self, password, user=None):
        typed = password.lower()
        if found := sorted(word for word in words_of_the_portal() if word in typed):
            raise ValidationError(
                f"Your password must not contain “{found[0]}”: it is one of the first words that people try here.",
                code="password_word_of_the_portal",
            )

    def get_help_text(self):
        return "It must not contain “safeguarding” or the name of a partnership."


def words_of_the_portal() -> set[str]:
    named = Partnership.objects.values_list("name", "short_name", "slug")
    words = {word for names in named for name in names for word in re.findall(r"[a-z]+", name.lower())}
    return OWN_WORDS | {word for word in words - HARMLESS if len(word) >= SHORTEST_WORD}
