"""Publishing and withdrawing a partnership's public page."""

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from reporting import profiles
from reporting.models import PublishedProfile
from reporting.snapshots import digest


class NothingToPublish(Exception):
    """The page says already what it would say; the text says so."""


def current() -> PublishedProfile | None:
    """What the public reads now, of the partnership whose scope is open."""
    return PublishedProfile.objects.filter(is_current=True).first()


def draft(partnership, about: str) -> dict:
    """What would be published now."""
    return profiles.build(partnership, about=about, on=timezone.localdate())


def has_changed(partnership, published: PublishedProfile) -> bool:
    """Whether the records or settings say something else by now."""
    was = profiles.read(published.snapshot)
    return not profiles.says_the_same(was, draft(partnership, was["about"]))


@transaction.atomic
def publish(*, partnership, about: str, by) -> PublishedProfile:
    """Put the page, as the records stand, in place of the one before. Raises `NothingToPublish`."""
    _lock(partnership)
    before, profile = current(), draft(partnership, about)
    if before and profiles.says_the_same(profiles.read(before.snapshot), profile):
        raise NothingToPublish("The public page says this already.")
    PublishedProfile.objects.filter(is_current=True).update(is_current=False)
    number = (PublishedProfile.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    text = profiles.text_of(profile)
    return PublishedProfile.objects.create(partnership=partnership, number=number, snapshot=text, sha256=digest(text))


@transaction.atomic
def withdraw(*, partnership, by) -> None:
    """Take the page away from the public. Its versions stay, and published reports stay public."""
    _lock(partnership)
    PublishedProfile.objects.filter(is_current=True).update(is_current=False)


def _lock(partnership) -> None:
    """Publishers of one page wait for each other; before the first version there is no row to wait at."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"public page/{partnership.pk}"])
