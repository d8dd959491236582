"""Search over all that a member may see: each app offers its sources, the page lays out what they find.

A source is a function of a partnership, the member who looks and the words looked for, all of which must be found. It
says by `needs` which permission the member must have; one without asks the member itself, and gives nothing where they
may see nothing. Apps register theirs in `searching`, which is found by name (`core.apps.OFFERS`).
"""

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import reduce
from itertools import islice
from operator import and_, or_

from django.db.models import Q
from django.utils.text import slugify

from core.formatting.folding import fold
from core.formatting.looking_for import finds
from core.registry import Registry, dotted

# A year, a number with its decimals, or letters and figures; what stands between them is no part of a word, but for
# the sign that makes a number a share and the one in A&E.
WORD = re.compile(r"\d{4}-\d{2}(?!\d)|\d+(?:[.,]\d+)+%?|[^\W_]+(?:&[^\W_]+)*%?")
OWNERS = re.compile(r"'s\b")
# It joins two words in one text and is left out in another: police and crime, police & crime.
JOINING = "and"
# How near a word that is known must be to one that nothing says.
NEAR = 0.75
SHORTEST = 2
LONGEST = 200
MOST_WORDS = 8
# So many of a group are looked at; whoever has more is told to write more words.
MOST = 200


@dataclass(frozen=True)
class Hit:
    """A page that was found: its title, its address, and a line that says where the words stand."""

    title: str
    url: str
    text: str = ""


@dataclass(frozen=True)
class Found:
    """What one source found. `is_cut` where there is more than is shown here."""

    name: str
    key: str
    hits: list[Hit] = field(default_factory=list)

    @property
    def is_cut(self) -> bool:
        return len(self.hits) >= MOST

    @property
    def count(self) -> str:
        return f"{MOST} or more" if self.is_cut else str(len(self.hits))


Look = Callable[[object, object, list[str]], Iterable[Hit]]


@dataclass(frozen=True)
class Source:
    """What finds things of one sort, for those who have the permission that it needs."""

    position: int
    name: str
    look: Look
    needs: str = ""

    def found_by(self, partnership, member, words: list[str]) -> Found:
        may_look = not self.needs or member.can(self.needs)
        hits = islice(self.look(partnership, member, words), MOST) if may_look else ()
        return Found(self.name, slugify(self.name), list(hits))


_sources: Registry[str, Source] = Registry("sources of the search")


def searched(name: str, position: int, *, needs: str = ""):
    """Registers the function as a source under the name of what it finds; lower positions come first."""

    def register(look: Look) -> Look:
        _sources[dotted(look)] = Source(position, name, look, needs)
        return look

    return register


def sources() -> list[Source]:
    """Every source, in the order in which people read what they find."""
    return sorted(_sources.values(), key=lambda source: (source.position, source.name))


def words_of(text: str) -> list[str]:
    """The words of what somebody typed, each once, in small letters; nothing where it is too short to look for.

    Quotation marks, commas and the like are no part of them, and “children’s” is found as “children”.
    """
    cleaned = OWNERS.sub(" ", fold(text[:LONGEST])).replace("'", "")
    words = dict.fromkeys(WORD.findall(cleaned))
    words = [word for word in words if word != JOINING or len(words) == 1][:MOST_WORDS]
    return words if len("".join(words)) >= SHORTEST else []


def find(partnership, member, words: list[str], within: str = "") -> list[Found]:
    """What each source found, in their order, without those that found nothing; of one source only if `within`."""
    asked = [source for source in sources() if within in ("", slugify(source.name))]
    found = [source.found_by(partnership, member, words) for source in asked]
    return [one for one in found if one.hits]


def meant(partnership, member, words: list[str]) -> list[str]:
    """The words with those that nothing says put as the member's own pages and records spell them; nothing where none
    of them is near to any. For words that found nothing: it looks through the titles of all that there is."""
    titles = " ".join(hit.title for found in find(partnership, member, []) for hit in found.hits)
    known = set(WORD.findall(fold(titles)))
    spelt = [_spelt(word, known) for word in words]
    return spelt if spelt != words else []


def _spelt(word: str, known: set[str]) -> str:
    if any(finds(word, one) for one in known):
        return word
    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=NEAR)), word)


def matching(words: list[str], *lookups: str) -> Q:
    """Rows in which every word stands in one of these fields; percent signs and the like are only themselves."""
    every = (reduce(or_, (Q(**{f"{lookup}__says": word}) for lookup in lookups)) for word in words)
    return reduce(and_, every, Q())


def has_all(words: list[str], *texts: str) -> bool:
    """`matching`, for what is in no table."""
    whole = " ".join(texts)
    return all(finds(word, whole) for word in words)
