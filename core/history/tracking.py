"""History of every tenant row: who, when, what it said before and after, written by the database itself."""

import pghistory
import pgtrigger
from pgtrigger.core import INSTALLED


def tracked(model=None, *, exclude=()):
    """Record each insert, update and delete of the model in its append-only event table.

    The event keeps the user of the signed scope (`core.db.tenancy`) in `pgh_context`. What is left out with `exclude`
    must be guarded in another way: a change of it alone makes no event. What the database works out itself is left out.
    """

    def track(model):
        left_out = [*exclude, *(field.name for field in model._meta.concrete_fields if field.generated)]
        return pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            context_field=pghistory.ContextJSONField(),
            context_id_field=None,
            append_only=True,
            exclude=left_out or None,
        )(model)

    return track(model) if model is not None else track


def install_triggers(using: str, tables: set[str]) -> None:
    """Put in place the triggers of these tables that are not there as the models say, and drop those of no model."""
    for model, trigger in pgtrigger.registered():
        if model._meta.db_table in tables:
            status, _ = trigger.get_installation_status(model, database=using)
            if status != INSTALLED:
                trigger.install(model, database=using)
    pgtrigger.prune(database=using)
