"""The events of a record in the words of a page."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.apps import apps
from django.db import models

from core.formatting.field_words import NOTHING, in_words
from core.formatting.numbers import number, parse
from core.timelines import KEEP, Timeline
from core.timelines.events import Event, fields_of

HIDDEN = "a figure that only the business unit sees"
LONG = 200


class Line(NamedTuple):
    """One field: what it said, and what it says then, empty where that is nothing. `is_new`: the row was made then."""

    label: str
    before: str
    after: str
    is_new: bool = False

    @property
    def is_long(self) -> bool:
        return max(len(self.before), len(self.after)) > LONG

    @property
    def is_hidden(self) -> bool:
        return (self.after or self.before) == HIDDEN


class Entry(NamedTuple):
    """One item of a timeline."""

    title: str
    who: str
    at: datetime.datetime
    lines: list[Line]


def entries(shown: Timeline, record: models.Model, found: Iterable[tuple], member) -> list[Entry]:
    """Events of a record in words, for one reader; a query for the names of each model that they point at."""
    events = [Event(*row) for row in found]
    words = _Words(shown, events, record, None if member.can(KEEP) or not shown.counts else shown.shown(record))
    return [words.entry(event) for event in events]


class _Words:
    """What a page of events needs to be told: loaded once for all of them."""

    def __init__(self, shown: Timeline, events: list[Event], record: models.Model, counts: dict | None):
        self.shown, self.record = shown, record
        # What this reader may see of each figure as it is now; None for those who see all of them.
        self.counts = counts
        self.parents = {key.model._meta.label_lower: key.attname for key in shown.children}
        self.fields = {label: self._fields(apps.get_model(label)) for label in {event.of for event in events}}
        self.names = _names(self.fields, events)

    def _fields(self, model: type[models.Model]) -> list[models.Field]:
        skipped = {self.parents.get(model._meta.label_lower), *self.shown.hidden}
        return [field for field in fields_of(model) if not {field.name, field.attname} & skipped]

    def entry(self, event: Event) -> Entry:
        return Entry(self._title(event), self._who(event), event.at, self._lines(event))

    def _title(self, event: Event) -> str:
        done = {"insert": "added", "update": "changed", "delete": "removed"}[event.kind]
        if event.of in self.parents:
            noun = str(apps.get_model(event.of)._meta.verbose_name)
            return f"{noun[:1].upper()}{noun[1:]} {done}: {self._called(event)}"
        return _end(event) or _voided(event) or done.capitalize()

    def _called(self, event: Event) -> str:
        """What a row is known by: the first of its fields that says something."""
        told = (self._text(field, event.now) for field in self.fields[event.of])
        return next(filter(None, told), "")

    def _who(self, event: Event) -> str:
        who = event.who or "the portal"
        return f"{who}, with the import of {event.file}" if event.file else who

    def _lines(self, event: Event) -> list[Line]:
        if event.kind == "delete":
            return []
        is_new = event.kind == "insert" or event.before is None
        before = {} if is_new else event.before
        changed = [field for field in self.fields[event.of] if before.get(field.attname) != event.now[field.attname]]
        return [
            Line(_label(field), self._text(field, before), self._text(field, event.now), is_new)
            for field in changed
            if not is_new or self._is_worth_telling(field, event)
        ]

    def _is_worth_telling(self, field: models.Field, event: Event) -> bool:
        """Of a new row, all that says something and is not in its title already."""
        text = self._text(field, event.now)
        in_title = event.of in self.parents and text == self._called(event)
        return text != "" and event.now[field.attname] is not False and not in_title

    def _text(self, field: models.Field, row: dict) -> str:
        value = row.get(field.attname)
        if value is None:
            return ""
        if field.name in self.shown.counts and self.counts is not None:
            return self._count(field, field.to_python(value))
        if field.is_relation:
            return self.names.get((field.related_model, str(value)), "a record")
        text = in_words(field, field.to_python(value))
        return "" if text == NOTHING else text

    def _count(self, field: models.Field, value) -> str:
        """A figure that still is what it was then, as other pages show it. Beside it an older one would tell by how
        many people it changed."""
        text = self.counts.get(field.name)
        is_current = value == getattr(self.record, field.attname)
        return number(text) if is_current and parse(text) is not None else HIDDEN


def _label(field: models.Field) -> str:
    name = str(field.verbose_name)
    return name[:1].upper() + name[1:]


def _end(event: Event) -> str:
    """That a record got its last day or lost it, where nothing else happened to it."""
    if event.kind != "update" or event.before is None or "ends_on" not in event.now:
        return ""
    if {name for name in event.now if event.now[name] != event.before.get(name)} != {"ends_on"}:
        return ""
    return "Ended" if event.now["ends_on"] else "Goes on"


def _voided(event: Event) -> str:
    if event.kind != "update" or event.before is None or "void_reason" not in event.now:
        return ""
    return "Withdrawn" if event.now["void_reason"] and not event.before["void_reason"] else ""


def _names(fields: dict[str, list[models.Field]], events: list[Event]) -> dict:
    """The text of every record that the events point at, by its model and key."""
    keys = defaultdict(set)
    for event in events:
        for field in fields[event.of]:
            if field.is_relation:
                keys[field.related_model] |= {(row or {}).get(field.attname) for row in (event.before, event.now)}
    found = {}
    for model, ids in keys.items():
        rows = model._default_manager.in_bulk(ids - {None}) if ids - {None} else {}
        found |= {(model, str(pk)): str(row) for pk, row in rows.items()}
    return found
