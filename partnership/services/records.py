"""What several services of this app do: lock in order, check, go on from a day."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models

from core.formatting import sentences
from core.history.revisions import locked
from core.imports.cycles import in_circles
from core.records.writing import made, written

ONE_DAY = datetime.timedelta(days=1)


def in_order(records) -> list:
    """The records as they are now, locked in the order of their keys, so that two who lock several never wait for
    each other."""
    model, keys = type(records[0]), [record.pk for record in records]
    found = {row.pk: row for row in model.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",))}
    return [found[key] for key in keys]


def refuse_circle(record: models.Model, field: str, above, says: str) -> None:
    """Raises `ValidationError` where the way up from the record would lead back to it."""
    if above is None or record._state.adding:
        return
    ways = dict(type(record).objects.values_list("pk", f"{field}_id")) | {record.pk: above.pk}
    if record.pk in in_circles(ways):
        raise ValidationError({field: says})


def refuse_beyond(record: models.Model | None, ends_on: datetime.date | None) -> None:
    """Raises `ValidationError` where something would hold longer than the record that it belongs to; locks that one,
    so that it does not end in the same moment."""
    if record is None:
        return
    last = locked(record).ends_on
    if last is not None and (ends_on is None or ends_on > last):
        raise ValidationError(f"{record} ends on {sentences.day(last)}; give a last day up to that one.")


def succeeded(record: models.Model, on: datetime.date, **values) -> models.Model:
    """What goes on from a day in place of a dated record, which ends the day before; one that begins only on that day
    or later is changed itself."""
    if record.starts_on is not None and record.starts_on >= on:
        return written(record, **values)
    last = record.ends_on
    written(record, ends_on=on - ONE_DAY)
    return made(type(record), **copied(record) | {"starts_on": on, "ends_on": last} | values)


def copied(record: models.Model) -> dict:
    """What the record holds, beside its key and its dates."""
    left_out = {"id", "partnership", "starts_on", "ends_on"}
    fields = (field for field in record._meta.concrete_fields if field.name not in left_out and not field.generated)
    return {field.name: getattr(record, field.name) for field in fields}
