"""What somebody wrote, as blocks: words, and the tables that they gave a caption.

A table in Markdown that follows a line `Table: what it shows` becomes a table of the report like any other: numbered,
in the list of figures, and in the archive of tables. Without that line it stays part of the words.
"""

import re

CAPTION = re.compile(r"Table: +(?P<caption>\S.*)")
RULE = re.compile(r"\|?( *:?-+:? *\|)+ *:?-*:? *")
NOTE = re.compile(r"\[\^(?P<name>[^\]]+)\]: ")


def blocks_of(markdown: str) -> list[dict]:
    """Prose and table blocks in the order of the text; none for an empty text."""
    lines = markdown.strip().splitlines()
    notes = [line for line in lines if NOTE.match(line)]
    found, words, tables = [], [], 0
    lines = iter([line for line in lines if line not in notes])
    for line in lines:
        caption = CAPTION.fullmatch(line.strip())
        rows, after = _rows(lines) if caption else ([], [])
        if rows:
            tables += 1
            found += [*_prose(words, notes), _table(caption["caption"], rows, f"text-{tables}")]
            words = after
        else:
            words += [line, *after]
    return [*found, *_prose(words, notes)]


def _rows(lines) -> tuple[list[list[str]], list[str]]:
    """The cells of the table that comes next, and the line that ended it; or no cells and all that was read."""
    read = []
    for line in lines:
        read.append(line)
        if line.strip() and not line.lstrip().startswith("|"):
            break
    table = [line for line in read if line.lstrip().startswith("|")]
    if len(table) < 3 or not RULE.fullmatch(table[1].strip()):
        return [], read
    rest = [line for line in read if line.strip() and line not in table]
    return [_cells(line) for line in (table[0], *table[2:])], rest


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _prose(lines: list[str], notes: list[str]) -> list[dict]:
    """The words with the notes that they point at, each where it is first pointed at."""
    text = "\n".join(lines).strip()
    own = [note for note in notes if f"[^{NOTE.match(note)['name']}]" in text]
    if not text:
        return []
    return [{"type": "prose", "markdown": "\n\n".join([text, *own])}]


def _table(caption: str, rows: list[list[str]], key: str) -> dict:
    width = len(rows[0])
    return {
        "type": "table",
        "key": key,
        "caption": caption,
        "columns": [{"label": label, "kind": "text"} for label in rows[0]],
        "rows": [{"cells": [*row, *[""] * width][:width], "source": None} for row in rows[1:]],
        "total": None,
        "note": "",
        "landscape": False,
    }
