"""What happened to a record: who, when, what it said before and after, read from its history.
Tracking itself is in `core.history`.

An app registers its models in its own `timelines.py`; the page is one for all of them (`core.views.history`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import models

from core.registry import Registry

VIEW, KEEP = "view_records", "keep_records"


@dataclass(frozen=True)
class Timeline:
    """How the history of a model is shown.

    It leads to the record's own page (`get_absolute_url`). `children` are the foreign keys of rows that are told with
    it, such as `FormerName.agency`. `hidden` fields are the portal's own; `counts` are figures that may identify
    somebody: that they changed is told to everybody, what they said before only to those who keep the records. What
    they say now is told as `shown(record)` has it, by field, which is as every other page has it; None where they
    identify nobody. `check(member, record)` raises where one permission does not say who may look.
    """

    model: type[models.Model]
    permission: str = VIEW
    children: tuple[models.ForeignKey, ...] = ()
    hidden: frozenset[str] = frozenset()
    counts: frozenset[str] = frozenset()
    shown: Callable[[models.Model], dict[str, str | None] | None] = lambda record: {}
    check: Callable | None = None

    @property
    def records(self) -> models.Manager:
        """The model's rows, also those that were voided: their history is what is left of them."""
        return getattr(self.model, "with_voided", self.model._default_manager)

    def check_may_see(self, member, record: models.Model) -> None:
        """Raises `PermissionDenied` with a reason fit to show."""
        if self.check is not None:
            self.check(member, record)
        else:
            member.check(self.permission)

    def may_see(self, member, record: models.Model) -> bool:
        try:
            self.check_may_see(member, record)
        except PermissionDenied:
            return False
        return True


_timelines: Registry[str, Timeline] = Registry("timelines")


def timeline(model: type[models.Model], *, children=(), hidden=(), counts=(), **facts) -> None:
    """Give a model's records a page of their history. `children` takes what `FormerName.agency` is."""
    fields = tuple(child.field for child in children)
    made = Timeline(model, children=fields, hidden=frozenset(hidden), counts=frozenset(counts), **facts)
    _timelines[model._meta.label_lower] = made


def timeline_named(label: str) -> Timeline | None:
    return _timelines.get(label.lower())


def timelines() -> dict[str, Timeline]:
    """Every registered one, by its model's label."""
    return dict(_timelines)
