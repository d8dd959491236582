"""The second factor: an authenticator app's code, or one of the codes that were written down for a lost telephone.

The shared secret is sealed, the written codes are hashed. Each code opens once: of the app's, the last one that was
taken is noted, and it and all before it are refused.
"""

import secrets
import time

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import encryption, tasks
from accounts.models import Membership, MembershipRole, Operator, User
from accounts.permissions import REASONS
from accounts.roles import ROLES, Permission, Role
from accounts.services import sessions
from core.db.account_scope import account_scope
from core.db.tenancy import partnership_scope

KINDS = Authenticator.Type
# Clocks of telephones are a little off: the code before and the one after are taken too.
STEPS = (-1, 0, 1)
HOW_MANY, HALF = 10, 5
# No vowels, no words; nothing that looks like something else.
LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"


def is_needed(user) -> bool:
    """Whether a password alone opens nothing: an operator, or a role that asks for more in any partnership."""
    if user.is_operator:
        return True
    with partnership_scope(by=user):
        return any(ROLES[Role(held.role)].needs_second_factor for held in MembershipRole.own.open_to(user))


def is_asked_of(user) -> bool:
    """Whether the portal lets the person nowhere without one."""
    return settings.SECOND_FACTOR != "offered" and is_needed(user)


def has_passed(request, *, since) -> bool:
    """Whether this session has said a code of the factor that was set up then, not of one before it."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" and record["at"] >= since.timestamp() for record in records)


def of(user) -> Authenticator | None:
    return Authenticator.objects.filter(user=user, type=KINDS.TOTP).first()


def new_secret() -> str:
    return totp.generate_totp_secret()


def counter_of(secret: str, code: str, *, after: int = -1) -> int | None:
    """Which half-minute a code belongs to; None for a code of none that may be said now, or not any more."""
    typed, now = "".join(code.split()), int(time.time()) // 30
    for counter in (now + step for step in STEPS):
        right = totp.format_hotp_value(totp.hotp_value(secret, counter))
        if counter > after and secrets.compare_digest(typed.encode(), right.encode()):
            return counter
    return None


def set_up(*, user: User, secret: str, counter: int) -> list[str]:
    """Begin or replace the factor, and give the written codes to be shown once. What was used before is dead."""
    with account_scope(user):
        User.objects.select_for_update().get(pk=user.pk)
        Authenticator.objects.filter(user=user).delete()
        Authenticator.objects.create(
            user=user, type=KINDS.TOTP, data={"secret": encryption.encrypt(secret), "used": counter}
        )
        _tell(user, "set_up")
        return _write_codes(user)


def renew_codes(*, user: User) -> list[str]:
    """New written codes in place of the old, to be shown once."""
    with account_scope(user):
        User.objects.select_for_update().get(pk=user.pk)
        Authenticator.objects.filter(user=user, type=KINDS.RECOVERY_CODES).delete()
        _tell(user, "codes")
        return _write_codes(user)


def codes_left(user) -> int:
    found = Authenticator.objects.filter(user=user, type=KINDS.RECOVERY_CODES).first()
    return len(found.data["hashes"]) if found else 0


def use(*, user: User, code: str) -> Authenticator | None:
    """The authenticator that the code is of, and the code is spent; None for a wrong one. Two at once: one wins."""
    with account_scope(user):
        known = {one.type: one for one in Authenticator.objects.select_for_update().filter(user=user)}
        if (app := known.get(KINDS.TOTP)) is None:
            return None
        counter = counter_of(encryption.decrypt(app.data["secret"]), code, after=app.data["used"])
        if counter is None:
            return _use_written(known.get(KINDS.RECOVERY_CODES), code)
        app.data["used"] = counter
        app.save(update_fields=["data"])
        return app


def record(request, authenticator: Authenticator) -> None:
    """From here on the session has passed."""
    record_authentication(request, request.user, "mfa", id=authenticator.pk, type=authenticator.type)


@transaction.atomic
def remove(*, user: User, by: User) -> None:
    """Take a lost factor away: by the person, or as `check_may_remove` allows.

    All their sessions end, they are told by mail, and where their role asks for a factor they set up a new one
    before anything opens. Raises `PermissionDenied`.
    """
    check_may_remove(user, by)
    with account_scope(user):
        User.objects.select_for_update().get(pk=user.pk)
        Authenticator.objects.filter(user=user).delete()
        sessions.end_all(user=user)
    _tell(user, "removed")


def check_may_remove(user: User, by: User) -> None:
    """Raises `PermissionDenied` unless it is one's own, or that of somebody whose access `by` looks after here.

    The factor guards all that the account opens: an officer removes it from those who belong here alone and manage
    nothing, a manager from a manager of the same partnerships only, and nobody from an operator.
    """
    if user.pk == by.pk:
        return
    here = Membership.objects.current().joined()
    shared = here.filter(user=user).values("partnership")
    if not here.holding(Permission.MANAGE_PEOPLE).filter(user=by, partnership__in=shared).exists():
        raise PermissionDenied(REASONS[Permission.MANAGE_PEOPLE])
    if Operator.objects.filter(user=user).exists():
        raise PermissionDenied("Whoever runs the portal removes an operator’s second factor, by a command.")
    managed, places = _entered(user, Role.MANAGER), _entered(user)
    own = _entered(by, Role.MANAGER)
    if not managed <= own:
        raise PermissionDenied("Only another manager of the same partnership can remove a business manager’s factor.")
    if len(places) > 1 and not places & own:
        raise PermissionDenied(
            f"{user} belongs to other partnerships too: only a business manager can remove their second factor."
        )


def can_remove(user: User, by: User) -> bool:
    try:
        check_may_remove(user, by)
    except PermissionDenied:
        return False
    return True


def _entered(user: User, *only: Role) -> set:
    """The partnerships that somebody may enter today, with one of these roles where some are named."""
    with partnership_scope(by=user):
        held = MembershipRole.own.open_to(user)
        return set((held.filter(role__in=only) if only else held).values_list("partnership_id", flat=True))


def may_do_without(user: User) -> bool:
    """Whether the person may remove their own: not while a role of theirs, or running the portal, asks for it."""
    with partnership_scope(by=user):
        roles = list(MembershipRole.own.open_to(user))
    asked = any(ROLES[Role(held.role)].needs_second_factor for held in roles)
    return not asked and not Operator.objects.filter(user=user).exists()


def _write_codes(user: User) -> list[str]:
    codes = [f"{_letters()}-{_letters()}" for _ in range(HOW_MANY)]
    hashes = [make_password(_plain(code)) for code in codes]
    Authenticator.objects.create(user=user, type=KINDS.RECOVERY_CODES, data={"hashes": hashes})
    return codes


def _letters() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(HALF))


def _plain(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _use_written(written: Authenticator | None, code: str) -> Authenticator | None:
    typed = _plain(code)
    if written is None or len(typed) != 2 * HALF:
        return None
    spent = next((one for one in written.data["hashes"] if check_password(typed, one)), None)
    if spent is None:
        return None
    written.data["hashes"].remove(spent)
    written.save(update_fields=["data"])
    return written


def _tell(user: User, what: str) -> None:
    transaction.on_commit(lambda: tasks.tell_of_second_factor.delay(user_id=str(user.pk), what=what), robust=True)
