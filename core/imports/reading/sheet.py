from dataclasses import dataclass, field

from core.formatting import characters
from core.imports.problems import WrongFile

MOST_ROWS = 50_000
MOST_COLUMNS = 100
NAMED = 5


@dataclass
class Sheet:
    """A table as it stands in a file: its headings, its rows that are not blank, and where each row stands.

    `marks` are cells that hold something other than a value, by row number and column; `dates` are cells that hold a
    date, and whether it is shown with its day, month and year; `notes` are remarks about the whole file that its owner
    should read before confirming. `name` is the sheet's where a workbook has several.
    """

    headings: list[str]
    rows: list[list[str]]
    numbers: list[int]
    marks: dict[tuple[int, int], str] = field(default_factory=dict)
    dates: dict[tuple[int, int], bool] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    name: str = ""


def column_letter(index: int) -> str:
    """The letter over a column; the first one has index 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(number: int, index: int) -> str:
    return f"{column_letter(index)}{number}"


def tabulate(records, *, marks=None, notes=()) -> Sheet:
    """The sheet of rows of text: the first that is not blank holds the headings. Raises `WrongFile`."""
    sheet = Sheet([], [], [], marks=dict(marks or {}), notes=list(notes))
    marked, dropped = {number for number, _ in sheet.marks}, []
    # Cells repeat one another: each text is kept once.
    texts = {}
    for number, record in enumerate(records, 1):
        cells = [_carried(cell, number, index, dropped) for index, cell in enumerate(record)]
        cells = [texts.setdefault(cell, cell) for cell in cells]
        while cells and not cells[-1]:
            cells.pop()
        if not cells and (number not in marked or not sheet.headings):
            continue
        if not sheet.headings:
            sheet.headings = cells
            continue
        for index, cell in enumerate(cells):
            if cell.startswith("="):
                sheet.marks[number, index] = f"“{cell[:60]}” begins like a formula; write its value"
        sheet.rows.append(cells)
        sheet.numbers.append(number)
        if len(sheet.rows) > MOST_ROWS:
            raise WrongFile(f"The file has more than {MOST_ROWS:,} rows. Split it into several files.")
    if len(sheet.headings) > MOST_COLUMNS:
        raise WrongFile(f"The file has {len(sheet.headings):,} columns; at most {MOST_COLUMNS} can be read.")
    if dropped:
        sheet.notes.append(_told(dropped))
    return sheet


def _carried(cell: str, number: int, index: int, dropped: list[str]) -> str:
    """The cell's text without the signs that no file of ours could hold; its name is noted where there was one."""
    if cell.isprintable() or not characters.is_wrong(cell):
        return cell.strip()
    dropped.append(cell_name(number, index))
    return characters.carried(cell).strip()


def _told(dropped: list[str]) -> str:
    more = f" and {len(dropped) - NAMED:,} more" if len(dropped) > NAMED else ""
    cells = f"{', '.join(dropped[:NAMED])}{more}"
    return f"Signs that are no text were left out of {cells}. The rows below show what will be kept."
