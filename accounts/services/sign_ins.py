"""The log of sign-ins: written by itself, so that nothing which undoes a request undoes what it tells of."""

import hmac
import logging
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from django.template.defaultfilters import date
from django.utils.timezone import localtime

from accounts.models import SignIn, User
from core.db import sign_ins
from core.db.account_scope import account_scope
from core.formatting.email_addresses import address_of

log = logging.getLogger(__name__)
Outcome = SignIn.Outcome
MOST = 50
# Of one address's tries that are not even looked at, one a minute is enough.
SECONDS_BETWEEN_BLOCKED = 60


@dataclass(frozen=True)
class Recent:
    """Somebody's latest sign-ins and tries, the last first."""

    entries: list[SignIn]

    @property
    def last(self) -> SignIn | None:
        """The sign-in before the present one."""
        good = [entry for entry in self.entries if entry.outcome == Outcome.GOOD]
        return good[1] if len(good) > 1 else None

    @property
    def tries(self) -> int:
        """How often it failed since then."""
        since = [entry for entry in self.entries if self.last is None or entry.at > self.last.at]
        return sum(entry.outcome != Outcome.GOOD for entry in since)

    @property
    def in_words(self) -> str:
        """When the person signed in before, and what somebody tried in their name since then."""
        before = f"{date(localtime(self.last.at), 'j F Y, H:i')}" if self.last else "This is the first time"
        if not self.tries:
            return before
        times = "once" if self.tries == 1 else f"{self.tries} times"
        return f"{before}. Since then a sign-in failed {times}" if self.last else f"{before}. A sign-in failed {times}"


def note(request, outcome: SignIn.Outcome, *, user: User | None = None, email: str = "") -> None:
    """Write down a sign-in or a try. Where that cannot be done the portal's log says so, and nobody is kept out."""
    ip = get_adapter().get_client_ip(request)
    if outcome == Outcome.BLOCKED and not cache.add(f"blocked:{ip}", 1, SECONDS_BETWEEN_BLOCKED):
        return
    user = user or User.objects.filter(email=address_of(email)).first()
    unknown = "" if user else fingerprint(email)
    try:
        sign_ins.note(user and user.pk, fingerprint=unknown, ip=ip, outcome=outcome)
    except DatabaseError:
        log.exception("A sign-in could not be written down.")


def note_good(request, user, **kwargs) -> None:
    """Called by allauth when somebody has passed every step."""
    note(request, Outcome.GOOD, user=user)


def fingerprint(email: str) -> str:
    """The same for the same address, and of no use to whoever has not the portal's secret."""
    return hmac.new(settings.SECRET_KEY.encode(), address_of(email).encode(), "sha256").hexdigest()


def recent(*, user: User) -> Recent:
    """The person's own; the database gives them to nobody else."""
    with account_scope(user):
        return Recent(list(SignIn.objects.filter(user=user)[:MOST]))
