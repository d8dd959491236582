"""Noting that copies of a published report went out."""

import datetime

from django.db import transaction
from django.utils import timezone

from reporting.models import PublishedEdition, SentCopy


@transaction.atomic
def note_sent(
    *, published: PublishedEdition, codes: list[str], sent_on: datetime.date, by, proof: str = ""
) -> list[SentCopy]:
    """Keep who noted of which copies on what day they went. What was noted before stays as it was."""
    PublishedEdition.objects.select_for_update().get(pk=published.pk)
    noted = set(SentCopy.objects.not_withdrawn().filter(published=published).values_list("code", flat=True))
    return [
        SentCopy.objects.create(
            partnership=published.partnership,
            published=published,
            code=code,
            sent_on=sent_on,
            proof=proof,
            noted_by=by,
        )
        for code in codes
        if code not in noted
    ]


@transaction.atomic
def take_back(*, sent: SentCopy, by) -> bool:
    """It was noted by mistake: the copy waits again, and the note stays. False where it was taken back before."""
    noted = SentCopy.objects.not_withdrawn().select_for_update().filter(pk=sent.pk)
    return bool(noted.update(taken_back_by=by, taken_back_at=timezone.now()))
