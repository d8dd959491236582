"""One section as its report would show it, before anything is compiled."""

from core.markdown import Unprinted, unprinted
from reporting.editions import CannotRender, body_context, lacking_of
from reporting.editions.signs import places
from reporting.models import Section
from reporting.snapshots import section_blocks, shell


def preview(section: Section, text: str) -> dict:
    """Context for `reporting/edition/body.html`, with what it lacks as `lacking`, and as `unprinted` what it will not
    print: of the text by line, and of the records.

    `{"problem": sentence}` where the section cannot be set.
    """
    section.text = text
    blocks = section_blocks(section)
    told = {"unprinted": [*unprinted(text), *_of_records(blocks, text)]}
    try:
        part = {"key": section.key, "number": "", "level": 1, "title": section.title, "blocks": blocks}
        snapshot = shell(section.report) | {"sections": [part]}
        return body_context(snapshot) | told | {"lacking": lacking_of(snapshot)}
    except CannotRender as reason:
        return told | {"problem": str(reason)}


def _of_records(blocks: list[dict], text: str) -> list[Unprinted]:
    others = [block for block in blocks if block.get("markdown") != text.strip()]
    return [Unprinted((), "", says) for says in places(others)]
