"""`{% load records %}`: what a record's page links to, for the one who reads it."""

from django import template
from django.db import models
from django.urls import reverse

from core.formatting.field_words import NOTHING, in_words
from core.history.voiding import VoidableModel
from core.timelines import KEEP, timeline_named
from core.timelines.events import fields_of

register = template.Library()


@register.simple_tag(takes_context=True)
def history_address(context: template.Context, record: models.Model) -> str:
    """The page of a record's history; empty where it has none or the reader may not see it."""
    member = context["request"].member
    shown = timeline_named(record._meta.label_lower)
    if shown is None or not shown.may_see(member, record):
        return ""
    return reverse("history", args=[context["request"].partnership.slug, record._meta.label_lower, record.pk])


@register.simple_tag(takes_context=True)
def void_address(context: template.Context, record: models.Model | None) -> str:
    """The page that takes a row back; empty for a record that ends instead, or where the reader may not."""
    request = context["request"]
    if not isinstance(record, VoidableModel) or record._state.adding or not request.member.can(KEEP):
        return ""
    return reverse("void", args=[request.partnership.slug, record._meta.label_lower, record.pk])


@register.simple_tag
def values_of(record: models.Model) -> list[tuple[str, str]]:
    """What a tracked record says, field by field, in words; what says nothing is left out."""
    hidden = timeline_named(record._meta.label_lower).hidden
    told = [(field, in_words(field, getattr(record, field.name))) for field in fields_of(type(record))]
    return [(_label(field), text) for field, text in told if text not in (NOTHING, "No") and field.name not in hidden]


def _label(field: models.Field) -> str:
    name = str(field.verbose_name)
    return f"{name[:1].upper()}{name[1:]}"
