"""Markdown typed by people, as HTML that is safe to print in a page or a report.

CommonMark with tables and footnotes; raw HTML is shown as text. The HTML is sanitised again after rendering, so a
mistake in the renderer cannot let a script through.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

TAGS = {
    *("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "a", "blockquote", "sup", "br", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td", "code", "pre"),
}
ATTRIBUTES = {
    "a": {"href", "id", "role", "aria-label"},
    "th": {"scope"},
    "ol": {"start"},
}
NUMERIC = "edition-number"
OUTSIDE = re.compile(r"(https?://|mailto:)\S", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
DEEPEST = 6


@dataclass(frozen=True)
class Note:
    """One footnote of a text: where it stands among the end notes, and the places that refer to it."""

    id: str
    number: int
    html: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class Rendered:
    html: str
    notes: tuple[Note, ...] = ()


def render(markdown: str, *, level: int = 1, prefix: str = "text", first_note: int = 1) -> Rendered:
    """HTML of the text, and its footnotes apart so that a chapter can collect them.

    `level` is the heading level that the text stands under: its own headings start one below and never jump.
    `prefix` makes the ids of the notes unique on the page; note numbers count from `first_note`.
    """
    parser = _parser()
    env = {"prefix": prefix, "first_note": first_note}
    tokens = parser.parse(markdown, env)
    _shift_headings(tokens, level)
    _drop_dead_links(tokens)
    body, notes = _split_notes(tokens)
    html = _clean(parser.renderer.render(body, parser.options, env))
    return Rendered(html, tuple(_note(parser, env, note) for note in notes))


def word_count(markdown: str) -> int:
    """Words that a reader sees: headings, tables and notes count, link addresses and Markdown signs do not."""
    tokens = _parser().parse(markdown, {})
    inline = [child for token in tokens for child in token.children or []]
    text = " ".join(child.content for child in inline if child.type in ("text", "code_inline"))
    blocks = " ".join(token.content for token in tokens if token.type in ("fence", "code_block"))
    return len(WORD.findall(f"{text} {blocks}"))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "typographer": True}).use(footnote_plugin)
    parser.enable(["table", "smartquotes"])
    parser.add_render_rule("footnote_ref", _reference)
    parser.add_render_rule("footnote_anchor", lambda *_: "")
    parser.add_render_rule("image", lambda renderer, tokens, index, *_: escapeHtml(tokens[index].content))
    parser.add_render_rule("th_open", _header_cell)
    parser.add_render_rule("td_open", _cell)
    return parser


def _reference(renderer, tokens, index, options, env) -> str:
    meta = tokens[index].meta
    number = env["first_note"] + meta["id"]
    return (
        f'<sup><a id="{_reference_id(env, number, meta.get("subId", 0))}" href="#{_note_id(env, number)}"'
        f' role="doc-noteref" aria-label="Note {number}">{number}</a></sup>'
    )


def _header_cell(renderer, tokens, index, options, env) -> str:
    return f'<th scope="col"{_alignment(tokens[index])}>'


def _cell(renderer, tokens, index, options, env) -> str:
    return f"<td{_alignment(tokens[index])}>"


def _alignment(token: Token) -> str:
    return f' class="{NUMERIC}"' if "right" in str(token.attrGet("style") or "") else ""


def _shift_headings(tokens: list[Token], level: int) -> None:
    """The highest heading of the text becomes level + 1; deeper ones follow step by step, whatever was typed."""
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    top = min((int(token.tag[1]) for token in headings), default=1)
    last = level
    for token in headings:
        if token.type == "heading_open":
            last = min(level + 1 + int(token.tag[1]) - top, last + 1, DEEPEST)
        token.tag = f"h{last}"


def _drop_dead_links(tokens: list[Token]) -> None:
    """A link that leads nowhere outside this portal (relative, or to an anchor) keeps its words only."""
    for token in tokens:
        if token.type != "inline":
            continue
        kept, dead = [], False
        for child in token.children or []:
            if child.type == "link_open":
                dead = not OUTSIDE.match(str(child.attrGet("href") or ""))
            if not (dead and child.type in ("link_open", "link_close")):
                kept.append(child)
        token.children = kept


def _split_notes(tokens: list[Token]) -> tuple[list[Token], list[list[Token]]]:
    starts = [index for index, token in enumerate(tokens) if token.type == "footnote_block_open"]
    if not starts:
        return tokens, []
    notes: list[list[Token]] = []
    for token in tokens[starts[0] + 1 :]:
        if token.type == "footnote_open":
            notes.append([])
        elif token.type not in ("footnote_close", "footnote_block_close"):
            notes[-1].append(token)
    return tokens[: starts[0]], notes


def _note(parser: MarkdownIt, env: dict, tokens: list[Token]) -> Note:
    anchors = [token.meta for token in tokens if token.type == "footnote_anchor"]
    number = env["first_note"] + anchors[0]["id"]
    return Note(
        id=_note_id(env, number),
        number=number,
        html=_clean(parser.renderer.render(tokens, parser.options, env)),
        references=tuple(_reference_id(env, number, anchor["subId"]) for anchor in anchors),
    )


def _note_id(env: dict, number: int) -> str:
    return f"{env['prefix']}-note-{number}"


def _reference_id(env: dict, number: int, again: int) -> str:
    return f"{env['prefix']}-ref-{number}" + (f"-{again + 1}" if again else "")


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes={"th": {NUMERIC}, "td": {NUMERIC}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
