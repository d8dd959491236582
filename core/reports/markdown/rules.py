"""Our rules beside those of the parser: a caption belongs to its table, and nothing that was typed is dropped.

What a rule cannot take (a table wider than a page, a list nested too deep, an address that leads nowhere) stays a
paragraph, printed as it was typed. What is dropped or printed otherwise than meant is kept in `env["told"]`, by line.
"""

import re

from django.utils.text import Truncator
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_block import reference as usual_reference
from markdown_it.rules_block import table as usual_table
from markdown_it.rules_block.table import escapedSplit, getLine
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.emphasis import tokenize as usual_stars
from mdit_py_plugins.footnote.index import footnote_def

# As of rules 3 also “Table 3: …”, “Table 3. …”, “table:…”, all of it or only its beginning in bold letters.
CAPTION = re.compile(r"Table: +(?P<caption>\S.*)")
ANY_CAPTION = re.compile(
    r"(?P<bold>\*\*|__)?table(?: *:|(?P<number> +\d+(?:\.\d+)*[a-z]?)(?: *:| *[.–—-](?= )))"
    r"(?(bold) *(?P=bold)) *(?P<caption>\S.*)",
    re.IGNORECASE,
)
ALL_BOLD = re.compile(r"(\*\*|__)(?P<inside>(?:(?!\1).)+)\1")
NO_CAPTION = (
    "The table has no caption, so it has no number and is in none of the files of numbers. "
    "Write “Table: what it shows” on the line above it"
)
NOTE = re.compile(r"\[\^(?P<label>[^\] ]+)\]:")
OUTSIDE = re.compile(r"(https?://|mailto:)\S", re.IGNORECASE)
WITHIN_A_WORD = re.compile(r"(?<=[^\W_])\*+(?=[^\W_])")
MOST_QUOTED = 80
MOST_COLUMNS = 24
MOST_ROWS = 1000
DEEPEST = 24  # a list within a list counts two
TOO_DEEP = (
    f"Lists go {DEEPEST // 2} levels deep and quotations {DEEPEST}. What follows on the deepest is printed as one "
    "paragraph, with its signs as they were typed."
)
INTERRUPTS = ["paragraph", "reference"]


def use(parser: MarkdownIt, edition: int) -> None:
    parser.options["edition"] = edition
    block = parser.block.ruler
    # Letters begin with a tab or with spaces; nobody writes code in a report, and three strokes still mark it.
    parser.disable("code")
    parser.options["maxNesting"] = 2 * DEEPEST
    block.at("table", _table, {"alt": INTERRUPTS})
    block.before("table", "caption", _captioned, {"alt": [*INTERRUPTS, "blockquote"]})
    block.before("table", "end_of_table", _end_of_table, {"alt": ["blockquote"]})
    block.at("blockquote", _not_too_deep(blockquote), {"alt": [*INTERRUPTS, "blockquote", "list"]})
    block.at("list", _not_too_deep(list_block), {"alt": [*INTERRUPTS, "blockquote"]})
    block.at("footnote_def", _note, {"alt": [*INTERRUPTS, "blockquote"]})
    block.at("reference", _reference)
    parser.inline.ruler.before("emphasis", "stars_within_words", _stars_within_words)


def tell(state: StateBlock, line: int, says: str) -> None:
    state.env.setdefault("told", {}).setdefault((line, says))


def quoted(typed: str) -> str:
    """“As it was typed”, shortened where it is long: its line says where the whole of it stands."""
    return f"“{Truncator(typed).chars(MOST_QUOTED)}”"


def advise(state: StateBlock, line: int, says: str) -> None:
    """Of what is printed, but could be more useful."""
    state.env.setdefault("advised", {}).setdefault((line, says))


