"""What services do with the values of a record: lock it, put them in, save it."""

from django.db import models

from core.db.tenancy import current_scope
from core.history.revisions import locked


def put(record: models.Model, **values) -> models.Model:
    """The record with these values, not saved."""
    for name, value in values.items():
        setattr(record, name, value)
    return record


def kept(record: models.Model, **values) -> models.Model:
    """The record, new or locked by the caller, saved with these values."""
    put(record, **values).save()
    return record


def made(model: type[models.Model], **values) -> models.Model:
    """A new record of the partnership that may be written."""
    record = model(partnership_id=current_scope().writable[0], **values)
    record.save(force_insert=True)
    return record


def written(record: models.Model, **values) -> models.Model:
    """The record with these values, locked while they are written."""
    now = put(locked(record), **values)
    now.save(update_fields=list(values))
    return now
