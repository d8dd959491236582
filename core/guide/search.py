"""Finding in the guide by what people want to do: “add agency”, “lost phone”, “publsh”.

A word matches what begins alike (invite, invitation), and where nothing does, what is spelt nearly so. The parts that
have most of the words come first, those that say them in a heading before others.
"""

import difflib
import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from core.formatting.folding import fold
from core.guide.pages import guide_pages
from core.guide.rendering import Part

LONGEST = 200
MOST_WORDS = 8
MOST = 10
WORD = re.compile(r"[^\W_]+")
SAYS_NOTHING = frozenset(
    "a about after am an and are as at be by can could did do does for from get got has have how i in into is it its "
    "me my need of on or our so that the their them there they this to us want was we were what when where which who "
    "why will with would you your".split()
)
# What a word ends with and does not mean something else without.
ENDING = re.compile(r"(?<=\w{3})(?:ings?|ions?|ed|ers?|ies|es|s|e|y)$")
SHORTEST_BEGINNING = 4
IN_HEADING, IN_TITLE, IN_TEXT = 6, 3, 1
# Of the best answer's score, and in any case.
WORTH_SHOWING, LEAST = 0.25, 0.01
EXACT, BEGINS_ALIKE, MISSPELT = 1, 0.6, 0.4


@dataclass(frozen=True)
class Answer:
    """A part of the guide: its page, its heading, and how it begins."""

    page: str
    title: str
    part: Part


@dataclass(frozen=True)
class _Indexed:
    answer: Answer
    weights: dict[str, int]


def answers(typed: str) -> list[Answer]:
    """The parts that answer best, the best first; none where no word of it is known."""
    asked = [_alike(word) for word in _words(typed[:LONGEST])[:MOST_WORDS]]
    scored = [(_score(one, asked), -place, one.answer) for place, one in enumerate(_index())]
    scored.sort(key=lambda one: one[:2], reverse=True)
    least = max(scored[0][0] * WORTH_SHOWING, LEAST)
    return [answer for score, _, answer in scored if score >= least][:MOST]


def _score(one: _Indexed, asked: list[dict[str, float]]) -> float:
    """How well a part answers: the more of the words it has, and the rarer they are, the better."""
    worth = [max((one.weights.get(stem, 0) * near for stem, near in stems.items()), default=0) for stems in asked]
    said = sum(found * _rarity(stems) for found, stems in zip(worth, asked, strict=True))
    return said * sum(map(bool, worth))


@cache
def _index() -> list[_Indexed]:
    found = []
    for page in guide_pages().values():
        for part in page.parts:
            weights = dict.fromkeys(map(_stem, _words(part.text)), IN_TEXT)
            weights |= dict.fromkeys(map(_stem, _words(page.title)), IN_TITLE)
            weights |= dict.fromkeys(map(_stem, _words(f"{part.heading} {part.also}")), IN_HEADING)
            found.append(_Indexed(Answer(page.name, page.title, part), weights))
    return found


@cache
def _known() -> Counter[str]:
    """Every word of the guide, and in how many parts it stands."""
    return Counter(stem for one in _index() for stem in one.weights)


def _alike(word: str) -> dict[str, float]:
    """The words of the guide that somebody may mean by it, and how near each is."""
    stem = _stem(word)
    found = {known: BEGINS_ALIKE for known in _known() if _begin_alike(stem, known)}
    if stem in _known():
        found[stem] = EXACT
    if not found:
        found = dict.fromkeys(difflib.get_close_matches(stem, _known(), n=3, cutoff=0.75), MISSPELT)
    return found


def _begin_alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= SHORTEST_BEGINNING and longer.startswith(shorter)


def _rarity(stems: dict[str, float]) -> float:
    """A word that stands in few parts says more."""
    return math.log(1 + len(_index()) / (1 + min((_known()[stem] for stem in stems), default=0)))


def _words(text: str) -> list[str]:
    return [word for word in WORD.findall(fold(text).replace("'", "")) if word not in SAYS_NOTHING]


def _stem(word: str) -> str:
    return ENDING.sub("", word)
