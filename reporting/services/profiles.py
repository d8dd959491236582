"""Publishing and withdrawing a partnership's public page."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from core.db.advisory_locks import advisory_lock
from core.history.revisions import Stale
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
def publish(*, partnership, about: str, by, seen: int | None = None) -> PublishedProfile:
    """Put the page, as the records stand, in place of the one before. Raises `NothingToPublish`.

    `seen` is the number of the version that was public when the person looked, 0 for none: where it is another one
    now, raises `Stale` and changes nothing.
    """
    _lock(partnership)
    before, profile = current(), draft(partnership, about)
    if before and profiles.says_the_same(profiles.read(before.snapshot), profile):
        raise NothingToPublish("The public page says this already.")
    if seen is not None and seen != (before.number if before else 0):
        raise Stale("Somebody else has published or withdrawn the page since you opened it.", before)
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
    """Publishers of one page wait for each other; before the first version there is no row yet."""
    advisory_lock(f"public page/{partnership.pk}")
