"""`{% load govuk %}`: components, fields and the error summary in templates."""

from decimal import Decimal

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

from core.forms import error_summaries, field_groups
from core.forms.components import render_component

register = template.Library()


@register.simple_tag
def govuk(component: str, **params) -> SafeString:
    """Any GOV.UK component: `{% govuk "button" text="Save" %}`.

    Two underscores step into a parameter: `label__text="Name"`, `attributes__hx_get=address`.
    """
    return render_component(component, nested(params))


def nested(params: dict) -> dict:
    tree: dict = {}
    for name, value in params.items():
        *path, last = name.split("__")
        branch = tree
        for step in path:
            branch = branch.setdefault(step, {})
        branch[last] = value
    return tree


@register.simple_tag
def field(bound: BoundField, **options) -> SafeString:
    """One field's whole group: `{% field form.name %}`, or `heading=True` to make its label the page's h1."""
    return field_groups.field_group(bound, **options)


@register.filter
def visible_fields(form):
    return field_groups.visible_fields(form)


@register.simple_tag
def error_summary(*forms) -> str:
    return error_summaries.error_summary(*forms)


@register.simple_tag
def error_prefix(*forms) -> str:
    """ "Error: " at the start of a page's title when a form was sent back."""
    return "Error: " if error_summaries.has_errors(*forms) else ""


@register.filter
def pounds(amount: Decimal | int | None, pence: bool = False) -> str:
    """An amount as people write it: £1,234, or £1,234.50 where there are pence or `pence` asks for them."""
    if amount is None or amount == "":
        return ""
    amount = Decimal(amount)
    digits = f"{abs(amount):,.2f}" if pence or amount % 1 else f"{abs(amount):,.0f}"
    return f"{'−' if amount < 0 else ''}£{digits}"
