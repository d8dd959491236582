"""One Django form field as one GOV.UK component: label, hint, error and control, tied together by their ids."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.widgets import Input
from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from core.forms.components import render_component
from core.forms.widgets import DateParts, MoneyInput, NamesInput

# Attributes that the components write themselves, or that would cut off or refuse what somebody types
# before the portal could say what is wrong.
OWN_ATTRIBUTES = {
    "id",
    "class",
    "required",
    "maxlength",
    "minlength",
    "cols",
    "rows",
    "aria-invalid",
    "aria-describedby",
}
NAMED_ATTRIBUTES = {"autocomplete", "autocapitalize", "inputmode", "pattern", "spellcheck"}
WIDTHS = (2, 3, 4, 5, 10, 20)


def field_group(bound: BoundField, *, heading: bool = False, size: str = "s") -> SafeString:
    """The whole group of one field. With `heading` its label is the page's h1."""
    if bound.is_hidden:
        return bound.as_widget()
    build = _builder(bound)
    if build is None:
        return _other(bound)
    return render_component(*build(bound, _params(bound, heading, size)))


def visible_fields(form: forms.BaseForm) -> list[BoundField]:
    """The fields that a form shows by themselves: not hidden, and not revealed by another's choice."""
    revealed = {name for field in form.fields.values() for name in getattr(field.widget, "reveals", {}).values()}
    return [bound for bound in form.visible_fields() if bound.name not in revealed]


def label_text(bound: BoundField) -> str:
    optional = getattr(bound.form, "mark_optional", False) and not bound.field.required
    single_tick = isinstance(bound.field.widget, forms.CheckboxInput)
    return f"{bound.label} (optional)" if optional and not single_tick else str(bound.label)


def _params(bound: BoundField, heading: bool, size: str) -> dict[str, Any]:
    widget = bound.field.widget
    context = widget.get_context(bound.html_name, bound.value(), bound.build_widget_attrs({"id": bound.auto_id}))
    attrs = context["widget"]["attrs"]
    params = {
        "id": bound.auto_id or bound.html_name,
        "name": bound.html_name,
        "value": context["widget"]["value"],
        "classes": attrs.get("class", ""),
        "disabled": bound.field.disabled,
        "described_by": widget.attrs.get("aria-describedby"),
        "attributes": {name: attrs[name] for name in attrs.keys() - OWN_ATTRIBUTES - NAMED_ATTRIBUTES - {"disabled"}},
        **{name: attrs[name] for name in NAMED_ATTRIBUTES & attrs.keys()},
        "label": {"text": label_text(bound), "classes": _label_class(heading, size), "is_page_heading": heading},
    }
    if bound.help_text:
        params["hint"] = {"html": bound.help_text}
    if bound.errors:
        params["error_message"] = {
            "html": format_html_join(mark_safe("<br>"), "{}", ((error,) for error in bound.errors))
        }
    return params


def _label_class(heading: bool, size: str) -> str:
    return "govuk-label--l" if heading else f"govuk-label--{size}"


def _with_fieldset(params: dict[str, Any]) -> dict[str, Any]:
    label = params.pop("label")
    legend = {**label, "classes": label["classes"].replace("govuk-label", "govuk-fieldset__legend")}
    return {**params, "id_prefix": params["id"], "fieldset": {"legend": legend}}


def _text_input(bound: BoundField, params: dict[str, Any]) -> tuple[str, dict]:
    widget, field = bound.field.widget, bound.field
    if isinstance(widget, forms.NumberInput):
        # Number boxes change by the mouse wheel and refuse what they do not know without a word.
        whole = isinstance(field, forms.IntegerField) and not isinstance(field, forms.DecimalField | forms.FloatField)
        params.setdefault("inputmode", "numeric" if whole else "decimal")
        params["attributes"] = {k: v for k, v in params["attributes"].items() if k not in {"min", "max", "step"}}
        params["classes"] = params["classes"] or "govuk-input--width-10"
    else:
        params["type"] = widget.input_type
    if isinstance(widget, forms.EmailInput):
        params.setdefault("autocomplete", "email")
        params.setdefault("spellcheck", False)
    params["classes"] = params["classes"] or _width(getattr(field, "max_length", None))
    return "input", params


def _width(length: int | None) -> str:
    fitting = [width for width in WIDTHS if length and length <= width]
    return f"govuk-input--width-{fitting[0]}" if fitting else ""


def _money_input(bound: BoundField, params: dict[str, Any]) -> tuple[str, dict]:
    params["classes"] = params["classes"] or "govuk-input--width-10"
    return "input", {
        "inputmode": "decimal",
        "prefix": {"text": bound.field.widget.prefix},
        "spellcheck": False,
        **params,
    }


def _names_input(bound: BoundField, params: dict[str, Any]) -> tuple[str, dict]:
    names = f"{params['id']}_names"
    options = format_html_join("", '<option value="{}"></option>', ((name,) for name in bound.field.widget.names))
    # The browser suggests from the list, also without JavaScript; what is typed is checked like any other text.
    suggestions = format_html('<datalist id="{}">{}</datalist>', names, options)
    params["attributes"]["list"] = names
    return "input", {
        **params,
        "type": "text",
        "autocomplete": "off",
        "form_group": {"after_input": {"html": suggestions}},
    }


