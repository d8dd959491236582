"""How long a text is."""

import re

from core.reports.markdown.limits import too_much
from core.reports.markdown.parser import parser

WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")


def word_count(markdown: str) -> int:
    """Words that a reader sees: headings, tables and notes count, link addresses and Markdown signs do not.
    A text that is not set has none."""
    if too_much(markdown):
        return 0
    tokens = parser().parse(markdown, {})
    inline = [child for token in tokens for child in token.children or []]
    text = " ".join(child.content for child in inline if child.type in ("text", "code_inline"))
    blocks = " ".join(token.content for token in tokens if token.type in ("fence", "code_block"))
    return len(WORD.findall(f"{text} {blocks}"))
