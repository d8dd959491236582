"""Whose access a member looks after, and where the page of one person is."""

from django.urls import reverse

from accounts.models import Membership
from accounts.roles import Permission

LOOKS_AFTER = (Permission.MANAGE_PEOPLE, Permission.MANAGE_OWN_AGENCY)


def looks_after_anybody(member) -> bool:
    return any(member.can(permission) for permission in LOOKS_AFTER)


def looked_after(member):
    """Memberships that are not over, of everybody or of the people of the member's own agency."""
    return Membership.objects.not_over().looked_after_by(member)


def page(partnership, membership_id) -> str:
    return reverse("people:person", args=[partnership.slug, membership_id])
