"""The one parser. A snapshot says by which rules its text is read, so that an edition stays what it was.

Rules 1 are those of the first editions. Rules 2 know captions, and print what rules 1 dropped without a word. Rules 3
know captions in the other ways in which people write them, and stress that ends within a word.
"""

from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from core.reports.markdown import rules

NEWEST = 3
NUMERIC = "edition-number"


@lru_cache(maxsize=NEWEST)
def parser(edition: int = NEWEST) -> MarkdownIt:
    """The one of these rules, which is shared: nobody adds to it."""
    return made(edition)


def made(edition: int = NEWEST) -> MarkdownIt:
    """One of one's own, for a text that prints more than a report does."""
    made = MarkdownIt("commonmark", {"html": False, "typographer": True, "store_labels": True}).use(footnote_plugin)
    made.enable(["table", "smartquotes"])
    if edition > 1:
        rules.use(made, edition)
    made.add_render_rule("footnote_ref", _reference)
    made.add_render_rule("footnote_anchor", lambda *_: "")
    made.add_render_rule("image", lambda renderer, tokens, index, *_: escapeHtml(tokens[index].content))
    made.add_render_rule("th_open", _header_cell)
    made.add_render_rule("td_open", _cell)
    return made


def note_id(env: dict, number: int) -> str:
    return f"{env['prefix']}-note-{number}"


def reference_id(env: dict, number: int, again: int) -> str:
    return f"{env['prefix']}-ref-{number}" + (f"-{again + 1}" if again else "")


def is_numeric(cell: Token) -> bool:
    return "right" in str(cell.attrGet("style") or "")


def _reference(renderer, tokens, index, options, env) -> str:
    meta = tokens[index].meta
    number = env["first_note"] + meta["id"]
    return (
        f'<sup><a id="{reference_id(env, number, meta.get("subId", 0))}" href="#{note_id(env, number)}"'
        f' role="doc-noteref" aria-label="Note {number}">{number}</a></sup>'
    )


def _header_cell(renderer, tokens, index, options, env) -> str:
    return f'<th scope="col"{_alignment(tokens[index])}>'


def _cell(renderer, tokens, index, options, env) -> str:
    return f"<td{_alignment(tokens[index])}>"


def _alignment(token: Token) -> str:
    return f' class="{NUMERIC}"' if is_numeric(token) else ""
