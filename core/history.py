"""History of every tenant row: who, when, what it said before and after, written by the database itself."""

import pghistory


def tracked(model=None, *, exclude=()):
    """Record each insert, update and delete of the model in its append-only event table.

    The event keeps the user of the signed scope (`core.tenancy`) in `pgh_context`. What is left out with `exclude`
    must be guarded in another way: a change of it alone makes no event.
    """

    def track(model):
        return pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            context_field=pghistory.ContextJSONField(),
            context_id_field=None,
            append_only=True,
            exclude=list(exclude) or None,
        )(model)

    return track(model) if model is not None else track
