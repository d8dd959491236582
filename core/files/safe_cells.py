"""Cells of the spreadsheets we write: nothing that a reader typed may run as a formula."""

import re

from core.formatting import characters, numbers

STARTERS = "=+-@|%\t\r\n"
FULL_WIDTH = "\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
FULL_WIDTH += "\N{FULLWIDTH VERTICAL LINE}\N{FULLWIDTH PERCENT SIGN}\N{MINUS SIGN}"
# The unit of a share runs nothing: “%”, “% of cases”.
HARMLESS = re.compile(r"%(?: of [\w ]+)?")
IGNORED = " \N{NO-BREAK SPACE}\N{ZERO WIDTH NO-BREAK SPACE}\N{ZERO WIDTH SPACE}\N{IDEOGRAPHIC SPACE}"


def safe_cell(value) -> str:
    """The value as text that a spreadsheet shows and never runs. Plain numbers stay numbers, also negative ones."""
    if value is None:
        return ""
    text = characters.carried(str(value))
    if numbers.parse(text) is not None or HARMLESS.fullmatch(text):
        return text
    return _guarded(text)


def own_text(cell: str) -> str:
    """The text that `safe_cell` made this cell from, so that what went out comes back in as it was.

    Files that went out earlier have units of shares with an apostrophe.
    """
    is_guarded = cell.startswith("'") and (safe_cell(cell[1:]) == cell or HARMLESS.fullmatch(cell[1:]) is not None)
    return cell[1:] if is_guarded else cell


def _guarded(text: str) -> str:
    return f"'{text}" if text.lstrip(IGNORED).startswith(tuple(STARTERS + FULL_WIDTH)) else text
