"""Which signs a text may have: none that a page, a file or a workbook cannot carry.

Such signs are pasted unseen, from a slide or a PDF. They are left out, or made the new line or the space that they
stood for, before a text is kept and before it is written to a file, so that what was kept earlier goes out as well.
"""

import re

# For texts that nothing else limits; a cell of a workbook holds half as much again.
LONGEST_TEXT = 20_000

# A soft line break, a page's end, “next line”, and the separators of lines and paragraphs.
NEW_LINES = "\v\f\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
# Controls, halves of a sign, and codes that Unicode gives to no sign in any plane.
NO_SIGNS = "\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
WRONG = re.compile(f"[{NEW_LINES}{NO_SIGNS}]")
BETWEEN_WORDS = re.compile(r"[\t\r\n]+")


def is_wrong(text: str) -> bool:
    """Whether the text has a sign in it that it may not have."""
    return WRONG.search(text) is not None


def carried(text: str) -> str:
    """The text with what every page, file and workbook carries."""
    return WRONG.sub(lambda found: "\n" if found[0] in NEW_LINES else "", text)


def in_one_line(text: str) -> str:
    """The same for a text of one line: a space where lines or columns were parted."""
    return BETWEEN_WORDS.sub(" ", carried(text))
