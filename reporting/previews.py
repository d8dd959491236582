"""One section as its report would show it, before anything is compiled."""

from reporting.editions import CannotRender, body_context, lacking_of
from reporting.models import Section
from reporting.snapshots import section_blocks, shell


def preview(section: Section, text: str) -> dict:
    """Context for `reporting/edition/body.html`, with what it lacks as `lacking`.

    `{"problem": sentence}` where the section cannot be set.
    """
    section.text = text
    try:
        blocks = section_blocks(section)
        part = {"key": section.key, "number": "", "level": 1, "title": section.title, "blocks": blocks}
        snapshot = shell(section.report) | {"sections": [part]}
        return body_context(snapshot) | {"lacking": lacking_of(snapshot)}
    except CannotRender as reason:
        return {"problem": str(reason)}
