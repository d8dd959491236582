"""What an import would do, row by row, before anything is written."""

import hashlib
import json
from dataclasses import asdict, dataclass, field

WRONG, CHANGED, NEW, SAME = "wrong", "changed", "new", "same"
STATES = (WRONG, CHANGED, NEW, SAME)


@dataclass(slots=True)
class RowPreview:
    """One row of the file: which record it is about, what would change (heading, old, new), what is wrong where."""

    number: int
    label: str
    state: str = SAME
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def sentences(self) -> list[str]:
        return [f"{place}: {text}." for place, text in self.problems]


class Preview:
    """All rows of a file with their states. `is_applied` tells whether they have been written."""

    def __init__(self, kind, rows, *, notes=()):
        self.kind, self.rows, self.notes = kind, rows, list(notes)
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
    def fingerprint(self) -> str:
        """The same for two previews that say the same; a record that changed in between makes it another."""
        digest = hashlib.sha256()
        for row in self.rows:
            digest.update(_line(row))
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
            lines += [f"  {sentence}" for sentence in row.sentences()]
            if row.state == CHANGED:
                lines += [f"  {heading}: {old or '(empty)'} → {new}" for heading, old, new in row.changes]
        return "\n".join(lines)

    def as_dict(self) -> dict:
        rows = [asdict(row) for row in self.rows]
        return {"kind": self.kind.code, "counts": self.counts, "notes": self.notes, "rows": rows}

    def as_lines(self) -> bytes:
        """The rows for keeping, a line each, the ones to look at first."""
        ordered = sorted(self.rows, key=lambda row: STATES.index(row.state))
        return b"".join(_line(row) for row in ordered)


def _line(row: RowPreview) -> bytes:
    return json.dumps(asdict(row), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def rows_of(lines: bytes, first: int, last: int) -> list[RowPreview]:
    """Rows of a kept preview by their place in it, from `first` up to but not including `last`."""
    return [RowPreview(**json.loads(line)) for line in lines.split(b"\n")[first:last] if line]
