"""Texts as people type and paste them: every word and figure in them is there once, so that each can be looked for."""

import itertools
import re
from dataclasses import dataclass, field

from hypothesis import strategies as st

MARKER = re.compile(r"\b(?:w\d{4}x|7\d{5}7)\b")


# What is typed, and what a spreadsheet shows of it.
IN_CELLS = [
    ("{one} {two}", "{one} {two}"),
    ("**{one}** {two}", "{one} {two}"),
    ("*{one}*{two}", "{one}{two}"),
    ("`{one}` {two}", "{one} {two}"),
    ("[{one}](https://example.org/{two})", "{one} (https://example.org/{two})"),
    ("<https://example.org/{one}> {two}", "https://example.org/{one} {two}"),
    ("[{one}](/near/{two})", "{one}"),
    ("<b>{one}</b> {two}", "<b>{one}</b> {two}"),
    ("{one} \\| {two}", "{one} | {two}"),
    ("{one} &amp; {two}", "{one} & {two}"),
    ("!{one} ({two})", "!{one} ({two})"),
    ("{one}{note}", "{one}"),
]
ELSEWHERE = [
    ("{one}\n{two}", ""),
    ("{one}  \n{two}", ""),
    ("![{one}](https://example.org/{two}.png)", ""),
    ("[{one}][^{two}]", ""),
    ('[{one}](https://example.org "{two}")', ""),
    ("{one}^[{two}]", ""),
    ("{long} {two}", ""),
]


CAPTIONS = [
    *("Table: **{}**", "Table:{}", "table: {}", "TABLE : {}", "Table 3: {}", "Table 3.1: {}", "Table 12b. {}"),
    *("Table 3 – {}", "Table 3 - {}", "**Table: {}**", "**Table 3: {}**", "**Table 3:** {}", "__Table:__ {}"),
]


@dataclass
class Typed:
    """A text, and the cells that each of its numbered tables must hold: by caption, row by row."""

    source: str = ""
    tables: dict[str, list[list[str]]] = field(default_factory=dict)


class Typist:
    """Draws one text."""

    def __init__(self, draw):
        self.draw, self.count = draw, itertools.count(1)
        self.blocks, self.notes, self.tables = [], [], {}

    def pick(self, *options):
        return self.draw(st.sampled_from(options))

    def number(self, least, most):
        return self.draw(st.integers(least, most))

    def mark(self):
        number = next(self.count)
        return f"w{number:04}x" if number % 2 else f"7{number:05}7"

    def note(self):
        label, one, two = f"n{next(self.count)}", self.mark(), self.mark()
        says = self.pick(f"{one} {two}", f"{one}\n{two}", f"{one}\n\n    {two}", f"- {one}\n    - {two}")
        self.notes.append(f"[^{label}]: {says}")
        return f"[^{label}]"

    def words(self, *, in_cell=False):
        """Some words as (typed, plain)."""
        typed, plain = self.draw(st.sampled_from(IN_CELLS if in_cell else IN_CELLS + ELSEWHERE))
        marks = {"one": self.mark(), "two": self.mark()}
        marks["long"] = marks["one"] * self.number(1, 80) if "{long}" in typed else ""
        marks["note"] = self.note() if "{note}" in typed else ""
        return typed.format(**marks), plain.format(**marks)

    def paragraph(self):
        start = self.pick("", "", "\t", "    ", "  ", "> ", "# ", "###### ", "- ", "12. ", "\\# ")
        return start + self.words()[0]

    def nested(self):
        sign, depth = self.pick("- ", "1. ", "> "), self.number(1, 30)
        if sign == "> ":
            return "\n".join(sign * level + self.mark() for level in range(1, depth + 1))
        return "\n".join(" " * len(sign) * level + sign + self.mark() for level in range(depth))

    def items(self):
        return "\n".join(f"{self.number(0, 40)}{self.pick('.', ')')} {self.mark()}" for _ in range(self.number(1, 5)))

    def fenced(self):
        return f"```{self.pick('', self.mark())}\n{self.mark()}\n\t{self.mark()}\n```"

    def named(self):
        return self.pick(
            f"[{self.mark()}]: {self.mark()}",
            f"[{self.mark()}]: https://example.org/{self.mark()}",
            f'[{self.mark()}]: https://example.org/{self.mark()} "{self.mark()}"',
            f"[^{self.mark()}]: {self.mark()}\nand {self.mark()}",
            f"Table: {self.mark()}",
            f"---\n{self.mark()}\n---",
        )

    def table(self):
        columns, rows = self.number(1, 12), self.number(0, 4)
        heads = [self.cell() for _ in range(columns)]
        if columns > 1 and self.pick(True, False):
            heads[0] = ("", "")
        body = [[self.cell() for _ in range(columns)] for _ in range(rows)]
        between = [(self.pick("---", "---", "--:", ":-:"), "") for _ in range(columns)]
        lines = [heads, between, *body]
        lines = ["|" + "|".join(f"{self.pick('', ' ')}{cell[0]}" for cell in line) + "|" for line in lines]
        if rows and self.pick(True, False, False):
            lines[-1] += f"{self.mark()}|"
        if self.pick(True, True, False):
            caption = self.mark()
            self.tables[caption] = [[plain for _, plain in line] for line in [heads, *body]]
            lines.insert(0, self.pick(*CAPTIONS).format(caption) + self.pick("", "\n", "\n\n"))
            return "\n".join(lines)
        return self.uncaptioned(lines)

    def uncaptioned(self, lines):
        """An empty line first, or it would be more rows of a table before it; within a list as far in as its words."""
        sign, depth = self.pick("- ", "1. "), self.pick(0, 0, self.number(1, 9))
        items = [" " * len(sign) * level + sign + self.mark() for level in range(depth)]
        return "\n".join(["", *items, *([""] if items else []), *(" " * len(sign) * depth + line for line in lines)])

    def cell(self):
        typed, plain = self.words(in_cell=True)
        return self.pick((typed, plain), (typed, plain), ("", ""))

    def type(self):
        kinds = 2 * [self.paragraph, self.table] + [self.nested, self.items, self.fenced, self.named]
        source = ""
        for kind in self.draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=8)):
            # A table needs an empty line before it, or its heads belong to the words above.
            source += kind() + ("\n\n" if kind is self.paragraph else self.pick("\n\n", "\n\n", "\n"))
        source += "\n" + "\n".join(self.notes)
        return Typed(self.pick("\n", "\r\n", "\r").join(source.split("\n")), self.tables)


@st.composite
def typed_texts(draw):
    return Typist(draw).type()
