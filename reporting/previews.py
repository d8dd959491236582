"""One section as its report would show it, before anything is compiled."""

from reporting.editions import CannotRender, body_context
from reporting.models import Section
from reporting.snapshots import CannotCompile, section_blocks, shell


def preview(section: Section, text: str) -> dict:
    """Context for `reporting/edition/body.html`, or `{"problem": sentence}` where the section cannot be shown."""
    section.text = text
    try:
        blocks = section_blocks(section)
        part = {"key": section.key, "number": "", "level": 1, "title": section.title, "blocks": blocks}
        return body_context(shell(section.report) | {"sections": [part]})
    except (CannotCompile, CannotRender) as reason:
        return {"problem": str(reason)}