def _textarea(bound: BoundField, params: dict[str, Any]) -> tuple[str, dict]:
    widget, field = bound.field.widget, bound.field
    params["rows"] = widget.attrs.get("rows", 6)
    params["value"] = _unbroken(params["value"] or "")
    limit = {"maxwords": getattr(widget, "max_words", None), "maxlength": getattr(field, "max_length", None)}
    limit = {name: value for name, value in limit.items() if value}
    if not limit:
        return "textarea", params
    return "character-count", {**params, **limit}


def _unbroken(text: str) -> SafeString:
    """Text whose line breaks are written as references: the macros indent what they nest, also what was typed."""
    lines = escape(text).replace("\r\n", "\n").replace("\r", "\n")
    return mark_safe(re.sub("[\n\v\f\u2028\u2029]", lambda found: f"&#{ord(found[0])};", lines))  # noqa: S308 -- escaped


def _select(bound: BoundField, params: dict[str, Any]) -> tuple[str, dict]:
    params.pop("value")
    return "select", {**params, "items": _options(bound)}


def _options(bound: BoundField) -> list[dict]:
    widget = bound.field.widget
    groups = widget.get_context(bound.html_name, bound.value(), {})["widget"]["optgroups"]
    options = []
    for _, choices, _ in groups:
        options += [_option(choice) for choice in choices]
    return options


def _option(choice: dict) -> dict:
    """Django's choice as the components want it: the value as text, the empty one in words."""
    text = "Choose one" if str(choice["label"]).startswith("-----") else str(choice["label"])
    checked = bool(choice["selected"])
    return {"value": str(choice["value"]), "text": text, "checked": checked, "selected": checked}


def _choices(bound: BoundField) -> list[dict]:
    widget = bound.field.widget
    hints, reveals = getattr(widget, "hints", {}), getattr(widget, "reveals", {})
    items = []
    for option in _options(bound):
        if option["value"] in hints:
            option["hint"] = {"text": hints[option["value"]]}
        if option["value"] in reveals:
            option["conditional"] = {"html": field_group(bound.form[reveals[option["value"]]])}
        items.append(option)
    return items


def _radios(bound: BoundField, params: dict[str, Any]) -> tuple[str, dict]:
    params = _with_fieldset(params)
    params.pop("value")
    return "radios", {**params, "items": _choices(bound)}


def _checkboxes(bound: BoundField, params: dict[str, Any]) -> tuple[str, dict]:
    params = _with_fieldset(params)
    params.pop("value")
    return "checkboxes", {**params, "items": _choices(bound)}


def _single_checkbox(bound: BoundField, params: dict[str, Any]) -> tuple[str, dict]:
    hint = params.pop("hint", None)
    item = {"value": "on", "text": label_text(bound), "hint": hint, "checked": bool(bound.value()), "id": params["id"]}
    item["disabled"] = params["disabled"]
    params.pop("label")
    params.pop("value")
    return "checkboxes", {**params, "id_prefix": params["id"], "items": [item]}


def _file(bound: BoundField, params: dict[str, Any]) -> tuple[str, dict]:
    multiple = bool(params["attributes"].pop("multiple", False))
    params.pop("value")
    # Plain: the drop zone's button is read out under another name than the one it shows.
    return "file-upload", {**params, "multiple": multiple}


def _password(bound: BoundField, params: dict[str, Any]) -> tuple[str, dict]:
    return "password-input", params


def _date_parts(bound: BoundField, params: dict[str, Any]) -> tuple[str, dict]:
    params = _with_fieldset(params)
    params.pop("value")
    wrong = wrong_parts(bound)
    value = bound.field.widget.get_context(bound.html_name, bound.value(), {})["widget"]
    items = []
    for part, subwidget in zip(("day", "month", "year"), value["subwidgets"], strict=True):
        width = "govuk-input--width-4" if part == "year" else "govuk-input--width-2"
        items.append(
            {
                "id": f"{params['id']}_{part}",
                "name": subwidget["name"],
                "label": part.capitalize(),
                "value": subwidget["value"],
                "classes": f"{width} govuk-input--error" if part in wrong else width,
            }
        )
    return "date-input", {**params, "items": items}


def wrong_parts(bound: BoundField) -> list[str]:
    """Which boxes of a date an error is about; all of them where it does not say."""
    found = [(error.params or {}).get("parts", []) for error in bound.errors.as_data()]
    if not found:
        return []
    return next((parts for parts in found if parts), ["day", "month", "year"])


def _other(bound: BoundField) -> SafeString:
    """A control that no component covers: Django draws it, the group around it is ours."""
    ids = [f"{bound.auto_id}-{part}" for part, there in (("hint", bound.help_text), ("error", bound.errors)) if there]
    control = bound.as_widget(attrs={"class": "govuk-select p-other", "aria-describedby": " ".join(ids) or None})
    return render_to_string("core/forms/other.html", {"field": bound, "label": label_text(bound), "control": control})


# The first that fits wins: a list of checkboxes is a kind of radio list to Django, an e-mail box a kind of input.
BUILDERS = (
    (DateParts, _date_parts),
    (MoneyInput, _money_input),
    (NamesInput, _names_input),
    (forms.MultiWidget, None),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.CheckboxInput, _single_checkbox),
    (forms.SelectMultiple, None),
    (forms.Select, _select),
    (forms.FileInput, _file),
    (forms.PasswordInput, _password),
    (forms.Textarea, _textarea),
    (Input, _text_input),
)


def _builder(bound: BoundField) -> Callable | None:
    widget = bound.field.widget
    build = next((build for kind, build in BUILDERS if isinstance(widget, kind)), None)
    # The select component has no groups of options.
    grouped = build is _select and any(isinstance(label, list | tuple) for _, label in widget.choices)
    return None if grouped else build
