"""How a partnership begins: its row, which only the owner of the database may write, and its first manager."""

import secrets
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import Resolver404, resolve

from accounts.models import Membership, MembershipRole, User
from accounts.roles import Role
from accounts.services.invitations import invite_first_manager
from core.db.tenancy import partnership_scope
from core.formatting.email_addresses import address_of
from core.models import JointMember, Partnership


@dataclass(frozen=True)
class Founded:
    """The partnership and its manager; `password` only where it was made here, to be told once."""

    partnership: Partnership
    manager: User
    is_new_account: bool
    password: str = ""
    is_invited: bool = False


def found(
    *,
    slug: str,
    name: str,
    email: str,
    kind: str,
    colour: str,
    short_name="",
    members=(),
    manager_name="",
    password="",
    invites=False,
) -> Founded:
    """Make a partnership and its first manager. Raises `ValidationError` with sentences, and then makes nothing.

    An account that exists keeps its password; to a new one a link is mailed where `invites`, else it has the password
    that is given or made here. A partnership that a run left without a manager gets one.
    """
    email = address_of(email)
    validate_email(email)
    partnership = Partnership(slug=slug, name=name, kind=kind, colour=colour, short_name=short_name)
    _check(partnership, members)
    account = User.objects.filter(email=email).first()
    generated = "" if account or password or invites else secrets.token_urlsafe(15)
    if account is None and not invites:
        validate_password(password or generated, User(email=email, name=manager_name))
    partnership = _keep(partnership, members)
    if invites:
        with partnership_scope(partnership):
            membership = invite_first_manager(
                partnership=partnership, name=manager_name or "Business manager", email=email
            )
        return Founded(partnership, membership.user, account is None, is_invited=membership.is_invited)
    with partnership_scope(partnership):
        manager = account or User.objects.create_user(email, manager_name or "Business manager", password or generated)
        membership = Membership.objects.create(partnership=partnership, user=manager)
        MembershipRole.objects.create(partnership=partnership, membership=membership, role=Role.MANAGER)
    return Founded(partnership, manager, account is None, generated)


def _check(partnership: Partnership, members) -> None:
    partnership.full_clean(validate_unique=False)
    if _is_taken(partnership.slug):
        raise ValidationError(f"/{partnership.slug}/ is an address of the portal itself. Choose another slug.")
    there = Partnership.objects.filter(slug=partnership.slug).first()
    if there and _has_members(there):
        raise ValidationError(f"There is a partnership “{partnership.slug}” already: {there.name}.")
    if partnership.is_joint_body != bool(members):
        raise ValidationError("A joint body has members, and nothing else has: give --kind joint with --member.")
    known = set(Partnership.objects.filter(slug__in=members).values_list("slug", flat=True))
    if missing := sorted(set(members) - known):
        raise ValidationError(f"There is no partnership “{missing[0]}”.")


def _is_taken(slug: str) -> bool:
    """Whether the portal answers there without a partnership."""
    try:
        return "slug" not in resolve(f"/{slug}/").kwargs
    except Resolver404:
        return False


def _has_members(partnership: Partnership) -> bool:
    with partnership_scope(partnership, write=()):
        return Membership.objects.exists()


def _keep(partnership: Partnership, members) -> Partnership:
    """Written by the owner and read back by the application."""
    fields = ("name", "kind", "colour", "short_name")
    with transaction.atomic(using="owner"):
        kept, _ = Partnership.objects.using("owner").update_or_create(
            slug=partnership.slug, defaults={field: getattr(partnership, field) for field in fields}
        )
        for member in Partnership.objects.using("owner").filter(slug__in=members):
            JointMember.objects.using("owner").get_or_create(body=kept, member=member)
    return Partnership.objects.get(pk=kept.pk)
