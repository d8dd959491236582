from django.conf import settings

from accounts.models import Session, User
from accounts.models.sessions import fingerprint
from core.db.account_scope import account_scope


def of(user: User) -> list[Session]:
    """The person's open sessions, the one used last first."""
    with account_scope(user):
        return list(Session.objects.open_of(user).order_by("-last_seen_at", "-began_at"))


def end(*, user: User, pk) -> bool:
    """End one of the person's own sessions. False where it is not theirs, or has ended."""
    with account_scope(user):
        return Session.objects.filter(user=user, pk=pk).delete()[0] > 0


def end_others(*, user: User, keep: str | None) -> int:
    """End all sessions of the person but the one with that key, and say how many."""
    with account_scope(user):
        return Session.objects.filter(user=user).exclude(key_hash=fingerprint(keep)).delete()[0]


def end_oldest(*, user: User, keep: str | None) -> int:
    """Somebody signs in, in the session with that key: of the others, as many stay as a person may have beside it."""
    with account_scope(user):
        others = Session.objects.filter(user=user).exclude(key_hash=fingerprint(keep))
        used = others.order_by("-last_seen_at", "-began_at").values_list("pk", flat=True)
        stay = list(used[: settings.QUOTAS["sessions"].most - 1])
        return others.exclude(pk__in=stay).delete()[0]


def end_all(*, user: User) -> int:
    return end_others(user=user, keep=None)
