"""What becomes of an edition that is not signed and published: another takes its place, or somebody drops it."""

from django.db import transaction
from django.utils import timezone

from core.jobs import mails
from reporting.mails import NOT_TO_SIGN
from reporting.models import Edition, Report
from reporting.signatories import everybody, people_for

State = Edition.State


class CannotDrop(Exception):
    """An edition cannot be dropped; the text says why."""


def supersede(report: Report, by) -> None:
    """Let a new edition take the place of those that nobody has published, and tell who was asked to sign them."""
    waiting = report.editions.filter(state__in=[State.COMPILED, State.OFFERED, State.SIGNED])
    for edition in waiting.select_for_update(of=("self",)):
        _tell(edition, by)
    waiting.update(state=State.SUPERSEDED)


@transaction.atomic
def drop(*, edition: Edition, reason: str, by) -> Edition:
    """Put an edition away that nobody wants, and tell who was asked to sign it. It stays on record with its number.

    Raises `CannotDrop` where all have signed it, or another took its place.
    """
    Report.objects.select_for_update().get(pk=edition.report_id)
    locked = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if locked.state == State.DROPPED:
        return locked
    if locked.state not in (State.COMPILED, State.OFFERED):
        raise CannotDrop(f"This edition is {locked.get_state_display().lower()}, so it cannot be dropped.")
    _tell(locked, by)
    locked.state = State.DROPPED
    locked.dropped_by, locked.dropped_at, locked.drop_reason = by, timezone.now(), reason
    locked.save(update_fields=["state", "dropped_by", "dropped_at", "drop_reason"])
    return locked


def _tell(edition: Edition, by) -> None:
    """Write to those who could sign it, whether they had or not."""
    for user in everybody(people_for(list(edition.signatures.select_related("agency")))):
        if user != by:
            mails.send(partnership=edition.partnership, kind=NOT_TO_SIGN, to=user.email, subject_id=edition.pk, by=by)
