"""`{% load rows %}`: what a page shows of rows that it does not cut into pages."""

from collections.abc import Sequence

from django import template

from core.timelines import KEEP

register = template.Library()
MOST = 300


@register.filter
def first_rows(rows: Sequence, most: int = MOST) -> Sequence:
    """As many as a page shows."""
    return rows[:most]


@register.inclusion_tag("core/_left_out.html", takes_context=True)
def left_out(context: template.Context, rows: Sequence, nouns: str, most: int = MOST) -> dict:
    """A sentence about the rows that `first_rows` leaves out, and where they are; nothing where there are none."""
    request, total = context["request"], len(rows)
    slug = request.partnership.slug if request.member.can(KEEP) else ""
    return {"most": most, "total": total, "is_cut": total > most, "nouns": nouns, "slug": slug}
