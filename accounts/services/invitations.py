"""Invitations: one account a person, a link that works once and for a week, and nobody belongs before they said yes."""

import datetime
import uuid
from dataclasses import dataclass
from enum import StrEnum

from allauth.account.models import EmailAddress
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Invitation, Membership, User
from accounts.models.states import ADDED, INVITATION
from accounts.permissions import Member, check_may_give, check_may_look_after
from accounts.roles import Role
from accounts.services import offboarding, roles
from core.db import quotas
from core.db.account_scope import account_scope
from core.db.tenancy import partnership_scope
from core.formatting.email_addresses import address_of
from core.jobs import mails
from core.models import Partnership

LASTS = datetime.timedelta(days=7)
SALT = "accounts.invitation"
ASKED_AGAIN = "accounts.asked_again"


class Problem(StrEnum):
    """Why a link does not open the partnership."""

    BAD = "bad"
    USED = "used"
    EXPIRED = "expired"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class CannotJoin(Exception):
    """The link leads nowhere; `problem` says why."""

    def __init__(self, problem: Problem, link: "Link | None" = None):
        super().__init__(problem)
        self.problem, self.link = problem, link


class SignInFirst(Exception):
    """The account has a password, so that its person joins when they are signed in, and by no link alone."""


@dataclass(frozen=True)
class Link:
    """A link whose signature is right, and what it is for."""

    partnership: Partnership
    invitation: Invitation
    user: User


@transaction.atomic
def invite(*, partnership: Partnership, name: str, email: str, given: roles.Given, by: Member) -> Membership:
    """Ask somebody to join with a role, whether they have an account or not: it holds once they have accepted.

    A member gets the role at once and a mail that says so. Whoever left before is asked anew, for this role alone.
    Raises `ValidationError` with sentences, also where somebody has sent as many as anybody may in a day.
    """
    check_may_give(by, given.role, given.agency_id)
    roles.check_given(given)
    quotas.spend("invitations", by.user.pk)
    user = _account(name, email)
    check_may_give(by, given.role, given.agency_id, to=user)
    membership = _membership(partnership, user, name=name)
    roles.keep(membership=membership, given=given)
    _write_to(membership, by.user)
    return membership


@transaction.atomic
def invite_first_manager(*, partnership: Partnership, name: str, email: str) -> Membership:
    """Ask the manager of a new partnership, in which nobody could ask them. For `accounts.founding` alone."""
    membership = _membership(partnership, _account(name, email), name=name)
    roles.keep(membership=membership, given=roles.Given(Role.MANAGER))
    _write_to(membership, None)
    return membership


@transaction.atomic
def resend(*, membership: Membership, by: Member) -> None:
    """Send a new link; the older ones stop working. To somebody who has joined: say again that they may sign in."""
    check_may_look_after(by, membership)
    row = offboarding.locked(membership)
    if row.has_ended:
        raise ValidationError(f"{row.name} has left. Invite them again.")
    quotas.spend("invitations", by.user.pk)
    _write_to(row, by.user)


@transaction.atomic
def withdraw(*, membership: Membership, by: Member, to: User | None = None) -> None:
    """Take an invitation back before it is accepted: its link stops working and the membership ends."""
    if not offboarding.locked(membership, to).is_invited:
        raise ValidationError(f"{membership.name} has accepted already. End their time here instead.")
    offboarding.end(membership=membership, last_day=None, by=by, to=to)


def token_of(invitation: Invitation) -> str:
    """What stands in the link: signed, and made when the mail is sent, so that it is kept nowhere."""
    names = [invitation.partnership.slug, invitation.pk.hex, invitation.nonce.hex]
    return signing.dumps(names, salt=SALT)


def read(token: str) -> Link:
    """What a link is for. Raises `CannotJoin`."""
    partnership, pk, nonce = _signed(token)
    with partnership_scope(partnership, write=()):
        return _checked(partnership, pk, nonce, Invitation.objects)


def roles_of(link: Link) -> list:
    """What the person is invited as."""
    with partnership_scope(link.partnership, write=()):
        return [str(held) for held in link.invitation.membership.roles.not_over().select_related("agency")]


def accept(*, token: str, password: str | None = None, by: User | None = None) -> Link:
    """Join by a link: it works once, also for two clicks at once. Raises `CannotJoin`.

    The password is for an account that has none yet; nobody's password is changed by a link. Of an account that has
    one, its person must be signed in, who is `by`: else it raises `SignInFirst`.
    """
    user = read(token).user
    partnership, pk, nonce = _signed(token)
    with partnership_scope(partnership, by=user):
        link = _checked(partnership, pk, nonce, Invitation.objects.select_for_update(of=("self",)))
        if link.user.has_usable_password() and link.user != by:
            raise SignInFirst
        link.invitation.accepted_at = timezone.now()
        link.invitation.save(update_fields=["accepted_at"])
        Membership.objects.filter(pk=link.invitation.membership_id).update(is_invited=False)
        if not link.user.has_usable_password():
            link.user.name = link.invitation.membership.name
            link.user.set_password(password)
            link.user.save(update_fields=["name"])
        if link.user.email == link.invitation.membership.email:
            _confirm_address(link.user)
    return link


