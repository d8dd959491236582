"""One section as its report would show it, before anything is compiled."""

from core.reports.markdown import Unprinted, too_much, unprinted
from reporting.editions import CannotRender, body_context, lacking_of
from reporting.editions.signs import places
from reporting.editions.written import too_wide
from reporting.models import Section
from reporting.snapshots import section_blocks, shell

BROKEN = (
    "has more columns than a page has room for, so longer words and figures in it are broken over lines. Use fewer "
    "columns, or make two tables of it."
)


def preview(section: Section, text: str) -> dict:
    """Context for `reporting/edition/body.html`, with what it lacks as `lacking`, and as `unprinted` what it will not
    print: of the text by line, and of the records.

    `{"problem": sentence}` where the section cannot be set.
    """
    section.text = text
    if reason := too_much(text):
        return {"problem": reason}
    blocks = section_blocks(section)
    told = {"unprinted": _not_as_expected(blocks, text)}
    try:
        part = {"key": section.key, "number": "", "level": 1, "title": section.title, "blocks": blocks}
        snapshot = shell(section.report) | {"sections": [part]}
        return body_context(snapshot) | told | {"lacking": lacking_of(snapshot)}
    except CannotRender as reason:
        return told | {"problem": str(reason)}


def not_as_expected(section: Section) -> list[Unprinted]:
    """What a section as it is saved will not print, or not as its author may expect: all that its preview tells."""
    return _not_as_expected(section_blocks(section), section.text)


def _not_as_expected(blocks: list[dict], text: str) -> list[Unprinted]:
    return [*unprinted(text), *_too_wide(text), *_of_records(blocks, text)]


def _too_wide(text: str) -> list[Unprinted]:
    names = [f"The table “{caption}”" if caption else "A table without a caption" for caption in too_wide(text)]
    return [Unprinted((), "", f"{name} {BROKEN}", is_lost=False) for name in names]


def _of_records(blocks: list[dict], text: str) -> list[Unprinted]:
    others = [block for block in blocks if block.get("markdown") != text.strip()]
    return [Unprinted((), "", says) for says in places(others)]
