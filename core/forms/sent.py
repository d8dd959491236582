"""What a browser sent to a form, before any field reads it."""

from collections.abc import Mapping

from django import forms

from core.formatting import characters

OF_ONE_LINE = (forms.TextInput, forms.EmailInput)


def carried(form: forms.BaseForm) -> Mapping:
    """The form's data without signs that no page, file or workbook carries. A password stays as it was typed."""
    readers = {form.add_prefix(name): _reader(field.widget) for name, field in form.fields.items()}
    return _each(form.data, lambda key, text: readers.get(key, characters.carried)(text))


def _reader(widget: forms.Widget):
    if isinstance(widget, forms.PasswordInput):
        return str
    return characters.in_one_line if isinstance(widget, OF_ONE_LINE) else characters.carried


def _each(data: Mapping, read) -> Mapping:
    """The data with every text read anew; the same data where that changes none."""
    changed = {key: [_read(read, key, one) for one in values] for key, values in _lists(data)}
    if all(changed[key] == list(values) for key, values in _lists(data)):
        return data
    data = data.copy()
    for key, values in changed.items():
        if hasattr(data, "setlist"):
            data.setlist(key, values)
        elif not isinstance(data[key], list | tuple):
            data[key] = values[0]
        else:
            data[key] = values
    return data


def _lists(data: Mapping):
    if hasattr(data, "lists"):
        return data.lists()
    return [(key, value if isinstance(value, list | tuple) else [value]) for key, value in data.items()]


def _read(read, key, value):
    return read(key, value) if isinstance(value, str) else value
