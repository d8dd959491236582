"""Finds the columns of a kind in the first line of a file."""

import difflib

from core.formatting.folding import fold
from core.imports.problems import WrongFile
from core.imports.reading import Sheet, column_letter


def positions(sheet: Sheet, expected: list[str], may_lack: frozenset[str] = frozenset()) -> list[int]:
    """Where each expected column stands in the file; raises `WrongFile` naming every one that is not in order. One that
    the file `may_lack`, and does, stands behind its last column, where every cell is empty."""
    found, troubles = {}, []
    by_fold = {_fold(heading): heading for heading in expected}
    for index, heading in enumerate(sheet.headings):
        place = f"column {column_letter(index)}"
        known = by_fold.get(_fold(heading))
        if not heading:
            if any(index < len(row) and row[index] for row in sheet.rows):
                troubles.append(f"{place} has values and no heading")
        elif known is None:
            troubles.append(
                f"{place} has the heading “{heading[:60]}”, which is not expected{_nearest(heading, by_fold)}"
            )
        elif known in found:
            troubles.append(
                f"“{known}” stands over two columns, {column_letter(found[known])} and {column_letter(index)}"
            )
        else:
            found[known] = index
    missing = [heading for heading in expected if heading not in found and heading not in may_lack]
    if missing:
        troubles.append(("the columns " if len(missing) > 1 else "the column ") + _listed(missing) + " missing")
    if troubles:
        raise WrongFile(
            f"The headings{_of_sheet(sheet)} are not the expected ones: {'; '.join(troubles)}. "
            f"Expected: {', '.join(expected)}."
        )
    return [found.get(heading, len(sheet.headings)) for heading in expected]


def _of_sheet(sheet: Sheet) -> str:
    return f" of the sheet “{sheet.name}”, the first that is not hidden," if sheet.name else ""


def _fold(heading: str) -> str:
    return fold(heading.removeprefix("\ufeff").strip().removesuffix("*")).replace(" ", "").replace("_", "")


def _nearest(heading: str, by_fold: dict) -> str:
    near = difflib.get_close_matches(_fold(heading), by_fold, n=1, cutoff=0.75)
    return f" (do you mean “{by_fold[near[0]]}”?)" if near else ""


def _listed(names: list[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    if len(quoted) == 1:
        return f"{quoted[0]} is"
    return f"{', '.join(quoted[:-1])} and {quoted[-1]} are"
