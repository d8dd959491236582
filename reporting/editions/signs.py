"""Signs that the typeface lacks. The machine's own fonts must not decide what is printed, so they are refused."""

from collections.abc import Iterator

from core.formatting import sentences
from core.formatting.typography import visible
from core.reports import fonts
from reporting.editions.errors import CannotRender
from reporting.editions.reading import FORMATS, read

# What a refusal calls the page that has the title and the subtitle.
COVER = "The cover"
ON_THE_COVER = ("title", "subtitle", "partnership")


def check_signs(snapshot: dict) -> None:
    """Raises CannotRender with every such sign of a snapshot that was read, each with its section."""
    found = {COVER: _lacking(snapshot[part] for part in ON_THE_COVER if snapshot.get(part))}
    for section in snapshot["sections"]:
        title = str(section.get("title") or section.get("key"))
        found[title] = sorted({*found.get(title, ()), *_lacking([section])})
    found = {title: signs for title, signs in found.items() if signs}
    if found:
        first, *others = [(title, _sentence(signs)) for title, signs in found.items()]
        reason = ". ".join([first[1], *(f"“{title}”: {sentence}" for title, sentence in others)])
        raise CannotRender(first[0], reason)


def places(blocks: list[dict]) -> list[str]:
    """The sentences that tell of such signs in a section's blocks: each sign with the block that has it first."""
    read_blocks = read({"format": FORMATS[-1], "sections": [{"blocks": blocks}]})["sections"][0]["blocks"]
    where: dict[str, str] = {}
    for block in read_blocks:
        for sign in _lacking([block]):
            where.setdefault(sign, str(block.get("caption") or ""))
    by_place: dict[str, list[str]] = {}
    for sign, place in where.items():
        by_place.setdefault(place, []).append(sign)
    told = [(f"in “{place}” " if place else "") + _sentence(signs) for place, signs in by_place.items()]
    return [f"{sentences.capital(sentence)}." for sentence in told]


def _sentence(signs: list[str]) -> str:
    return f"the report’s typeface has no {fonts.named_all(signs)}; write it in words"


def _lacking(values) -> list[str]:
    return fonts.lacking("".join(visible(text) for text in _texts(list(values))))


def _texts(value) -> Iterator[str]:
    """Every text; of Markdown what it prints, in which a sign may be written as a code."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        if "text" in value and value.get("type") == "prose":
            yield value["text"].words
        else:
            for kept in value.values():
                yield from _texts(kept)
    elif isinstance(value, list):
        for kept in value:
            yield from _texts(kept)
