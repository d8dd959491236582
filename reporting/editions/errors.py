"""Why an edition could not be made."""


class CannotRender(ValueError):
    """A section that cannot be set; its text names the section and says why, fit to show to an editor."""

    def __init__(self, section: str, reason: str, block: str | None = None):
        self.section = section
        self.block = block
        self.reason = reason
        where = f"“{section}”" + (f" ({block})" if block else "")
        super().__init__(f"{where}: {reason}")


def name_of(block: dict) -> str | None:
    """What a reader knows a block by: its caption, which says the topic; the key of one that has none."""
    return block.get("caption") or block.get("key")
