"""A text that was read: what it prints, in order."""

import itertools
import re
from dataclasses import dataclass

import nh3
from markdown_it.token import Token

from core.reports.markdown import parser as parsers
from core.reports.markdown.parser import NEWEST, NUMERIC, is_numeric, note_id, reference_id
from core.reports.markdown.rules import OUTSIDE

TAGS = {
    *("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "a", "blockquote", "sup", "br", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td", "code", "pre"),
}
ATTRIBUTES = {
    "a": {"href", "id", "role", "aria-label"},
    "th": {"scope"},
    "ol": {"start"},
    "li": {"value"},
}
DEEPEST_HEADING = 6
SPACES = re.compile(" {2,}")
COUNTED_ON = ({"0"}, {"1"})


@dataclass(frozen=True)
class Note:
    """One footnote of a text: where it stands among the end notes, and the places that refer to it."""

    id: str
    number: int
    html: str
    text: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """A cell or a caption: as a page prints it, and as a spreadsheet does."""

    html: str
    text: str
    is_numeric: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a caption; `notes` are those that it points at."""

    caption: Cell
    heads: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: frozenset[int]


@dataclass(frozen=True)
class Printed:
    """HTML and captioned tables in the order of the text; its footnotes apart, so that a chapter can collect them."""

    pieces: tuple[str | Table, ...]
    notes: tuple[Note, ...] = ()

    @property
    def html(self) -> str:
        """All of a text that was read without captions."""
        return "".join(self.pieces)

    @property
    def tables(self) -> list[Table]:
        return [piece for piece in self.pieces if isinstance(piece, Table)]


class Text:
    """Markdown as the parser understood it."""

    def __init__(self, tokens: list[Token], env: dict, edition: int):
        self.tokens, self.env, self.edition = tokens, env, edition
        body, self.notes = _split_notes(tokens)
        self.parts = _parts(body)

    @property
    def printed_tokens(self) -> list[Token]:
        """All of them, those of the notes last."""
        return [token for part in [*self.parts, *self.notes] for token in part]

    @property
    def words(self) -> str:
        """All that is printed of it, one after the other."""
        blocks = [token.content for token in self.printed_tokens if token.type in ("fence", "code_block")]
        return "\n".join([*(child.content for child in _children(self.printed_tokens)), *blocks])

    @property
    def table_count(self) -> int:
        return sum(_has_caption(part) for part in self.parts)

    def printed(self, *, level: int = 1, prefix: str = "text", first_note: int = 1) -> Printed:
        """`level` is the heading level that the text stands under: its own headings start one below and never jump.

        `prefix` makes the ids of the notes unique on the page; note numbers count from `first_note`.
        """
        press = _Press(self, prefix, first_note)
        _shift_headings(self.tokens, level)
        pieces = tuple(press.table(part) if _has_caption(part) else press.html(part) for part in self.parts)
        return Printed(pieces, tuple(press.note(note) for note in self.notes))


def read(markdown: str, *, edition: int = NEWEST, captions: bool = True) -> Text:
    """The text by the rules of an edition. It takes time in proportion to its length."""
    env: dict = {} if captions else {"no_captions": True}
    tokens = parsers.parser(edition).parse(markdown, env)
    _drop_dead_links(tokens)
    if edition > 1:
        _number_as_typed(tokens)
    return Text(tokens, env, edition)


class _Press:
    """Prints tokens of one text."""

    def __init__(self, text: Text, prefix: str, first_note: int):
        self.parser = parsers.parser(text.edition)
        self.env = text.env | {"prefix": prefix, "first_note": first_note}
        self.first_note = first_note
        references = [one.meta for one in _children(text.printed_tokens) if one.type == "footnote_ref"]
        self.printed_references = {(one["id"], one.get("subId", 0)) for one in references}

    def html(self, tokens: list[Token]) -> str:
        return _clean(self.parser.renderer.render(tokens, self.parser.options, self.env))

    def cell(self, opening: Token, inline: Token) -> Cell:
        return Cell(self.html([inline]), _plain(inline, self.first_note), is_numeric(opening))

    def table(self, tokens: list[Token]) -> Table:
        rows: list[list[Cell]] = []
        for opening, inline in zip(tokens, tokens[1:], strict=False):
            if opening.type == "tr_open":
                rows.append([])
            elif opening.type in ("th_open", "td_open"):
                rows[-1].append(self.cell(opening, inline))
        refers = {self.first_note + child.meta["id"] for child in _children(tokens) if child.type == "footnote_ref"}
        heads, *body = map(tuple, rows)
        return Table(self.cell(tokens[1], tokens[2]), heads, tuple(body), frozenset(refers))

    def note(self, tokens: list[Token]) -> Note:
        anchors = [token.meta for token in tokens if token.type == "footnote_anchor"]
        number = self.first_note + anchors[0]["id"]
        there = [anchor["subId"] for anchor in anchors if (anchor["id"], anchor["subId"]) in self.printed_references]
        places = tuple(reference_id(self.env, number, again) for again in there)
        words = " ".join(filter(None, (_plain_block(token, self.first_note) for token in tokens)))
        return Note(note_id(self.env, number), number, self.html(tokens), words, places)


def _parts(tokens: list[Token]) -> list[list[Token]]:
    """Tables with a caption, and what stands before, between and after them."""
    parts: list[list[Token]] = [[]]
    for place, token in enumerate(tokens):
        if token.type == "table_open" and tokens[place + 1].type == "caption_open":
            parts.append([])
        parts[-1].append(token)
        if token.type == "table_close" and _has_caption(parts[-1]):
            parts.append([])
    return [part for part in parts if part]


def _has_caption(part: list[Token]) -> bool:
    return len(part) > 1 and part[1].type == "caption_open"


def _children(tokens: list[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or []]


def _plain_block(token: Token, first_note: int) -> str:
    return _plain(token, first_note) if token.type == "inline" else token.content.strip()


def _plain(inline: Token, first_note: int) -> str:
    """What is printed, where nothing is bold and nothing a link: an address stands after the words of its link."""
    found, opened = [], []
    for child in inline.children or []:
        if child.type == "link_open":
            opened.append((child.attrGet("href"), len(found)))
        elif child.type == "link_close":
            address, since = opened.pop()
            said = "".join(found[since:])
            found.append("" if str(address).removeprefix("mailto:") == said else f" ({address})")
        elif child.type == "footnote_ref":
            found.append(f" [note {first_note + child.meta['id']}]")
        else:
            found.append(" " if child.type in ("softbreak", "hardbreak") else child.content)
    return SPACES.sub(" ", "".join(found)).strip()


def _shift_headings(tokens: list[Token], level: int) -> None:
    """The highest heading of the text becomes level + 1; deeper ones follow step by step, whatever was typed."""
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    top = min((_typed_level(token) for token in headings), default=1)
    last = level
    for token in headings:
        if token.type == "heading_open":
            last = min(level + 1 + _typed_level(token) - top, last + 1, DEEPEST_HEADING)
        token.tag = f"h{last}"


def _typed_level(heading: Token) -> int:
    return heading.meta.setdefault("typed", int(heading.tag[1]))


def _drop_dead_links(tokens: list[Token]) -> None:
    """A link that leads nowhere outside this portal (relative, or to an anchor) keeps its words only."""
    for token in tokens:
        if token.type != "inline":
            continue
        kept, dead = [], False
        for child in token.children or []:
            if child.type == "link_open":
                dead = not OUTSIDE.match(str(child.attrGet("href") or ""))
                if dead:
                    token.meta.setdefault("dead", []).append(child.attrGet("href"))
            if not (dead and child.type in ("link_open", "link_close")):
                kept.append(child)
        token.children = kept


def _number_as_typed(tokens: list[Token]) -> None:
    """Lists count on from their first number, unless somebody typed others: “3.” after “1.” stays 3."""
    lists: list[list[Token]] = []
    for token in tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            lists.append([])
        elif token.type == "list_item_open":
            lists[-1].append(token)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            _number_items(lists.pop())


def _number_items(items: list[Token]) -> None:
    typed = [item.info for item in items]
    if not typed[0] or set(typed) in COUNTED_ON:
        return
    for before, item in itertools.pairwise(items):
        if int(item.info) != int(before.info) + 1:
            item.attrSet("value", str(int(item.info)))


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


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes={"th": {NUMERIC}, "td": {NUMERIC}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
