"""How names are compared, whatever keyboard or program they were typed with.

There is one such rule, for files, forms and headings alike: two names are one where they differ only in capitals, in
the sort of apostrophe, dash or space, in signs that nobody sees, or in how an accent is stored.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

APOSTROPHES = "'`\N{ACUTE ACCENT}\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
APOSTROPHES += "\N{SINGLE HIGH-REVERSED-9 QUOTATION MARK}\N{PRIME}\N{MODIFIER LETTER APOSTROPHE}"
APOSTROPHES += "\N{MODIFIER LETTER PRIME}\N{MODIFIER LETTER TURNED COMMA}\N{FULLWIDTH APOSTROPHE}"
ALIKE = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | {"\N{MINUS SIGN}": "-"})
INVISIBLE, DASH = "Cf", "Pd"
# What people put between the words of a choice: in kind, in-kind, in_kind.
BETWEEN = re.compile(r"[\s_/-]+")


@lru_cache(maxsize=4096)  # A page or a file folds the same few names over and over.
def fold(text: str) -> str:
    """What two names have in common that are one name."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(ALIKE)).casefold()
        text = unicodedata.normalize("NFKC", "".join(filter(None, map(_alike, text))))
    return " ".join(text.replace("`", "'").split()).casefold()


def fold_choice(text: str) -> str:
    """What two ways of writing one choice have in common: “in-kind ”, “In Kind” and “in_kind”."""
    return BETWEEN.sub("", fold(text))


def fold_grouping(text: str) -> str:
    """What two names of a breakdown have in common: “Sex”, “sex” and “By sex”."""
    return fold(text).removeprefix("by ")


def spelt_as(text: str, known: Iterable[str], fold: Callable[[str], str] = fold) -> str:
    """The known spelling of the same name; the text, with single spaces, where there is none yet."""
    text = " ".join(text.split())
    known = list(known)
    if text in known:
        return text
    folded = fold(text)
    return next((one for one in known if fold(one) == folded), text)


def _alike(sign: str) -> str:
    category = unicodedata.category(sign)
    return "" if category == INVISIBLE else "-" if category == DASH else sign