def ask_again(token: str) -> None:
    """Tell who invited them that somebody's link has run out. Once, however often it is asked for."""
    partnership, pk, _ = _signed(token)
    with partnership_scope(partnership):
        open_ones = Invitation.objects.open().filter(pk=pk, asked_again_at=None, expires_at__lte=timezone.now())
        if open_ones.update(asked_again_at=timezone.now()):
            invitation = Invitation.objects.select_related("invited_by").get(pk=pk)
            if invitation.invited_by and Membership.objects.current().of_user(invitation.invited_by_id):
                mails.send(
                    partnership=partnership,
                    kind=ASKED_AGAIN,
                    to=invitation.invited_by.email,
                    subject_id=invitation.membership_id,
                    by=None,
                )


def _account(name: str, email: str) -> User:
    """The one account of that address; a new one cannot sign in until its person has chosen a password."""
    email = address_of(email)
    user = User.objects.filter(email=email).first()
    if user is None:
        try:
            with transaction.atomic():
                user = User.objects.create_user(email, " ".join(name.split()))
        except IntegrityError:
            user = User.objects.get(email=email)
    return user


def _membership(partnership: Partnership, user: User, *, name: str) -> Membership:
    """The person's membership, locked: new or come back to, and then theirs to accept, or as it is.

    Until they accept, it is called what the invitation says.
    """
    start = {"starts_on": timezone.localdate(), "is_invited": True}
    membership, is_new = Membership.objects.get_or_create(partnership=partnership, user=user, defaults=start)
    membership = offboarding.locked(membership)
    if not is_new and membership.has_ended:
        membership.starts_on, membership.ends_on, membership.out_on = start["starts_on"], None, None
        membership.is_invited = start["is_invited"]
        membership.save(update_fields=["starts_on", "ends_on", "out_on", "is_invited"])
    if membership.is_invited:
        membership.asked_name, membership.asked_email = " ".join(name.split()), user.email
        membership.save(update_fields=["asked_name", "asked_email"])
    return membership


def _write_to(membership: Membership, by: User | None) -> None:
    if membership.is_invited:
        _renew(membership, by)
    mails.send(
        partnership=membership.partnership,
        kind=INVITATION if membership.is_invited else ADDED,
        to=membership.email,
        subject_id=membership.pk,
        by=by,
    )


def _renew(membership: Membership, by: User | None) -> None:
    fresh = {
        "nonce": uuid.uuid4(),
        "expires_at": timezone.now() + LASTS,
        "asked_again_at": None,
        "invited_by": by,
    }
    if not membership.invitations.open().update(**fresh):
        Invitation.objects.create(partnership_id=membership.partnership_id, membership=membership, **fresh)


def _signed(token: str):
    try:
        slug, pk, nonce = signing.loads(token, salt=SALT)
        return Partnership.objects.get(slug=slug), uuid.UUID(pk), uuid.UUID(nonce)
    except (signing.BadSignature, Partnership.DoesNotExist, ValueError) as error:
        raise CannotJoin(Problem.BAD) from error


def _checked(partnership: Partnership, pk, nonce, invitations) -> Link:
    invitation = invitations.select_related("membership__user", "invited_by").filter(pk=pk).first()
    if invitation is None:
        raise CannotJoin(Problem.BAD)
    link = Link(partnership, invitation, invitation.membership.user)
    if problem := _problem(partnership, invitation, nonce):
        raise CannotJoin(problem, link)
    return link


def _problem(partnership: Partnership, invitation: Invitation, nonce) -> Problem | None:
    if invitation.accepted_at:
        return Problem.USED
    if invitation.withdrawn_at or invitation.membership.has_ended or not invitation.membership.user.is_active:
        return Problem.WITHDRAWN
    if partnership.is_closed:
        return Problem.CLOSED
    if invitation.nonce != nonce:
        return Problem.REPLACED
    return Problem.EXPIRED if invitation.has_expired else None


def _confirm_address(user: User) -> None:
    """Whoever came by the link reads the mail of that address."""
    with account_scope(user):
        defaults = {"verified": True, "primary": True}
        EmailAddress.objects.update_or_create(user=user, email=user.email, defaults=defaults)
