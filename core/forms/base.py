from django import forms
from django.db import models
from django.forms.utils import pretty_name

from core.calendar.financial_years import validate_year
from core.formatting.units.fields import UnitField
from core.forms.choices import ModelChoiceField
from core.forms.fields import DateField, EmailField, NumberField, TextField, WholeNumberField, YearField, limit
from core.forms.fields import UnitField as UnitBox
from core.forms.messages import speak
from core.forms.sent import carried


class SpokenForm:
    """Says what to do in the words of the page: names the field, never "This field is required"."""

    use_required_attribute = False
    mark_optional = True

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.label is None:
                field.label = pretty_name(name)
            speak(field)
            limit(field)
        if self.is_bound:
            self.data = carried(self)


class Form(SpokenForm, forms.Form):
    pass


def portal_formfield(model_field, **kwargs):
    """Our form field for a model's field where we have one, else Django's."""
    if type(model_field) is models.DateField:
        kwargs.setdefault("form_class", DateField)
    elif isinstance(model_field, models.ForeignKey):
        kwargs.setdefault("form_class", ModelChoiceField)
    elif validate_year in model_field.validators:
        kwargs.setdefault("form_class", YearField)
    elif isinstance(model_field, models.DecimalField):
        kwargs.setdefault("form_class", NumberField)
    elif isinstance(model_field, models.IntegerField) and not model_field.choices:
        kwargs.setdefault("form_class", WholeNumberField)
    elif isinstance(model_field, UnitField):
        kwargs.setdefault("form_class", UnitBox)
    elif isinstance(model_field, models.EmailField):
        kwargs.setdefault("form_class", EmailField)
    elif isinstance(model_field, models.TextField) and not model_field.choices:
        kwargs.setdefault("form_class", TextField)
    return model_field.formfield(**kwargs)


class ModelForm(SpokenForm, forms.ModelForm):
    """Declare `class Meta(forms.ModelForm.Meta)` so that dates and long texts get the portal's fields."""

    class Meta:
        formfield_callback = portal_formfield
