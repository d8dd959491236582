"""Makes headings one that were typed in several ways before they were known to be one; for migrations only.

The spelling that most rows have is kept. Where that would put two rows in one place, nobody but an editor can tell
whether they are one: both stand, the second under the heading with a number behind it, so that no figure is lost and
no list shows one heading twice.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db import IntegrityError, transaction

from core.folding import fold


def usual_spellings(texts: Iterable[tuple]) -> dict[tuple, str]:
    """The spelling to keep of each heading that has several, by what it is one of and by its fold."""
    counted = defaultdict(Counter)
    for *group, text in texts:
        counted[*group, fold(text)][text] += 1
    return {key: max(sorted(found), key=found.get) for key, found in counted.items() if len(found) > 1}


def respell(rows, name: str, kept: dict[tuple, str], *within: str) -> None:
    """Give the rows the spelling that is kept of their heading in the column `name`."""
    for row in rows.order_by("pk"):
        text = getattr(row, name)
        spelling = kept.get((*(getattr(row, one) for one in within), fold(text)))
        if spelling and spelling != text:
            _put(rows.filter(pk=row.pk), name, spelling)


def _put(row, name: str, spelling: str) -> None:
    longest = row.model._meta.get_field(name).max_length
    for number in range(1, 1000):
        text = spelling if number == 1 else f"{spelling[: longest - 6]} ({number})"
        try:
            with transaction.atomic(using=row.db):
                row.update(**{name: text})
        except IntegrityError:
            continue
        return
