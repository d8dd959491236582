"""A snapshot with what people wrote in it read: by the rules of its format, once for all editions of it."""

from core.formatting.typography import visible
from core.reports import markdown
from reporting.editions.errors import CannotRender

FORMATS = (1, 2, 3)


def read(snapshot: dict) -> dict:
    """Each block of prose gets its `text`. Raises CannotRender for a format that this code does not know."""
    edition = snapshot.get("format")
    if edition not in FORMATS:
        raise CannotRender("The whole report", f"its snapshot has format {edition}, not {FORMATS[-1]}")
    sections = [
        {**section, "blocks": [_read(block, edition) for block in section.get("blocks") or []]}
        for section in snapshot.get("sections") or []
    ]
    return {**snapshot, "sections": sections}


def _read(block: dict, edition: int) -> dict:
    if block.get("type") != "prose" or "markdown" not in block:
        return block
    return {**block, "text": markdown.read(visible(block["markdown"]), edition=edition)}
