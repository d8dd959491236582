"""How names are compared, sorted and found, whatever keyboard or program they were typed with.

There is one such rule, for files, forms, headings and the database alike: two names are one where they differ only in
capitals, in the sort of apostrophe, quotation mark, dash or space, in signs that nobody sees, or in how an accent is
stored. `core.db.names` makes the database's functions from the same tables; ADR 42 says why.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

# By what stands for them, the signs that look like it. No table here depends on the release of Python.
LIKE = {
    "'": "`\u02b9\u02bb\u02bc\u02bd\u02c8\u05f3\u2018\u2019\u201b\u2032\u2035\ua78b\ua78c",
    '"': "\u02ba\u05f4\u201c\u201d\u201e\u201f\u2036",
    "-": "\u058a\u05be\u1400\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212"
    "\u2e17\u2e1a\u2e3a\u2e3b\u2e40\u301c\u3030\u30a0",
    " ": "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029",
}
SIGNS = {sign: one for one, signs in LIKE.items() for sign in signs}
# Capitals of Latin, Greek, Cyrillic and Armenian letters that have no accent of their own.
CAPITALS = {
    sign: sign.casefold()
    for sign in map(chr, range(0x590))
    if len(sign.casefold()) == 1 and unicodedata.normalize("NFKD", sign) == sign != sign.casefold()
}
FOLDED = str.maketrans(SIGNS | CAPITALS | dict.fromkeys("ßẞ", "ss"))
# An accent that stands alone is typed for an apostrophe; Unicode takes it for a space with an accent.
ALONE = str.maketrans({"\N{ACUTE ACCENT}": "'", "\N{DOUBLE PRIME}": '"'})
INVISIBLE = (
    "\u00ad\u034f\u061c\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
UNSEEN = re.compile(f"[{INVISIBLE}]+")
# What is left of a name for whoever looks for it or sorts it: letters and figures, without accents.
LEFT_OUT = "\u0300-\u036f'"
BARE = {"æ": "ae", "œ": "oe", "þ": "th"} | dict(zip("øłđħŧıð", "oldhtid", strict=True))
BARED = str.maketrans(BARE)
NOT_BARE = re.compile(f"[{LEFT_OUT}]+")
NO_WORD = "\x01-/:-`{-\u00bf\u2000-\u206f\u20a0-\u20cf\u3000-\u303f"
NO_WORDS = re.compile(f"[{NO_WORD}]+")
LONGEST = 200  # Of what names are sorted by.
# Figures as wide as the widest that names have, so that 2 comes before 10.
WIDTH = 10
FIGURES, WIDER = re.compile("([0-9]+)"), re.compile(rf"0*([0-9]{{{WIDTH},}})")
# What people put between the words of a choice: in kind, in-kind, in_kind.
BETWEEN = re.compile(r"[\s_/-]+")


@lru_cache(maxsize=4096)  # A page or a file folds the same few names over and over.
def fold(text: str) -> str:
    """What two names have in common that are one name."""
    if text.isascii():
        text = text.replace("`", "'").lower()
    else:
        text = unicodedata.normalize("NFKD", text.translate(ALONE))
        text = unicodedata.normalize("NFKC", UNSEEN.sub("", text.translate(FOLDED)))
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """The words of a name as people look for them: “O’Brien & Søns” is “obrien and sons”."""
    text = NOT_BARE.sub("", unicodedata.normalize("NFKD", fold(text))).translate(BARED)
    return NO_WORDS.sub(" ", text.replace("&", " and ")).strip(" ")


def sort_key(text: str) -> str:
    """By what people sort a name: “Ward 2” comes before “Ward 10”, and “Éclair” among those with E."""
    return WIDER.sub(r"\1", FIGURES.sub("0" * (WIDTH - 1) + r"\1", bare(text)))[:LONGEST]


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
