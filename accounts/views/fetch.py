"""The person whose access a page is about, and what goes wrong with them as sentences on the form."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.models import Membership, MembershipRole
from accounts.permissions import Permission, check_may_look_after

LOOKS_AFTER = (Permission.MANAGE_PEOPLE, Permission.MANAGE_OWN_AGENCY)


def person_of(request, pk) -> Membership:
    """A member whose access the reader looks after: else 403, or 404 where there is none."""
    request.member.check_any(*LOOKS_AFTER)
    membership = get_object_or_404(Membership.objects.for_person_page(), pk=pk)
    check_may_look_after(request.member, membership)
    return membership


def role_of(request, pk, role_pk) -> MembershipRole:
    membership = person_of(request, pk)
    roles = membership.roles.select_related("agency", "membership__user", "membership__partnership")
    return get_object_or_404(roles, pk=role_pk)


def list_page_of(request) -> tuple[str, str]:
    """The list above a person's page: everybody's, or that of the agency's people."""
    name = "users" if request.member.can(Permission.MANAGE_PEOPLE) else "own_agency"
    text = "Users" if name == "users" else "Your agency’s people"
    return text, reverse(f"people:{name}", args=[request.partnership.slug])


def page_of(membership) -> tuple[str, str]:
    return membership.name, membership.get_absolute_url()


def attempt(form, act) -> bool:
    """Whether it was done; the service's reasons stand on the form where it was not."""
    try:
        with transaction.atomic():
            act()
    except ValidationError as refusal:
        _say(form, refusal)
        return False
    return True


def _say(form, refusal: ValidationError) -> None:
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
