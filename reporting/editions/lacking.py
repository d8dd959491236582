"""What a draft has nothing for yet."""


def lacking_of(snapshot: dict) -> list[dict]:
    """The sections of a snapshot that have nothing to show: the key, number and title of each, and what it lacks."""
    return [
        {"key": section["key"], "number": section["number"], "title": section["title"], "reason": block["reason"]}
        for section in snapshot.get("sections") or []
        for block in section.get("blocks") or []
        if block.get("type") == "missing"
    ]


def draft_words(count: int) -> str:
    """What the cover and every page of a draft say; nothing for an edition that lacks nothing."""
    if not count:
        return ""
    return f"Draft: {count} section{' has' if count == 1 else 's have'} nothing yet"
