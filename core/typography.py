"""Signs as a printer sets them, in text that is typed plainly."""

import re

APOSTROPHE = re.compile(r"(?<=\w)'")
SIGN = "\N{RIGHT SINGLE QUOTATION MARK}"


def apostrophes(text: str) -> str:
    """The children's plan → The children’s plan."""
    return APOSTROPHE.sub(SIGN, text)
