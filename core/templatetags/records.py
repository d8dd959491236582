"""`{% load records %}`: what a record's page links to, for the one who reads it."""

from django import template
from django.db import models
from django.urls import reverse

from core.timelines import timeline_named

register = template.Library()


@register.simple_tag(takes_context=True)
def history_address(context: template.Context, record: models.Model) -> str:
    """The page of a record's history; empty where it has none or the reader may not see it."""
    member = context["request"].member
    shown = timeline_named(record._meta.label_lower)
    if shown is None or not shown.may_see(member, record):
        return ""
    return reverse("history", args=[context["request"].partnership.slug, record._meta.label_lower, record.pk])
