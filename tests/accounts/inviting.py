"""Inviting people, for tests: as the services do it, with the mails in memory."""

from django.core import mail as outgoing

from accounts.models import Membership, MembershipRole
from accounts.permissions import Member
from accounts.roles import Role
from accounts.services import invitations, offboarding
from accounts.services.roles import Given
from core.db.tenancy import partnership_scope
from core.jobs import mails
from core.models import Mail
from tests.factories import make_member
from tests.mail_server import link_in_text

PASSWORD = "three random words here"
EMAIL = "sam.carter@example.org"


def acting(partnership, *roles, **options) -> Member:
    """Somebody who acts, as the request would know them."""
    user = make_member(partnership, *roles, **options)
    with partnership_scope(partnership):
        return offboarding.member_of(user)


def invite(partnership, by, email=EMAIL, role=Role.OFFICER, name="Sam Carter", **given):
    with partnership_scope(partnership, by=by.user):
        return invitations.invite(partnership=partnership, name=name, email=email, given=Given(role, **given), by=by)


def sent(partnership):
    """Send what waits, as the worker does; returns the mails of this test, the oldest first."""
    with partnership_scope(partnership):
        waiting = list(Mail.objects.filter(state="waiting").order_by("created_at"))
    for row in waiting:
        mails.deliver(key=row.pk, partnership_id=partnership.pk, user_id=None)
    return outgoing.outbox


def token_in(message) -> str:
    return link_in_text(message.body).removeprefix("/join/").removesuffix("/")


def state_of(partnership, email=EMAIL):
    with partnership_scope(partnership):
        return Membership.objects.with_state().get(user__email=email).state


def roles_of(partnership, email=EMAIL):
    with partnership_scope(partnership):
        return list(
            MembershipRole.objects.current().filter(membership__user__email=email).values_list("role", flat=True)
        )


def membership_of(partnership, email=EMAIL):
    with partnership_scope(partnership):
        return Membership.objects.get(user__email=email)
