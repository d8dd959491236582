"""For the migrations after which names are unique as people see them: records that were called alike until then."""

from collections import defaultdict

from django.db.migrations import RunPython

from core.formatting.folding import fold, fold_grouping

BREAKDOWN = "grouped_by"


def told_apart(model: str, name: str, *of: str, **which) -> RunPython:
    """Give a number to all but the first of those records that are called alike, so that none is lost: “St John’s
    (2)”. They are told apart by `of` and their name, among those that `which` filters."""

    def tell(apps, schema_editor):
        rows = apps.get_model(model).objects.using(schema_editor.connection.alias).filter(**which)
        known = defaultdict(list)
        for pk, text, *others in rows.order_by("pk").values_list("pk", name, *of).iterator(chunk_size=2000):
            known[tuple(map(_folded, of, others)), fold(text)].append((pk, text))
        for (others, _), found in [*known.items()]:
            for pk, text in found[1:]:
                free = next(one for one in _numbered(rows.model, name, text) if (others, fold(one)) not in known)
                known[others, fold(free)].append((pk, free))
                rows.filter(pk=pk).update(**{name: free})
                print(f"There were two called “{text}” ({model}): one is called “{free}” now.")

    return RunPython(tell, RunPython.noop)


def _folded(field: str, value):
    if not isinstance(value, str):
        return value
    return fold_grouping(value) if field == BREAKDOWN else fold(value)


def _numbered(model, name: str, text: str):
    longest, number = model._meta.get_field(name).max_length, 2
    while True:
        yield f"{text[: longest - len(f' ({number})')]} ({number})"
        number += 1
