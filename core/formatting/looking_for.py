"""What somebody looks for, as a pattern that Python and the database read alike.

A word is found whatever capitals, accents, apostrophes and unseen signs stand in it (“obrien” finds O’Brien, “cafe”
Café), in the singular and in the plural, and “A&E” is found as “A and E”. It takes linear time.
"""

import re
from collections import defaultdict
from functools import cache, lru_cache

from core.formatting.folding import INVISIBLE, LIKE, bare

MARKS = "\u0300-\u036f"
# Between two letters of a word these are no part of it; behind the last one they may belong to what follows.
UNHEARD, ACCENTS = f"[{MARKS}{LIKE[chr(39)]}'{INVISIBLE}]*", f"[{MARKS}]*"
AND = "[ \u00a0]*(?:&|[aA][nN][dD])[ \u00a0]*"
HISSING = ("ses", "xes", "zes", "ches", "shes")


@lru_cache(maxsize=1000)
def pattern_of(word: str) -> str:
    """The pattern of a word in small letters, as `core.dashboard.search.words_of` gives it."""
    parts = "".join(map(_plain, word)).split("&")
    return AND.join([*map(_spelt, parts[:-1]), _in_any_number(parts[-1])])


def finds(word: str, text: str) -> re.Match | None:
    """Where the text says the word first."""
    return re.search(pattern_of(word), text)


def _in_any_number(word: str) -> str:
    """The word in the singular and in the plural: agency and agencies, church and churches, child and childs."""
    if len(word) > 3 and word.endswith(("ies", "y")):
        return f"{_spelt(word.removesuffix('ies').removesuffix('y'))}{UNHEARD}(?:{_spelt('y')}|{_spelt('ie')})"
    if len(word) > 4 and word.endswith(HISSING):
        return _spelt(word[:-2])
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return _spelt(word[:-1])
    return _spelt(word)


def _spelt(word: str) -> str:
    letters = [_letter(sign) for sign in word]
    for place in range(len(word) - 1):
        if joined := _letters().get(word[place : place + 2]):
            apart = f"{letters[place]}{UNHEARD}{letters[place + 1]}"
            letters[place], letters[place + 1] = f"(?:{apart}|[{joined}])", ""
    return f"{UNHEARD.join(filter(None, letters))}{ACCENTS if word else ''}"


def _plain(sign: str) -> str:
    """An accent that was typed is not asked for."""
    return bare(sign) if sign.isalpha() and bare(sign).isascii() else sign


def _letter(sign: str) -> str:
    if known := _letters().get(sign):
        return f"[{known}]"
    return f"[{sign}{sign.upper()}]" if sign.isalpha() and len(sign.upper()) == 1 else re.escape(sign)


@cache
def _letters() -> dict[str, str]:
    """By a plain letter, or two, every letter of Latin that people see in it."""
    found = defaultdict(str)
    for sign in map(chr, [*range(0x41, 0x250), *range(0x1E00, 0x1F00)]):
        if sign.isalpha() and bare(sign).isascii():
            found[bare(sign)] += sign
    return dict(found)
