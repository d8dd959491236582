"""A form that adds or changes one record."""

import logging
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.forms.models import construct_instance

from core.db.headings import headings_of
from core.db.tenancy import current_scope
from core.forms.base import Form, ModelForm
from core.forms.constraints import constraint_named, fields_of, sentence
from core.forms.hidden import ReceiptField, VersionField
from core.history.revisions import version_of

logger = logging.getLogger(__name__)

KIT = ("version", "receipt")


class Sent:
    """What the portal may do to a form that was sent."""

    @property
    def values(self) -> dict:
        """What was typed, by field: the keyword arguments of the app's service."""
        return {name: value for name, value in self.cleaned_data.items() if name not in KIT}

    def put(self, name: str, value) -> None:
        """Let a sent form hold another value in a field, as if it had been typed."""
        widget, key = self.fields[name].widget, self.add_prefix(name)
        parts = [(key, value)]
        if isinstance(widget, forms.MultiWidget):
            keys = [key + suffix for suffix in widget.widgets_names]
            parts = list(zip(keys, widget.decompress(value), strict=True))
        self.data = self.data.copy()
        for key, part in parts:
            self._put(key, self.fields[name].prepare_value(part))

    def _put(self, key: str, value) -> None:
        if value is None or value is False:
            self.data.pop(key, None)
        elif isinstance(value, list | tuple):
            self.data.setlist(key, value)
        else:
            self.data[key] = value

    def refuse(self, error: IntegrityError) -> None:
        """Say in general, and log, that the database refused it because of another row."""
        logger.error("A form met a constraint that it does not know.", exc_info=error)
        self.add_error(None, "This does not go together with what else is on record. Look at it again, then save.")


class AddForm(Sent, Form):
    """A form that adds something and is not the form of one model; `core.records.add` shows and saves it."""

    receipt = ReceiptField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("receipt", uuid.uuid4())


class RecordForm(Sent, ModelForm):
    """A tracked record's form; declare `class Meta(forms.RecordForm.Meta)` with its model and fields.

    It knows which version of the record somebody opened (`version`) or that it was sent before (`receipt`), and says
    what the database would refuse as a sentence on the field. `core.records` shows and saves it.
    """

    version = VersionField()
    receipt = ReceiptField()

    class Meta(ModelForm.Meta):
        pass

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.partnership_id is None:
            self.instance.partnership_id = current_scope().readable[0]
        if self.adds:
            del self.fields["version"]
            self.initial.setdefault("receipt", uuid.uuid4())
        else:
            del self.fields["receipt"]
            self.initial["version"] = version_of(self.instance)

    @property
    def adds(self) -> bool:
        return self.instance._state.adding

    @property
    def changed(self) -> list[str]:
        """The fields that hold something else than the record did when the page was asked for."""
        return [name for name in self.changed_data if name not in KIT]

    def saved_values(self, record: models.Model) -> dict:
        """What a record holds for each field. A form with fields that are not the model's adds theirs."""
        names = {field.name for field in record._meta.get_fields()} & set(self.fields)
        return {name: getattr(record, name) for name in names}

    def refuse(self, error: IntegrityError) -> None:
        """Put what the database refused on its field; said in general, and logged, where it is about another row."""
        constraint = constraint_named(self.instance, error)
        if constraint is not None:
            self._add_constraint_error(constraint)
            return
        super().refuse(error)

    def _post_clean(self):
        """As Django's, but with the constraints that include the partnership, and in sentences of ours."""
        exclude = self._get_validation_exclusions()
        try:
            self.instance = construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
            self._spell_headings()
            self.instance.full_clean(exclude=exclude, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            self._update_errors(error)
        for constraint in self.instance._meta.constraints:
            if not set(fields_of(constraint)) & set(self.errors):
                self._check(constraint)

    def _spell_headings(self) -> None:
        """Give a heading the spelling that it has in other records."""
        for field in headings_of(type(self.instance)):
            if self.cleaned_data.get(field.name):
                self.cleaned_data[field.name] = field.spelt(self.instance)
                setattr(self.instance, field.attname, self.cleaned_data[field.name])

    def _check(self, constraint) -> None:
        try:
            constraint.validate(type(self.instance), self.instance)
        except ValidationError:
            self._add_constraint_error(constraint)

    def _add_constraint_error(self, constraint) -> None:
        own = [name for name in fields_of(constraint) if name in self.fields]
        in_order = sorted(own, key=list(self.fields).index)
        about = in_order[0] if isinstance(constraint, models.UniqueConstraint) else in_order[-1]
        self.add_error(about if own else None, sentence(self, constraint))
