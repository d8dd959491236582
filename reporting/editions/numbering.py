"""Numbers of figures, tables and notes, given in reading order before anything refers to one."""

from dataclasses import dataclass, field

SERIES = {"chart": "figure", "tree": "figure", "table": "table"}


@dataclass
class Numbers:
    """The number of every figure and table of one snapshot, the tables' numbers by key, and where notes count from.

    A text has the number of the first table and of the first note in it.
    """

    by_block: dict[int, int] = field(default_factory=dict)
    tables: dict[str, int] = field(default_factory=dict)
    notes: dict[int, int] = field(default_factory=dict)

    def of(self, block: dict) -> int:
        return self.by_block[id(block)]

    def first_note(self, block: dict) -> int:
        return self.notes[id(block)]


def number_blocks(snapshot: dict) -> Numbers:
    """Figures and tables are counted through the report, apart; notes through a chapter."""
    counted, note = {"figure": 0, "table": 0}, 1
    numbers = Numbers()
    for section in snapshot.get("sections") or []:
        note = note if int(section.get("level") or 1) > 1 else 1
        for block in section.get("blocks") or []:
            series = SERIES.get(block.get("type"))
            if series:
                counted[series] += 1
                numbers.by_block[id(block)] = counted[series]
            if series == "table":
                numbers.tables.setdefault(str(block.get("key")), counted[series])
            if text := block.get("text"):
                numbers.by_block[id(block)], numbers.notes[id(block)] = counted["table"] + 1, note
                counted["table"] += text.table_count
                note += len(text.notes)
    return numbers
