"""Taking a published report down: one person asks and says why, another one confirms."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Membership
from accounts.roles import Permission
from core.files import documents
from core.jobs import mails
from reporting.mails import TAKING_DOWN
from reporting.models import Edition, PublishedEdition, TakingDown


class CannotTakeDown(Exception):
    """A report cannot be taken down that way; the text says why."""


@transaction.atomic
def ask(*, published: PublishedEdition, reason: str, replacement: str, by) -> TakingDown:
    """Ask that a report be taken down, and tell those who may decide. It stays public until somebody else confirms.
    Asking for the same twice asks once."""
    locked = PublishedEdition.objects.select_for_update().get(pk=published.pk)
    if locked.taken_down_on:
        raise CannotTakeDown("It has been taken down already.")
    try:
        with transaction.atomic():
            taking = TakingDown.objects.create(
                partnership=locked.partnership, published=locked, reason=reason, replacement=replacement, asked_by=by
            )
    except IntegrityError as error:
        words = {"reason": reason, "replacement": replacement, "asked_by": by}
        if same := TakingDown.objects.waiting().filter(published=locked, **words).first():
            return same
        raise CannotTakeDown("Somebody has asked for that already. It waits to be confirmed.") from error
    _tell(taking)
    return taking


def _tell(taking: TakingDown) -> None:
    """Write to everybody who may decide: the first of them does."""
    deciding = Membership.objects.current().joined().holding(Permission.EDIT_REPORT, Permission.SIGN_REPORT)
    for membership in deciding.exclude(user=taking.asked_by).for_choosing():
        mails.send(
            partnership=taking.partnership,
            kind=TAKING_DOWN,
            to=membership.user.email,
            subject_id=taking.pk,
            by=taking.asked_by,
        )


@transaction.atomic
def confirm(*, taking: TakingDown, by) -> TakingDown:
    """Take the report of that year down in all its editions, which tell of the same. Not for who asked.

    Inside, only those who see drafts read them from then on.
    """
    locked = _lock(taking)
    if locked.asked_by == by:
        raise CannotTakeDown("Somebody other than the person who asked has to confirm.")
    locked.is_confirmed, locked.decided_by, locked.decided_at = True, by, timezone.now()
    locked.save(update_fields=["is_confirmed", "decided_by", "decided_at"])
    public = PublishedEdition.objects.of_year(locked.published.year).filter(taken_down_on=None)
    _close(locked.published.year, list(public.values_list("number", flat=True)))
    public.update(taken_down_on=timezone.localdate(), replacement=locked.replacement, snapshot="", charts={})
    return locked


@transaction.atomic
def drop(*, taking: TakingDown, by) -> TakingDown:
    """Let the report stay. Who asked may take it back; then nobody else has decided."""
    locked = _lock(taking)
    locked.decided_by, locked.decided_at = None if locked.asked_by == by else by, timezone.now()
    locked.save(update_fields=["decided_by", "decided_at"])
    return locked


def _close(year: str, numbers: list[int]) -> None:
    editions = Edition.objects.filter(report__year=year, number__in=numbers)
    for edition in editions.select_related("html", "pdf", "tables"):
        documents.let_read(edition.documents, needs=Permission.VIEW_DRAFTS)
    editions.update(state=Edition.State.TAKEN_DOWN)


def _lock(taking: TakingDown) -> TakingDown:
    found = TakingDown.objects.select_for_update(of=("self",)).select_related("published", "asked_by")
    locked = found.get(pk=taking.pk)
    if locked.decided_at:
        raise CannotTakeDown("That has been decided already.")
    return locked
