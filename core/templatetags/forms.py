"""`{% load forms %}`: what a form's tag needs."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def autosave(context: template.Context, form) -> SafeString:
    """The attributes of a `<form>` whose text is kept while it is typed: `<form method="post" {% autosave form %}>`."""
    partnership = context.get("partnership")
    if form is None or partnership is None:
        return SafeString("")
    return format_html('data-autosave="{}"', reverse("drafts", args=[partnership.slug]))
