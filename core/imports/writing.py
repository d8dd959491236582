"""Writes batches of records. The database's own rules, triggers and history see every row."""

from itertools import groupby

BATCH = 1000


def add(model, rows: list) -> None:
    model.objects.bulk_create(rows, batch_size=BATCH)


def change(model, rows: list, fields: set[str]) -> None:
    """Write these fields of rows that exist and are locked. One statement a batch: `bulk_update` would write a
    condition for each row and field, which takes the database longer than the rest of the import."""
    if fields:
        model.objects.bulk_create(
            rows, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=sorted(fields)
        )


def add_each(rows: list) -> None:
    """Add rows of several models, in the order of the models' names."""
    for _, group in groupby(sorted(rows, key=lambda row: row._meta.label), key=type):
        batch = list(group)
        add(type(batch[0]), batch)
