"""The names of an agency through time: it is renamed from a day on, and had other names before."""

import datetime
import logging

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from core.formatting import sentences
from core.formatting.folding import fold
from core.history.revisions import locked
from core.jobs import outbox
from core.records.writing import made, written
from partnership.models import Agency, FormerName
from partnership.services.agencies import NOTHING_COMES, refuse_name
from partnership.services.records import ONE_DAY

log = logging.getLogger(__name__)
TASK = "partnership.take_names"


@transaction.atomic
def rename(*, agency: Agency, name: str, from_on: datetime.date, by) -> Agency:
    """Give the agency another name from a day on; until the day before it keeps the old one, in old reports too.

    A name of a day ahead is kept beside the one that it has, in place of any other that was to come, and is taken by
    a worker as that day begins.
    """
    now = locked(agency)
    refuse_name(name, but=now)
    _refuse_day(now, from_on)
    if from_on <= timezone.localdate():
        return _renamed(now, name, from_on)
    outbox.write(task=TASK, partnership=now.partnership, by=by, on=from_on)
    return written(now, coming_name=name, coming_name_on=from_on)


@transaction.atomic
def keep(*, agency: Agency, by) -> Agency:
    """Let the agency keep its name after all."""
    return written(agency, **NOTHING_COMES)


@transaction.atomic
def take(*, on: datetime.date) -> None:
    """Give agencies of the scope the names that they bear from that day or an earlier one.

    One that something forbids by now stays to come, where the home page shows it to those who keep the records.
    """
    for agency in Agency.objects.to_rename(on).select_for_update(of=("self",)):
        try:
            _refuse_day(agency, agency.coming_name_on)
        except ValidationError as problem:
            log.warning("Agency %s cannot take its coming name: %s", agency.pk, problem.messages)
        else:
            _renamed(agency, agency.coming_name, agency.coming_name_on)


@transaction.atomic
def add(*, agency: Agency, by, **values) -> FormerName:
    """A name that the agency had; no two of them on the same day."""
    _refuse_overlap(locked(agency), **values)
    return made(FormerName, agency=agency, **values)


@transaction.atomic
def correct(*, former_name: FormerName, by, **values) -> FormerName:
    _refuse_overlap(locked(former_name.agency), but=former_name, **values)
    return written(former_name, **values)


def _renamed(agency: Agency, name: str, from_on: datetime.date) -> Agency:
    """The agency under another name, with the one that it had among its former ones."""
    made(FormerName, agency=agency, name=agency.name, used_from=_first_day(agency), used_until=from_on - ONE_DAY)
    return written(agency, name=name, **(NOTHING_COMES if name == agency.coming_name else {}))


def _first_day(agency: Agency) -> datetime.date | None:
    """The first day of the name that the agency has now."""
    latest = agency.former_names.order_by("-used_until").first()
    return latest.used_until + ONE_DAY if latest else agency.starts_on


def _refuse_day(agency: Agency, from_on: datetime.date) -> None:
    begun = _first_day(agency)
    if agency.ends_on and from_on > agency.ends_on:
        last = sentences.day(agency.ends_on)
        raise ValidationError({"from_on": f"{agency} ends on {last}; the new name must begin by then."})
    if begun and begun >= from_on:
        raise ValidationError(
            {"from_on": f"“{agency.name}” is its name from {sentences.day(begun)}; the new one must begin later."}
        )
    if agency.former_names.filter(name__fold=fold(agency.name)).exists():
        raise ValidationError(
            f"“{agency.name}” is among its former names already, and each stands there once. Correct that one's days."
        )


def _refuse_overlap(agency, *, name, used_from, used_until, but=None) -> None:
    for other in agency.former_names.all():
        if other == but:
            continue
        begins_after = other.used_from is not None and other.used_from > used_until
        ended_before = used_from is not None and other.used_until < used_from
        if not begins_after and not ended_before:
            last = sentences.day(other.used_until)
            raise ValidationError({"used_until": f"It was called “{other.name}” until {last}: the days overlap."})
