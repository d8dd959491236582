"""`{% load forms %}`: what a form's tag needs."""

import uuid

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.submissions.signing import address_of, statement

register = template.Library()


@register.simple_tag(takes_context=True)
def autosave(context: template.Context, form) -> SafeString:
    """The attributes of a `<form>` that posts to its own page and whose text is kept while it is typed:
    `<form method="post" novalidate {% autosave form %}>`. One such form a page."""
    request, partnership = context.get("request"), context.get("partnership")
    if form is None or partnership is None or partnership.is_closed:
        return SafeString("")
    return format_html(
        'data-autosave="{}" data-autosave-of="{}" data-autosave-by="{}" data-autosave-sign-in="{}"',
        reverse("drafts", args=[partnership.slug]),
        address_of(request),
        statement(request),
        reverse("account_login"),
    )


@register.simple_tag
def receipt() -> SafeString:
    """For a form that is a button alone and must do its work once: `{% csrf_token %}{% receipt %}`; the view asks
    `core.submissions.idempotency.once`."""
    return format_html('<input type="hidden" name="receipt" value="{}">', uuid.uuid4())
