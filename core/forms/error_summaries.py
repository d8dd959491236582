"""What is wrong with the forms of a page, as the list that GOV.UK's error summary shows at its top."""

from collections.abc import Iterator
from typing import Any

from django import forms

from core.forms.components import render_component
from core.forms.field_groups import wrong_parts
from core.forms.widgets import DateParts


def has_errors(*shown: Any) -> bool:
    return any(form.is_bound and not form.is_valid() for form in shown if form)


def error_summary(*shown: Any) -> str:
    """The summary of forms and formsets; empty when nothing is wrong. Each link lands on its field."""
    errors = [error for form in shown if form for error in _errors(form)]
    if not errors:
        return ""
    return render_component("error-summary", {"title_text": "There is a problem", "error_list": errors})


def _errors(form: Any) -> Iterator[dict]:
    if isinstance(form, forms.BaseFormSet):
        yield from ({"text": text} for text in form.non_form_errors())
        for one in form.forms:
            yield from _errors(one)
        return
    yield from ({"text": text} for text in form.non_field_errors())
    for bound in form:
        for text in bound.errors:
            yield {"text": text, "href": None if bound.is_hidden else f"#{_focus_id(bound)}"}


def _focus_id(bound: forms.BoundField) -> str:
    """The id of what the keyboard should land on: a date's first wrong box, the first of several choices."""
    own_id = bound.auto_id or bound.html_name
    if isinstance(bound.field.widget, DateParts):
        return f"{own_id}_{wrong_parts(bound)[0]}"
    return own_id