def _captioned(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line `Table: …`, and the table after it."""
    found = _caption(state, start)
    if not found or "no_captions" in state.env or not _is_outside(state, start, silent):
        return False
    first = _table_after(state, start, end)
    if first is None:
        # In the middle of a sentence it is small: see the table: it says so.
        if not found[0].startswith("table"):
            tell(state, start, f"{quoted(found[0])} is not followed by a table, so it is printed as a sentence.")
        return False
    if not silent:
        _tell_of_number(state, start, found.groupdict().get("number"))
        state.env["caption"] = found["caption"]
        place = len(state.tokens)
        _table(state, first, end, False)
        del state.env["caption"]
        _give_caption(state, place, start, found["caption"])
    return True


def _caption(state: StateBlock, line: int) -> re.Match | None:
    typed = getLine(state, line).strip()
    if state.md.options["edition"] < 3:
        return CAPTION.fullmatch(typed)
    bold = ALL_BOLD.fullmatch(typed)
    return ANY_CAPTION.fullmatch(bold["inside"].strip() if bold else typed)


def _tell_of_number(state: StateBlock, line: int, number: str | None) -> None:
    if number:
        says = f"The number of the table, “{number.strip()}”, is not printed: the report counts its tables itself."
        tell(state, line, f"{says} Where the text speaks of the table, name it by what it shows.")


def _table_after(state: StateBlock, start: int, end: int) -> int | None:
    """The line where the table of a caption begins, seen from outside of the list that the caption ends."""
    first, inside = state.skipEmptyLines(start + 1), state.blkIndent
    state.blkIndent = min(inside, state.sCount[start])
    is_table = first < end and _table(state, first, end, True)
    state.blkIndent = inside
    return first if is_table else None


def _is_outside(state: StateBlock, line: int, silent: bool) -> bool:
    """Not in a list or a quotation: a line that is set less far in has left them."""
    return state.level == 0 or (silent and state.sCount[line] < state.blkIndent)


def _give_caption(state: StateBlock, place: int, line: int, caption: str) -> None:
    rest = state.tokens[place + 1 :]
    del state.tokens[place + 1 :]
    state.push("caption_open", "caption", 1)
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = caption, [line, line + 1], []
    state.push("caption_close", "caption", -1)
    state.tokens += rest


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table that a page can hold; longer ones end, and what is left of them is printed as typed."""
    if not usual_table(state, start, end, True):
        return False
    width = len(_cells(state, start))
    if width > MOST_COLUMNS:
        says = f"The table has {width} columns; a page holds {MOST_COLUMNS}. Its lines are printed as they were typed."
        tell(state, start, says)
        return False
    if not silent:
        if "caption" not in state.env and "no_captions" not in state.env:
            where = ", both outside of the list or quotation." if state.level else "."
            advise(state, start, f"{NO_CAPTION}{where}")
        usual_table(state, start, min(end, start + 2 + MOST_ROWS), False)
        _tell_of_rows(state, start, width)
    return True


def _tell_of_rows(state: StateBlock, start: int, width: int) -> None:
    name = f"the table {quoted(state.env['caption'])}" if "caption" in state.env else "the table"
    for number, line in enumerate(range(start + 2, state.line), 1):
        extra = [cell.strip() for cell in _cells(state, line)[width:]]
        if extra:
            lost = quoted(" | ".join(extra))
            has = f"Row {number} of {name} has more cells than there are headings, so {lost} is not printed."
            tell(state, line, f"{has} A stroke within a cell is typed \\|.")
    if state.line == start + 2 + MOST_ROWS and state.line < state.lineMax and "|" in getLine(state, state.line):
        tell(state, state.line, f"After {MOST_ROWS:,} rows {name} ends; the lines after it are printed as typed.")


def _cells(state: StateBlock, line: int) -> list[str]:
    """As the parser splits them."""
    cells = escapedSplit(getLine(state, line).strip())
    if cells and not cells[0]:
        del cells[0]
    if cells and not cells[-1]:
        del cells[-1]
    return cells


def _end_of_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Words in the line after a table, without a stroke, are words and no row of it."""
    return silent and state.parentType == "table" and len(escapedSplit(getLine(state, start))) == 1


def _not_too_deep(rule):
    """Past its limit the parser drops all that follows; the line is printed with its sign instead, and that is told.
    It goes on with the paragraph before it, also where it is set less far in."""

    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if state.level < DEEPEST:
            return rule(state, start, end, silent)
        if rule(state, start, end, True):
            tell(state, start, TOO_DEEP)
        return False

    return limited


def _note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """What a note says. The parser keeps the last of one name, and of a note within a note neither."""
    found = NOTE.match(getLine(state, start))
    is_within = "in_note" in state.env and not (silent and state.sCount[start] < state.blkIndent)
    if not found or is_within:
        return False
    written = state.env.setdefault("notes_written", {})
    if found["label"] in written:
        if not silent:
            tell(state, start, f"There are two notes [^{found['label']}]. This one is printed as it was typed.")
        return silent
    if silent:
        return footnote_def(state, start, end, True)
    state.env["in_note"] = True
    was_note = footnote_def(state, start, end, False)
    del state.env["in_note"]
    if was_note:
        written[found["label"]] = (start, state.line)
    return was_note


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """An address given a name: only where it is an address, and the first of its name. “[Police]: 31” is a sentence."""
    known = state.env.setdefault("references", {})
    before, line = len(known), state.line
    if not usual_reference(state, start, end, silent):
        return False
    if silent or (len(known) > before and OUTSIDE.match(next(reversed(known.values()))["href"])):
        return True
    if len(known) > before:
        known.popitem()
    state.line = line
    return False


def _stars_within_words(state: StateInline, silent: bool) -> bool:
    """Stars between letters begin nothing and may end what began before: *part*ly. Between digits they are signs:
    5*3*2 is a product, and keeps its figures apart."""
    found = WITHIN_A_WORD.match(state.src, state.pos)
    if not found or silent:
        return False
    is_product = state.src[found.start() - 1].isdigit() and state.src[found.end()].isdigit()
    if is_product or state.md.options["edition"] < 3:
        state.append_pending(found[0])
        state.pos = found.end()
        return True
    usual_stars(state, silent)
    for delimiter in state.delimiters[-len(found[0]) :]:
        delimiter.open = False
    return True
