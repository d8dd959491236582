"""Cells of the spreadsheets we write: nothing that a reader typed may run as a formula.

A program that parts cells at semicolons or tabs finds cells within ours. So a text is guarded wherever one may begin:
at its start, after each separator and in each line. The guard is an apostrophe before what stands there, signs that
nobody sees included; a text that has one already gets one more, so that each comes back in as it was.
"""

import re

from core.formatting import characters, numbers

SEPARATORS = r";\t\r\n"
# What makes a formula, also in its wide, small, raised and lowered forms.
STARTERS = (
    r"=+\-@|%\u2212\uff1d\uff0b\uff0d\uff20\uff5c\uff05\ufe66\ufe62\ufe63\ufe6b\ufe6a\u207a\u207b\u207c"
    r"\u208a\u208b\u208c\ufb29\u2a75\u2a76"
)
# What programs pass over before one, or nobody sees: spaces, controls, marks of direction, joiners, fillers; quotation
# marks, which a program that parts cells elsewhere drops.
PASSED = (
    r"\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u0300-\u036f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    r"\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0"
    r"\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff\"'"
)
A_CELL_MAY_BEGIN = rf"(?:\A|(?<=[{SEPARATORS}]))"
TO_GUARD = re.compile(rf"{A_CELL_MAY_BEGIN}(?=[{PASSED}]*[{STARTERS}])")
GUARD = re.compile(rf"{A_CELL_MAY_BEGIN}'(?=[{PASSED}]*[{STARTERS}])")
# The unit of a share runs nothing: “%”, “% of cases”.
HARMLESS = re.compile(r"%(?: of [\w ]+)?")


def safe_cell(value) -> str:
    """The value as text that a spreadsheet shows and never runs. Plain numbers stay numbers, also negative ones."""
    if value is None:
        return ""
    text = characters.carried(str(value))
    if numbers.parse(text) is not None or HARMLESS.fullmatch(text):
        return text
    return TO_GUARD.sub("'", text)


def own_text(cell: str) -> str:
    """The text that `safe_cell` made this cell from, so that what went out comes back in as it was.

    Files that went out earlier have units of shares with an apostrophe.
    """
    return GUARD.sub("", cell)
