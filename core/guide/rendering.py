"""A text of the guide as HTML: by the parser of all texts, with what only the portal's own text may have.

That is pictures, headings that can be linked to, and links between its pages.
"""

import re
from dataclasses import dataclass
from functools import cache

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from core.reports.markdown import parser as parsers

PICTURES = "guide"
ALSO = re.compile(r"<!-- also: (?P<words>.+?) -->")
PAGE = re.compile(r"(?P<name>[A-Za-z-]+)\.md(?P<part>#.+)?")


@dataclass(frozen=True)
class Part:
    """What stands under one heading: its words, and those under which people look for it besides."""

    id: str
    heading: str
    text: str
    also: str = ""


def read(markdown: str) -> tuple[str, str, tuple[Part, ...]]:
    """The title, the HTML of what follows it, and its parts."""
    env = {"no_captions": True, "prefix": "guide", "first_note": 1}
    tokens = _parser().parse(ALSO.sub(r"\g<0>\n", markdown), env)  # The text after a comment is no part of it.
    title, body, also = tokens[1].content, *_without_also(tokens[3:])
    for opening, inline in zip(body, body[1:], strict=False):
        if opening.type == "heading_open":
            opening.attrSet("id", slugify(inline.content))
    for token in body:
        _lead(token.children or [])
    html = _parser().renderer.render(body, _parser().options, env)
    return title, mark_safe(html), tuple(_parts(title, body, also))  # noqa: S308 -- the portal's own text


@cache
def _parser() -> MarkdownIt:
    made = parsers.made()
    made.add_render_rule("image", _picture)
    return made


def _picture(renderer, tokens, index, options, env) -> str:
    picture = tokens[index]
    address = static(f"{PICTURES}/{str(picture.attrGet('src')).removeprefix('pictures/')}")
    return format_html('<img src="{}" alt="{}" loading="lazy">', address, picture.content)


def _without_also(tokens: list[Token]) -> tuple[list[Token], dict[int, str]]:
    """The text without its comments; of each comment the words, by the place in the text where it stood."""
    kept, also, skipped = [], {}, 0
    for place, token in enumerate(tokens):
        found = ALSO.fullmatch(tokens[place + 1].content) if token.type == "paragraph_open" else None
        if found:
            also[len(kept)], skipped = found["words"], 3
        if skipped:
            skipped -= 1
        else:
            kept.append(token)
    return kept, also


def _lead(children: list[Token]) -> None:
    """Links to other files of the guide lead to their pages."""
    for child in children:
        if child.type == "link_open" and (found := PAGE.fullmatch(str(child.attrGet("href")))):
            page = reverse("help") if found["name"] == "README" else reverse("help_page", args=[found["name"]])
            child.attrSet("href", page + (found["part"] or ""))


def _parts(title: str, tokens: list[Token], also: dict[int, str]):
    heads = [place for place, token in enumerate(tokens) if token.type == "heading_open"]
    starts = [0, *heads] if 0 not in heads else heads
    for start, end in zip(starts, [*starts[1:], len(tokens) + 1], strict=True):
        inside = tokens[start:end]
        is_headed = bool(inside) and inside[0].type == "heading_open"
        words = " ".join(_words(token) for token in inside[3 if is_headed else 0 :] if token.type == "inline")
        found = " ".join(words for place, words in also.items() if start <= place < end)
        yield Part(
            str(inside[0].attrGet("id")) if is_headed else "",
            inside[1].content if is_headed else title,
            words,
            found,
        )


def _words(inline: Token) -> str:
    said = (child.content if child.type != "softbreak" else " " for child in inline.children or [])
    return "".join(said)
