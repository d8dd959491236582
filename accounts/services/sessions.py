from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings

from accounts.models import User


def of(user: User) -> list[UserSession]:
    """The person's open sessions, the one used last first. Those that have ended meanwhile are forgotten."""
    open_ones = [session for session in UserSession.objects.filter(user=user) if not session.purge()]
    return sorted(open_ones, key=lambda session: session.last_seen_at, reverse=True)


def end(*, user: User, pk: int) -> bool:
    """End one of the person's own sessions. False where it is not theirs, or has ended."""
    session = UserSession.objects.filter(user=user, pk=pk).first()
    if session:
        _end([session])
    return session is not None


def end_others(*, user: User, keep: str | None) -> int:
    """End all sessions of the person but the one with that key, and say how many."""
    return _end(UserSession.objects.filter(user=user).exclude(session_key=keep))


def end_all(*, user: User) -> int:
    return end_others(user=user, keep=None)


def _end(sessions) -> int:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    ended = list(sessions)
    for session in ended:
        store.delete(session.session_key)
        session.delete()
    return len(ended)
