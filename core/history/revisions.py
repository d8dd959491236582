"""Revisions of a record, read from its history: how often it was written, by whom last, and what it said then."""

import datetime
import uuid

from django.contrib.auth import get_user_model
from django.db import models

# The database counts no further than this.
LAST_VERSION = 2**31 - 1


class Stale(Exception):
    """Somebody else has changed something since it was opened, in a sentence. `current` is how it stands now, None
    where nothing does."""

    def __init__(self, text: str, current):
        super().__init__(text)
        self.current = current


class NoSuchVersion(Exception):
    """The record has never had that version."""


def events_of(record: models.Model) -> models.QuerySet:
    """Everything that was ever written of a record, the oldest first, also by bulk and raw statements."""
    return record.pgh_event_model.objects.filter(pgh_obj_id=record.pk).order_by("pgh_id")


def version_of(record: models.Model) -> int:
    """1 as it was made, one more with every write of any kind, 0 for a record that was never saved."""
    return events_of(record).count()


def as_of(record: models.Model, version: int) -> dict:
    """What the record's fields held in that version, by their names; raises `NoSuchVersion`."""
    event = events_of(record)[version - 1 : version].first() if 0 < version <= LAST_VERSION else None
    if event is None:
        raise NoSuchVersion(f"{record} has no version {version}.")
    names = {field.attname for field in type(event)._meta.concrete_fields if not field.name.startswith("pgh_")}
    return {name: getattr(event, name) for name in sorted(names)}


def last_change(record: models.Model) -> tuple[models.Model | None, datetime.datetime]:
    """Who wrote the record last, and when. Nobody where the portal did, such as in an import without a sign-in."""
    event = events_of(record).last()
    return get_user_model().objects.filter(pk=user_id_of(event)).first(), event.pgh_created_at


def user_id_of(event: models.Model) -> uuid.UUID | None:
    """Whose scope wrote an event."""
    text = (event.pgh_context or {}).get("user")
    return uuid.UUID(text) if text else None


def locked(record: models.Model) -> models.Model:
    """The record as it is saved now, kept from other writers until the transaction ends."""
    return type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
