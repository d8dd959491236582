"""Offering an edition for signing, and what those who were asked answer: they sign, or decline with a reason."""

import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from accounts.permissions import Member, Permission
from core.files import documents
from core.formatting import sentences
from core.jobs import mails
from reporting.file_names import file_names
from reporting.mails import DECLINED, PLEASE_SIGN, SIGNED_AFTER_ALL
from reporting.models import Decline, Edition, Report, Signature
from reporting.services.editions import is_being_compiled
from reporting.signatories import everybody, needed, people_for, signed_for, signs_for

State = Edition.State


class CannotOffer(Exception):
    """An edition cannot be offered for signing; the text says why."""


class CannotSign(Exception):
    """An edition cannot be signed that way; the text says why."""


@transaction.atomic
def offer(*, edition: Edition, by, sign_by: datetime.date | None = None) -> Edition:
    """Ask for the signatures that the settings name, and write to all who can give one. From here on they are fixed.

    Offering it twice asks once. Locks the report, as a compile does, so none takes its place at the same moment.
    """
    Report.objects.select_for_update().get(pk=edition.report_id)
    locked = _lock(edition)
    if locked.state == State.OFFERED:
        return locked
    signatures = needed(locked.report)
    if why := why_not_offered(locked, signatures):
        raise CannotOffer(why)
    locked.state, locked.offered_by, locked.offered_at, locked.sign_by = State.OFFERED, by, timezone.now(), sign_by
    locked.save(update_fields=["state", "offered_by", "offered_at", "sign_by"])
    for signature in signatures:
        signature.partnership, signature.edition = locked.partnership, locked
    Signature.objects.bulk_create(signatures)
    for user in everybody(people_for(signatures)):
        _tell(locked, PLEASE_SIGN, user, locked.pk, by)
    return locked


def why_not_offered(edition: Edition, signatures: list[Signature]) -> str:
    """Why an edition cannot be offered now; nothing where it can."""
    if edition.state != State.COMPILED:
        return f"This edition is {edition.get_state_display().lower()}; it cannot be offered for signing now."
    if not edition.is_complete:
        return "Sections of this edition have nothing in them yet. Fill them and compile again."
    if is_being_compiled(edition.report):
        return "The report is being compiled. Wait until that has ended, then offer the newest edition."
    if not signatures:
        return "Nobody could sign it: no statutory partner is on record for the end of the report’s year."
    return ""


@transaction.atomic
def sign(*, edition: Edition, member: Member) -> Signature:
    """Sign as what one is; the last signature makes the edition signed, and opens it to all who see reports. Where the
    signature had been declined, those who declined it and those who keep the report are told."""
    locked = _lock(edition)
    signature = _of(member, locked)
    signature.signed_by, signature.signed_at = member.user, timezone.now()
    signature.save(update_fields=["signed_by", "signed_at"])
    if not locked.waiting:
        locked.state, locked.signed_at = State.SIGNED, signature.signed_at
        locked.save(update_fields=["state", "signed_at"])
        documents.let_read(locked.documents, Permission.VIEW_REPORT)
        _call_draft_no_more(locked)
    _tell_who_declined(locked, signature)
    return signature


def _call_draft_no_more(edition: Edition) -> None:
    names = file_names(edition.partnership.slug, edition.report.year, edition.number)
    for field, name in names.items():
        documents.rename(getattr(edition, field), name)


def _tell_who_declined(edition: Edition, signature: Signature) -> None:
    """Nobody's decline is overruled in silence: those who declined, and those who keep the report, are told."""
    declined = [one.declined_by_id for one in signature.declines.all()]
    if not declined:
        return
    here = Membership.objects.current().joined()
    told = here.filter(user__in=declined).for_choosing(), here.keeping_the_report().for_choosing()
    for user in dict.fromkeys(one.user for members in told for one in members):
        _tell(edition, SIGNED_AFTER_ALL, user, signature.pk, signature.signed_by)


@transaction.atomic
def decline(*, edition: Edition, reason: str, member: Member) -> Decline:
    """Say why one does not sign, and tell those who keep the report. The edition waits on: it may be dropped, another
    may take its place, or the partner signs it after all."""
    locked = _lock(edition)
    signature = _of(member, locked)
    before = signature.declined
    if before and (before.declined_by, before.reason) == (member.user, reason):
        return before
    made = Decline.objects.create(
        partnership=locked.partnership, signature=signature, reason=reason, declined_by=member.user
    )
    for one in Membership.objects.current().joined().keeping_the_report().for_choosing():
        _tell(locked, DECLINED, one.user, made.pk, member.user)
    return made


def _of(member: Member, edition: Edition) -> Signature:
    """The signature that this person can give; raises `CannotSign`."""
    signature = signs_for(member, edition)
    if signature is None:
        raise CannotSign(why_nothing_to_sign(edition, member))
    return signature


def why_nothing_to_sign(edition: Edition, member: Member) -> str:
    """Why a person can sign an edition neither now nor again: who has signed for them, or that nobody asks them."""
    if given := signed_for(member, edition):
        who = "You have" if given.signed_by == member.user else f"{given.signed_by} has"
        day = sentences.day(timezone.localdate(given.signed_at))
        return f"{who} signed it {given.capacity} on {day}. There is nothing left to sign."
    if edition.state != State.OFFERED:
        return f"This edition is {edition.get_state_display().lower()}; it is not waiting for signatures now."
    return "There is nothing for you to sign here: you were not asked."


def _tell(edition: Edition, kind: str, user, subject_id, by) -> None:
    """A command asks on nobody's behalf and tells nobody; nobody writes to themselves."""
    if by is not None and by != user:
        mails.send(partnership=edition.partnership, kind=kind, to=user.email, subject_id=subject_id, by=by)


def _lock(edition: Edition) -> Edition:
    found = Edition.objects.select_for_update(of=("self",)).select_related("report__partnership")
    return found.get(pk=edition.pk)
