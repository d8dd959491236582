from django import forms
from django.db import models
from django.forms.utils import pretty_name

from core.forms.fields import DateField, MoneyField, TextField


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
            usual = _usual_messages(field)
            for code, message in _messages(field).items():
                if field.error_messages.get(code) == usual.get(code):
                    field.error_messages[code] = message


class Form(SpokenForm, forms.Form):
    pass


def portal_formfield(model_field, **kwargs):
    """Our form field for a model's field where we have one, else Django's."""
    if type(model_field) is models.DateField:
        kwargs.setdefault("form_class", DateField)
    elif isinstance(model_field, models.TextField) and not model_field.choices:
        kwargs.setdefault("form_class", TextField)
    return model_field.formfield(**kwargs)


class ModelForm(SpokenForm, forms.ModelForm):
    """Declare `class Meta(forms.ModelForm.Meta)` so that dates and long texts get the portal's fields."""

    class Meta:
        formfield_callback = portal_formfield


def _usual_messages(field):
    usual = {}
    for base in reversed(type(field).__mro__):
        usual.update(getattr(base, "default_error_messages", {}))
    return usual


def _messages(field):
    label = str(field.label).replace("%", "%%")
    return {
        "required": _required(field),
        "max_length": f"{label} must be %(limit_value)d characters or fewer",
        "min_length": f"{label} must be %(limit_value)d characters or more",
        "min_value": f"{label} must be %(limit_value)s or more",
        "max_value": f"{label} must be %(limit_value)s or less",
        "max_digits": f"{label} must have no more than %(max)s digits",
        "max_decimal_places": f"{label} must have no more than %(max)s decimal places",
        "max_whole_digits": f"{label} must have no more than %(max)s digits before the decimal point",
        **_messages_of_kind(field, label.replace("%%", "%")),
    }


def _required(field):
    label = str(getattr(field, "called", None) or field.label)
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}” to continue"
    if label.endswith("?"):
        return f"Answer “{label}”"
    verb = "Select" if isinstance(field, forms.ChoiceField | forms.ModelChoiceField | forms.FileField) else "Enter"
    return f"{verb} the {label[:1].lower() + label[1:] if label[1:2].islower() else label}"


def _messages_of_kind(field, label):
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return {"invalid_choice": f"{_required(field)} from the list"}
    if isinstance(field, forms.EmailField):
        return {"invalid": "Enter an email address in the correct format, like name@example.org"}
    if isinstance(field, forms.FloatField | forms.DecimalField):
        return {} if isinstance(field, MoneyField) else {"invalid": f"{label} must be a number"}
    if isinstance(field, forms.IntegerField):
        return {"invalid": f"{label} must be a whole number"}
    if isinstance(field, forms.FileField):
        return {"empty": "The selected file is empty"}
    return {}
