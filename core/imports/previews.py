"""What an import would do, row by row, before anything is written."""

import hashlib
import json
from dataclasses import dataclass

WRONG, CHANGED, NEW, SAME = "wrong", "changed", "new", "same"
STATES = (WRONG, CHANGED, NEW, SAME)
# New and changed rows with a cell that is to be confirmed.
ASKED = "asked"


@dataclass(slots=True)
class RowPreview:
    """One row of the file: which record it is about, what would change (heading, old, new), what is wrong where, what
    is asked where, whether some of that is asked `alone`, and at what address something else can be answered (`no`)."""

    number: int
    label: str
    state: str = SAME
    changes: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[tuple[str, str], ...] = ()
    questions: tuple[tuple[str, str], ...] = ()
    alone: bool = False
    no: str = ""

    def add_change(self, heading: str, old: str, new: str) -> None:
        self.changes = (*self.changes, (heading, old, new))

    def touches(self, heading: str) -> bool:
        return any(touched == heading for touched, _, _ in self.changes)

    def add_problem(self, place: str, text: str) -> None:
        self.problems = (*self.problems, (place, text))

    def add_question(self, place: str, text: str, *, alone: bool = False, no: str = "") -> None:
        self.questions = (*self.questions, (place, text))
        self.alone = self.alone or alone
        self.no = self.no or no

    def asked(self) -> list[str]:
        """A question for each cell that is to be confirmed."""
        return [f"{place}: {text}" for place, text in self.questions]

    def sentences(self) -> list[str]:
        return [f"{place}: {text}{'' if text.endswith('?') else '.'}" for place, text in self.problems]


class Preview:
    """All rows of a file with their states. `is_applied` tells whether they have been written.

    What a new row fills in is read from the sheet when it is asked for; kept for each row it would take more memory
    than the file itself.
    """

    def __init__(self, kind, rows, sheet, places):
        self.kind, self.rows, self.notes = kind, rows, list(sheet.notes)
        self._places = list(places)
        self._cells = dict(zip(sheet.numbers, sheet.rows, strict=True))
        self.is_applied = False
        self.counts = dict.fromkeys(STATES, 0)
        for row in rows:
            self.counts[row.state] += 1

    @property
    def is_fine(self) -> bool:
        return not self.counts[WRONG]

    @property
    def changes_something(self) -> bool:
        return bool(self.counts[NEW] or self.counts[CHANGED])

    @property
    def asked(self) -> int:
        """How many cells are asked about; a file with a wrong row is not asked about."""
        return sum(len(row.questions) for row in self.rows) if self.is_fine else 0

    @property
    def fingerprint(self) -> str:
        """The same for two previews that say the same; a record that changed in between makes it another."""
        digest = hashlib.sha256()
        for row in self.rows:
            digest.update(repr((row.number, row.state, row.changes, row.problems, row.questions)).encode())
        return digest.hexdigest()

    def problems(self):
        """A sentence for each cell that is wrong."""
        for row in self.rows:
            yield from row.sentences()

    def summary(self) -> str:
        """ "3 new, 1 changed, 20 the same, 2 wrong"."""
        return (
            f"{self.counts[NEW]:,} new, {self.counts[CHANGED]:,} changed, {self.counts[SAME]:,} the same, "
            f"{self.counts[WRONG]:,} wrong"
        )

    def text(self) -> str:
        lines = [f"{self.kind.name}: {self.summary()}.", *self.notes]
        for row in self.rows:
            if row.state != SAME:
                lines.append(f"Row {row.number}, {row.state}: {row.label}")
            lines += [f"  {sentence}" for sentence in [*row.sentences(), *row.asked()]]
            lines += [f"  {heading}: {old or '(empty)'} → {new}" for heading, old, new in row.changes]
        return "\n".join(lines)

    def as_dict(self) -> dict:
        rows = [self._whole(row) for row in self.rows]
        return {"kind": self.kind.code, "counts": self.counts, "notes": self.notes, "rows": rows}

    def as_lines(self) -> bytes:
        """The rows for keeping, a line each, the ones to look at first."""
        ordered = sorted(self.rows, key=lambda row: (STATES.index(row.state), not row.questions))
        lines = (json.dumps(self._whole(row), ensure_ascii=False, separators=(",", ":")) for row in ordered)
        return b"".join(line.encode() + b"\n" for line in lines)

    def _whole(self, row: RowPreview) -> dict:
        return {
            "number": row.number,
            "label": row.label,
            "state": row.state,
            "changes": [*self._filled(row), *row.changes] if row.state == NEW else row.changes,
            "problems": row.problems,
            "questions": row.questions,
            "alone": row.alone,
            "no": row.no,
        }

    def _filled(self, row: RowPreview) -> list[tuple[str, str, str]]:
        cells = self._cells[row.number]
        texts = ((heading, cells[place] if place < len(cells) else "") for heading, place in self._places)
        otherwise = {heading for heading, _, _ in row.changes}
        return [(heading, "", text) for heading, text in texts if text and heading not in otherwise]


def is_asked(line: bytes) -> bool:
    """Whether a line of a kept preview has questions."""
    return b'"questions":[[' in line


def is_asked_alone(line: bytes) -> bool:
    """Whether a line of a kept preview has a question with an answer of its own."""
    return b'"alone":true' in line


def rows_of(lines: bytes, first: int, last: int) -> list[RowPreview]:
    """Rows of a kept preview by their place in it, from `first` up to but not including `last`."""
    return [RowPreview(**json.loads(line)) for line in lines.split(b"\n")[first:last] if line]
