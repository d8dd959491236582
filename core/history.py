"""History of every tenant row: who, when, what it said before and after, written by the database itself."""

import pghistory


def tracked(model):
    """Record each insert, update and delete of the model in its append-only event table.

    The event keeps the user of the signed scope (`core.tenancy`) in `pgh_context`.
    """
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        context_field=pghistory.ContextJSONField(),
        context_id_field=None,
        append_only=True,
    )(model)
