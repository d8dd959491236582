"""What a draft has nothing for yet."""

from core.formatting.typography import visible
from core.reports import fonts
from core.reports.blocks import missing
from reporting.editions.errors import CannotRender
from reporting.editions.signs import places


def lacking_of(snapshot: dict) -> list[dict]:
    """The sections of a snapshot that have nothing to show: the key, number and title of each, and what it lacks."""
    return [
        {"key": section["key"], "number": section["number"], "title": section["title"], "reason": block["reason"]}
        for section in snapshot.get("sections") or []
        for block in section.get("blocks") or []
        if block.get("type") == "missing"
    ]


def unaccepted_of(snapshot: dict) -> list[dict]:
    """The sections of a snapshot that show something which nobody had accepted: the key, number and title of each."""
    lacking = {one["key"] for one in lacking_of(snapshot)}
    return [
        {name: section[name] for name in ("key", "number", "title")}
        for section in snapshot.get("sections") or []
        if section.get("accepted") is False and section["key"] not in lacking
    ]


def draft_words(count: int) -> str:
    """What the cover and every page of a draft say; nothing for an edition that lacks nothing."""
    if not count:
        return ""
    return f"Draft: {count} section{' has' if count == 1 else 's have'} nothing yet"


def unset(section: dict, reason: CannotRender) -> dict:
    """What stands in place of a section that cannot be set: its title and why, with no sign that the typeface lacks."""
    where = f" ({reason.block})" if reason.block else ""
    note = f"It cannot be printed{where}: {reason.reason}. Its text is kept as it is."
    return section | {"title": _printable(section["title"]), "blocks": [missing(_printable(note))]}


def _printable(text: str) -> str:
    return fonts.spelled(visible(text))


def why_not_printed(title: str, blocks: list[dict]) -> str:
    """Why the words of a section cannot be printed; nothing where they can."""
    told = places([{"title": title}, *blocks])
    return " ".join(["It cannot be printed.", *told, "Its text is kept as it is."]) if told else ""
