"""What editors say about printed totals that their parts do not give."""

from django.db import transaction

from core.history.revisions import Stale
from indicators.discrepancies import Discrepancy, discrepancies
from indicators.models import Explanation


class NoSuchDiscrepancy(Exception):
    """Nothing differs under that key: it was never there, or the figures agree now."""


class TextMissing(Exception):
    """An explanation needs words."""


@transaction.atomic
def explain(*, partnership, key: str, kind: str, text: str, by, version: int = 0) -> Explanation:
    """Keep what an editor says about a discrepancy and the numbers that it is about; history keeps what was there.

    `version` is that of the text the editor saw, 0 for none: a stale one raises `Stale` and changes nothing, unless
    it says just what stands there now, as a form that was sent twice does.
    """
    found = discrepancy(partnership, key)
    if not text.strip():
        raise TextMissing("Say why the printed total differs, or what has to be corrected.")
    written = {
        "kind": Explanation.Kind(kind),
        "text": text.strip(),
        "printed": found.printed,
        "computed": found.computed,
        "written_by": by,
    }
    explanation, is_new = Explanation.objects.select_for_update(of=("self",)).get_or_create(
        partnership=partnership, discrepancy=key, defaults=written
    )
    if is_new:
        return explanation
    if explanation.version != version:
        if _says_the_same(explanation, written):
            return explanation
        raise Stale("Somebody else has written about this total since you opened it.", explanation)
    for name, content in written.items():
        setattr(explanation, name, content)
    explanation.version += 1
    explanation.save()
    return explanation


def _says_the_same(explanation: Explanation, written: dict) -> bool:
    """Of the figures too; whoever wrote it."""
    return all(getattr(explanation, name) == said for name, said in written.items() if name != "written_by")


def discrepancy(partnership, key: str) -> Discrepancy:
    """The discrepancy of that key; raises `NoSuchDiscrepancy`."""
    found = next((one for one in discrepancies(partnership) if one.key == key), None)
    if found is None:
        raise NoSuchDiscrepancy("The figures agree, or there is no such total.")
    return found
