"""What somebody wrote that no edition prints, or not as they mean it, to be told before it is saved."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from core.formatting import sentences
from core.formatting.typography import LINE_ENDS, visible
from core.reports import fonts
from core.reports.markdown.rules import quoted
from core.reports.markdown.text import Text, read
from core.reports.markdown.untabled import untabled

REFERENCE = re.compile(r"\[\^[^\]\s]+\]")
DROPPED = ("Cc", "Co", "Cs")
MOST_TOLD = 100
MOST_LINES = 5
BEGINNING = 40


@dataclass(frozen=True)
class Unprinted:
    """One thing that will not come out as its author may expect: on which lines, how the first begins, and why.

    `is_lost` says whether words of it are not printed.
    """

    lines: tuple[int, ...]
    begins: str
    says: str
    is_lost: bool = True

    @property
    def where(self) -> str:
        """Line 3, “Attendance rose…”"""
        if not self.lines:
            return ""
        more = len(self.lines) - MOST_LINES
        shown = [str(line) for line in self.lines[:MOST_LINES]] + ([f"{more:,} more"] if more > 0 else [])
        return f"Line{'s' if len(self.lines) > 1 else ''} {sentences.listed(shown)}, “{self.begins}”"


def unprinted(markdown: str, *, in_report: bool = True) -> list[Unprinted]:
    """All of it, by line; at most so much as a person can mend in one go.

    Only in a report tables have captions, and letters are those of its typeface.
    """
    source = visible(markdown)
    text, lines = read(source, captions=in_report), source.split("\n")
    told = [*_together(_structure(text)), *_notes(text, lines), *_addresses(text), *_hidden(markdown)]
    told += _lacking(text, lines) if in_report else ()
    made = [_made([line + 1 for line in where], says, lines) for where, says in told]
    made += [replace(_made([line + 1 for line in where], says, lines), is_lost=False) for where, says in _advised(text)]
    return sorted(made, key=lambda one: (one.lines, one.says))[:MOST_TOLD]


def _together(told: Iterator[tuple[int, str]]) -> Iterator[tuple[tuple[int, ...], str]]:
    """What is said of several lines, once."""
    found = defaultdict(list)
    for line, says in told:
        found[says].append(line)
    yield from ((tuple(dict.fromkeys(lines)), says) for says, lines in found.items())


def _made(where: list[int], says: str, lines: list[str]) -> Unprinted:
    begins = lines[where[0] - 1].strip() if where and where[0] <= len(lines) else ""
    short = begins[:BEGINNING].rstrip() + "…" if len(begins) > BEGINNING else begins
    return Unprinted(tuple(where), short, says)


def _structure(text: Text) -> Iterator[tuple[int, str]]:
    yield from text.env.get("told", {})
    for token in text.printed_tokens:
        line = token.map[0] if token.map else 0
        if token.type == "fence" and token.info.strip():
            yield line, f"{quoted(token.info.strip())} beside the strokes is not printed."
        for address in token.meta.get("dead", ()):
            why = "Only an address that begins with https://, http:// or mailto: is kept."
            yield line, f"The address {quoted(address)} is not printed, only the words of its link. {why}"
        yield from _children(token, line)


def _children(token, line: int) -> Iterator[tuple[int, str]]:
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        elif child.type == "image":
            yield line, f"A picture is not printed, only its description, {quoted(child.content)}."
        elif child.type == "link_open" and child.attrGet("title"):
            yield line, f"{quoted(child.attrGet('title'))}, the title of a link, is not printed."
        elif child.type == "text":
            for found in REFERENCE.findall(child.content):
                yield line, f"{found} points to a note that is not there, so it is printed as it was typed."


def _advised(text: Text) -> Iterator[tuple[tuple[int, ...], str]]:
    yield from (((line,), says) for line, says in text.env.get("advised", {}))
    yield from untabled(text.printed_tokens, {line for line, _ in text.env.get("told", {})})


def _notes(text: Text, lines: list[str]) -> Iterator[tuple[tuple[int, ...], str]]:
    used = text.env.get("footnotes", {}).get("refs", {})
    for label, span in text.env.get("notes_written", {}).items():
        if used.get(f":{label}", -1) < 0:
            written = tuple(line for line in range(*span) if lines[line].strip())
            yield written, f"The note is not printed, because nothing in the text points to it with [^{label}]."


def _addresses(text: Text) -> Iterator[tuple[tuple[int, ...], str]]:
    children = [child for token in text.printed_tokens for child in token.children or []]
    used = {child.meta.get("label") for child in children}
    for label, kept in text.env.get("references", {}).items():
        lines = tuple(range(*kept["map"]))
        if label not in used:
            yield lines, "The address is not printed, because no link in the text uses its name."
        elif kept["title"]:
            yield lines, f"{quoted(kept['title'])}, the title of a link, is not printed."


def _lacking(text: Text, lines: list[str]) -> Iterator[tuple[tuple[int, ...], str]]:
    """Every sign that the typeface of the editions lacks, those together that stand on the same lines."""
    lacking = fonts.lacking(text.words)
    where, together = _where(lacking, lines), defaultdict(list)
    for sign in lacking:
        together[tuple(where[sign])].append(sign)
    for found, signs in together.items():
        are, it = ("is", "it") if len(signs) == 1 else ("are", "them")
        says = f"{fonts.named_all(signs)} {are} not in the report’s typeface."
        yield found, f"{says} Write {it} in words, or the section cannot be printed."


def _hidden(markdown: str) -> Iterator[tuple[tuple[int, ...], str]]:
    """Signs that are left out: of machines, or of a typeface of their own as Word’s bullets are."""
    lines = LINE_ENDS.sub("\n", markdown).split("\n")
    found = {sign for sign in set(markdown) if unicodedata.category(sign) in DROPPED and not sign.isspace()}
    for sign, where in sorted(_where(found, lines).items()):
        yield tuple(where), f"A sign that no other program can show (U+{ord(sign):04X}) is left out."


def _where(signs, lines: list[str]) -> dict[str, list[int]]:
    looked_for, found = set(signs), defaultdict(list)
    for number, line in enumerate(lines) if looked_for else ():
        for sign in looked_for.intersection(line):
            found[sign].append(number)
    return found
