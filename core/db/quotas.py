"""Quotas: how much one person or partnership has done in this hour or day, counted in PostgreSQL for all processes.

    quotas.spend("invitations", user.pk)      # raises Spent, whose sentence people read

What they are is data (`config.quotas`). A count is part of the running transaction, so what fails costs nothing.
"""

import datetime

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone


class Spent(ValidationError):
    """No more of it for now; the message says what, and when there is more. `again_at` is that moment, if it is one."""

    def __init__(self, name: str, again_at: datetime.datetime | None = None):
        super().__init__(settings.QUOTAS[name].sentence(f"{again_at:%H:%M}" if again_at else ""))
        self.again_at = again_at


def spend(name: str, whose, amount: int = 1) -> int:
    """Count what somebody is about to do; returns how much it is now. Raises `Spent` where that is over the quota."""
    start, end = _window(name)
    seconds = (end - timezone.localtime()).total_seconds()
    count = cache.count(_key(name, whose, start), amount, timeout=seconds)
    if count > settings.QUOTAS[name].most:
        raise Spent(name, end)
    return count


def is_just_spent(name: str, count: int, amount: int = 1) -> bool:
    """Whether this amount made it as much as anybody may: so of one person's many in one hour, one."""
    return count - amount < settings.QUOTAS[name].most <= count


def check_held(name: str, held: int) -> None:
    """Raises `Spent` where somebody would hold more at one time than anybody may."""
    if held > settings.QUOTAS[name].most:
        raise Spent(name)


def _key(name: str, whose, start: datetime.datetime) -> str:
    return f"quota:{name}:{whose}:{start.isoformat()}"


def _window(name: str) -> tuple[datetime.datetime, datetime.datetime]:
    """The hour or the day of now, by the clock on the wall: what is said of it is true there."""
    now = timezone.localtime()
    hour = now.replace(minute=0, second=0, microsecond=0)
    if settings.QUOTAS[name].per == "hour":
        return hour, hour + datetime.timedelta(hours=1)
    tomorrow = now.date() + datetime.timedelta(days=1)
    return hour.replace(hour=0), timezone.make_aware(datetime.datetime.combine(tomorrow, datetime.time.min))
