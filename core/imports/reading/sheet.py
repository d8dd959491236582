from dataclasses import dataclass, field

from core.imports.problems import WrongFile

MOST_ROWS = 50_000
MOST_COLUMNS = 100


@dataclass
class Sheet:
    """A table as it stands in a file: its headings, its rows that are not blank, and where each row stands.

    `marks` are cells that hold something other than a value, by row number and column; `notes` are remarks about the
    whole file that its owner should read before confirming.
    """

    headings: list[str]
    rows: list[list[str]]
    numbers: list[int]
    marks: dict[tuple[int, int], str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


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
    sheet = Sheet([], [], [], dict(marks or {}), list(notes))
    marked = {number for number, _ in sheet.marks}
    for number, record in enumerate(records, 1):
        cells = [cell.strip() for cell in record]
        while cells and not cells[-1]:
            cells.pop()
        if not cells and (number not in marked or not sheet.headings):
            continue
        _check_characters(cells, number)
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
    return sheet


def _check_characters(cells: list[str], number: int) -> None:
    for index, cell in enumerate(cells):
        if cell.isprintable():
            continue
        for character in cell:
            if not character.isprintable() and _is_control(character):
                raise WrongFile(
                    f"{cell_name(number, index)} holds a control character (U+{ord(character):04X}) that is not text. "
                    "Type the cell again, or save the file again as CSV UTF-8."
                )


def _is_control(character: str) -> bool:
    code = ord(character)
    return (code < 32 and character not in "\t\n\r") or code == 127 or 0xD800 <= code <= 0xDFFF
