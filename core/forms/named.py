"""Choosing records by name, whether there are a dozen or three thousand."""

from collections.abc import Callable, Iterable
from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from core.formatting.directories import Directory
from core.forms.widgets import Checkboxes, NamesInput, TextArea

# More than this in a list to choose from is more than anybody reads.
SHORT = 60
BY_NAME = "Write the name; some are suggested."


class _Named:
    """`load` gives the records; it is asked once a form. `noun` is what they are called in messages, `label_of` what
    tells each from the others."""

    def __init__(self, load: Callable[[], Iterable[models.Model]], *, noun: str, label_of=str, **options):
        self.load, self.noun, self.label_of = load, noun, label_of
        super().__init__(**options)

    @cached_property
    def records(self) -> list[models.Model]:
        return list(self.load())

    @cached_property
    def _by_key(self) -> dict[str, models.Model]:
        return {str(record.pk): record for record in self.records}

    @cached_property
    def _directory(self) -> Directory:
        entries = ((str(record.pk), str(record), self.label_of(record)) for record in self.records)
        directory = Directory(self.noun, entries)
        for record in self.records:
            directory.add_others(str(record.pk), getattr(record, "other_names", ()))
        return directory

    @property
    def is_short(self) -> bool:
        return len(self.records) <= SHORT

    def get_bound_field(self, form, name):
        self.choose_widget()
        return super().get_bound_field(form, name)

    def choices(self) -> list[tuple[str, str]]:
        return [(key, self.label_of(record)) for key, record in self._by_key.items()]

    def find(self, text: str) -> models.Model:
        """The record by its key or its name; raises `ValidationError` with the nearest name where there is none."""
        if text in self._by_key:
            return self._by_key[text]
        try:
            return self._by_key[self._directory.find(text)]
        except ValueError as error:
            raise ValidationError(f"{str(error)[:1].upper()}{str(error)[1:]}", code="unknown") from None

    def name_of(self, value) -> str:
        """What stands in a box for a key, a record, or a text that names neither."""
        key = str(getattr(value, "pk", value))
        return self._directory.name(key) if key in self._by_key else str(value)


class NamedField(_Named, forms.Field):
    """One record: chosen from a list while that is short, else typed by name, with suggestions."""

    def choose_widget(self):
        if self.is_short:
            self.widget = forms.Select(choices=[("", "Choose one" if self.required else "None"), *self.choices()])
        else:
            self.widget = NamesInput(names=[self._directory.name(key) for key in self._by_key])
            self.help_text = f"{self.help_text} {BY_NAME}".strip()
        self.widget.is_required = self.required

    def prepare_value(self, value):
        if value in self.empty_values:
            return ""
        if not self.is_short:
            return self.name_of(value)
        key = str(getattr(value, "pk", value))
        known = key in self._by_key
        return key if known else self._directory.get(key) or key

    def to_python(self, value):
        if value in self.empty_values:
            return None
        return value if isinstance(value, models.Model) else self.find(str(value).strip())

    def has_changed(self, initial, data):
        return str(self.prepare_value(initial)) != str(self.prepare_value(data or ""))


class NamedListField(_Named, forms.Field):
    """Several records: ticked while there are few, else typed by name, one on each line."""

    widget = Checkboxes

    def choose_widget(self):
        if self.is_short:
            self.widget = Checkboxes({"class": "govuk-checkboxes--small"}, choices=self.choices())
        else:
            self.widget = TextArea({"rows": 6})
            self.help_text = "Write one name on each line."
        self.widget.is_required = self.required

    def prepare_value(self, value):
        values = value if isinstance(value, list | tuple) else [value] if value else []
        if self.is_short:
            return [str(getattr(one, "pk", one)) for one in values]
        return "\n".join(self.name_of(one) for one in values)

    def to_python(self, value):
        typed = value if isinstance(value, list | tuple) else str(value or "").splitlines()
        found, unknown = {}, []
        for text in filter(None, (str(one).strip() for one in typed)):
            try:
                record = self.find(text)
            except ValidationError as error:
                unknown += error.messages
            else:
                found[record.pk] = record
        if unknown:
            raise ValidationError(unknown)
        return list(found.values())

    def has_changed(self, initial, data):
        return True
