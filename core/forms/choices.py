"""Choosing records by their key. A key that is none is a choice that is not there, never a word of the machine."""

from django import forms
from django.core.exceptions import ValidationError


class ModelChoiceField(forms.ModelChoiceField):
    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise _not_there(self, error) from error


class ModelMultipleChoiceField(forms.ModelMultipleChoiceField):
    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError as error:
            raise _not_there(self, error) from error


def _not_there(field, error: ValidationError) -> ValidationError:
    """The error, in the field's own words where the key was refused before anybody looked for it."""
    if error.code not in {"invalid", "invalid_pk_value", "null_characters_not_allowed"}:
        return error
    return ValidationError(field.error_messages["invalid_choice"], code="invalid_choice")
