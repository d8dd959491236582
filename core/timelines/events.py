"""The events of a record and of the rows that belong to it, as the database keeps them; one query."""

import datetime
import uuid
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value, Window
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, JSONObject, Lag

from core.models import ImportBatch
from core.timelines import Timeline

ADDED = ("event_who", "event_file", "event_of", "event_now", "event_before")


class Event(NamedTuple):
    """One write of one row: what it said then and what it had said before."""

    at: datetime.datetime
    number: int
    kind: str
    who: str | None
    file: str | None
    of: str
    now: dict
    before: dict | None


def events(shown: Timeline, pk: uuid.UUID) -> models.QuerySet:
    """All events, the newest first, ready to be cut into pages."""
    parts = [_of(shown.model, Q(pgh_obj_id=pk))]
    parts += [_of(key.model, Q(**{key.attname: pk})) for key in shown.children]
    return parts[0].union(*parts[1:], all=True).order_by("-pgh_created_at", "-pgh_id")


def fields_of(model: type[models.Model]) -> list[models.Field]:
    """The fields that the history of a model keeps and people may read, in their order."""
    kept = {field.name for field in model.pgh_event_model._meta.concrete_fields}
    return [
        field for field in model._meta.concrete_fields if field.name in kept and field.name not in {"id", "partnership"}
    ]


def _of(model: type[models.Model], which: Q) -> models.QuerySet:
    told = JSONObject(**{field.attname: _exactly(field) for field in fields_of(model)}, id="pgh_obj_id")
    before = Window(Lag(told), partition_by="pgh_obj_id", order_by="pgh_id")
    return (
        model.pgh_event_model.objects.filter(which)
        .order_by()
        # Under names that no record's field has.
        .annotate(
            event_who=_author(),
            event_file=_import(),
            event_of=Value(model._meta.label_lower),
            event_now=told,
            event_before=before,
        )
        .values_list("pgh_created_at", "pgh_id", "pgh_label", *ADDED)
    )


def _exactly(field: models.Field):
    """A number as text: JSON would make it a float."""
    if isinstance(field, models.DecimalField):
        return Cast(field.attname, models.TextField())
    return F(field.attname)


def _author() -> Subquery:
    key = Cast(KeyTextTransform("user", OuterRef("pgh_context")), models.UUIDField())
    return Subquery(get_user_model().objects.filter(pk=key).values("name")[:1])


def _import() -> Subquery:
    """The file whose import wrote the event: a batch is closed in the transaction that writes its records."""
    same = {"pgh_created_at": OuterRef("pgh_created_at"), "pgh_context": OuterRef("pgh_context")}
    closed = ImportBatch.pgh_event_model.objects.filter(**same, state=ImportBatch.State.DONE)
    return Subquery(closed.order_by().values("file_name")[:1])
