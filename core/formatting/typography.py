"""Signs as a printer sets them, in text that is typed or pasted plainly."""

import re
import unicodedata

OPENING = re.compile(r"(?<!\w)'(?=\w)")
CLOSING = "\N{RIGHT SINGLE QUOTATION MARK}"
INVISIBLE = ("Cc", "Cf", "Co", "Cs")
KEPT = "\n\t\N{SOFT HYPHEN}"
WITHOUT_KEPT = str.maketrans("", "", KEPT)
# Word, spreadsheets and old machines end lines in their own ways.
LINE_ENDS = re.compile(r"\r\n|[\r\v\f\N{NEXT LINE}\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")
WIDE_SPACES = re.compile(r"[^\S\n\t \N{NO-BREAK SPACE}]")


def printed(text: str) -> str:
    """The text with printer's quotation marks, and without what word processors leave in it unseen."""
    return OPENING.sub("\N{LEFT SINGLE QUOTATION MARK}", visible(text)).replace("'", CLOSING)


def visible(text: str) -> str:
    """The text without control and format characters, its spaces plain, its accents joined to their letters."""
    if text.isascii() and text.isprintable():
        return text
    joined = unicodedata.normalize("NFC", LINE_ENDS.sub("\n", text))
    joined = WIDE_SPACES.sub(" ", joined)
    # Most texts hold nothing else, and need not be looked through sign by sign.
    if joined.translate(WITHOUT_KEPT).isprintable():
        return joined
    return "".join(sign for sign in joined if sign in KEPT or unicodedata.category(sign) not in INVISIBLE)
