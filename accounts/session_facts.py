"""How long a session lasts, and what it says of itself: when it began, when it was last used, what it has proved."""

import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.utils import timezone

from accounts.models import Session, User
from core.db import session_store
from core.http.step_up import CONFIRMED

BEGAN, USED, NOTED = "began_at", "used_at", "noted_at"
# A page is asked for every few seconds; these are written down as often as somebody needs to know.
SECONDS_BETWEEN_USES, SECONDS_BETWEEN_NOTES = 60, 300
LONGEST_USER_AGENT = Session._meta.get_field("user_agent").max_length


def begin(request, user, **kwargs) -> None:
    """Called by Django whenever somebody signs in. What this session will be asked about is said here."""
    now = time.time()
    # A short visit is noted too: the first time after a minute.
    first_note = now - SECONDS_BETWEEN_NOTES + SECONDS_BETWEEN_USES
    request.session.update({BEGAN: now, USED: now, NOTED: first_note, CONFIRMED: now})
    User.objects.filter(pk=user.pk).update(last_seen_at=timezone.now())


def is_over(session) -> bool:
    """Whether it has been idle or open for too long; a session that does not say when it began is over."""
    now, began, used = time.time(), session.get(BEGAN), session.get(USED)
    if not began or not used:
        return True
    return now - began >= settings.ABSOLUTE_LIMIT or now - used >= settings.IDLE_LIMIT


def note(request) -> None:
    """That it is in use: for the limit each minute, for people each five, and which partnership was last entered."""
    now = time.time()
    if now - request.session[USED] >= SECONDS_BETWEEN_USES:
        request.session[USED] = now
    if now - request.session.get(NOTED, 0) >= SECONDS_BETWEEN_NOTES:
        request.session[NOTED] = now
        entered = {"last_partnership": request.partnership} if getattr(request, "member", None) else {}
        User.objects.filter(pk=request.user.pk).update(last_seen_at=timezone.now(), **entered)
        keep_listed(request)


def keep_listed(request, **kwargs) -> None:
    """Write down from where the session is used, so that its owner sees it and can end it."""
    session_store.note(
        request.session.session_key,
        ip=get_adapter().get_client_ip(request),
        user_agent=request.headers.get("User-Agent", "")[:LONGEST_USER_AGENT],
        began=request.session[BEGAN],
    )


def renew(request) -> None:
    """Give the session another key once it can do more, so that whoever knew the old one knows nothing."""
    request.session.cycle_key()
    keep_listed(request)


def confirm(request) -> None:
    """Somebody has just said their password or a code: for some minutes they are not asked again."""
    request.session[CONFIRMED] = time.time()
