"""The typeface that is shipped with the portal, for everything that is drawn on the server.

Editions break their pages the same everywhere because they never ask the machine for a font.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from core.formatting import sentences

FAMILY = "Source Sans 3"
STACK = f'"{FAMILY}", arial, sans-serif'
MOST_NAMED, MOST_SHOWN = 6, 60
FOLDER = Path(__file__).resolve().parents[2] / "static" / "portal" / "fonts"


@dataclass(frozen=True)
class Face:
    file_name: str
    weight: int
    style: str = "normal"

    @property
    def path(self) -> Path:
        return FOLDER / self.file_name


FACES = (
    Face("SourceSans3-Regular.woff2", 400),
    Face("SourceSans3-Italic.woff2", 400, "italic"),
    Face("SourceSans3-Semibold.woff2", 600),
    Face("SourceSans3-Bold.woff2", 700),
)


@lru_cache(maxsize=len(FACES))
def unpacked(face: Face) -> bytes:
    """The face as plain TrueType. Unpacking is slow, so it is done once in a process."""
    from fontTools.ttLib import woff2  # noqa: PLC0415 -- pages name the fonts and never need them unpacked

    plain = BytesIO()
    woff2.decompress(BytesIO(face.path.read_bytes()), plain)
    return plain.getvalue()


@lru_cache(maxsize=1)
def signs() -> frozenset[str]:
    """Every sign that all faces can print."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- as above

    known = (TTFont(BytesIO(face.path.read_bytes()), lazy=True).getBestCmap() for face in FACES)
    return frozenset(map(chr, set.intersection(*(set(one) for one in known)))) | set("\n\t")


@lru_cache(maxsize=1)
def _advances() -> dict[str, float]:
    """How wide each sign is in the face that prints it widest, at a size of 1."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- as above

    widest: dict[str, float] = {}
    for face in FACES:
        font = TTFont(BytesIO(unpacked(face)), lazy=True)
        widths, size = font["hmtx"].metrics, font["head"].unitsPerEm
        for sign, glyph in font.getBestCmap().items():
            widest[chr(sign)] = max(widest.get(chr(sign), 0), widths[glyph][0] / size)
    return widest


def width(text: str, size: float) -> float:
    """How wide a text is at most when it is set in one line, in any face; a sign that all lack counts as a square."""
    advances = _advances()
    return size * sum(advances.get(sign, 1) for sign in text)


def lacking(text: str) -> list[str]:
    """The signs of a text that cannot be printed, each once. No machine's own font is ever asked for them."""
    return sorted(set(text) - signs())


def spelled(text: str) -> str:
    """The text with the code point (U+1F46A) in place of each sign that cannot be printed."""
    return text.translate({ord(sign): f"U+{ord(sign):04X}" for sign in lacking(text)})


def named(sign: str) -> str:
    """“👪” (family)"""
    return f"“{sign}” ({unicodedata.name(sign, 'a sign without a name').lower()})"


def named_all(signs: Sequence[str]) -> str:
    """As a sentence lists them. Of many, the first have their names, and the others stand by themselves: a pasted page
    in another script would else be told of at its own length, and more."""
    if len(signs) <= MOST_NAMED:
        return sentences.listed([named(sign) for sign in signs])
    shown, more = signs[MOST_NAMED:MOST_SHOWN], len(signs) - MOST_SHOWN
    others = " ".join([*shown, f"and {more:,} more"] if more > 0 else shown)
    return f"{', '.join(named(sign) for sign in signs[:MOST_NAMED])} and {len(signs) - MOST_NAMED:,} others: {others}"
