"""Names that an agency had: added and corrected. No two of them on the same day."""

from django.core.exceptions import ValidationError
from django.db import transaction

from core import sentences
from core.versions import locked
from partnership.models import Agency, FormerName
from partnership.services.records import made, written


@transaction.atomic
def add(*, agency: Agency, by, **values) -> FormerName:
    _refuse_overlap(locked(agency), **values)
    return made(FormerName, agency=agency, **values)


@transaction.atomic
def correct(*, former_name: FormerName, by, **values) -> FormerName:
    _refuse_overlap(locked(former_name.agency), but=former_name, **values)
    return written(former_name, **values)


def _refuse_overlap(agency, *, name, used_from, used_until, but=None) -> None:
    for other in agency.former_names.all():
        if other == but:
            continue
        begins_after = other.used_from is not None and other.used_from > used_until
        ended_before = used_from is not None and other.used_until < used_from
        if not begins_after and not ended_before:
            last = sentences.day(other.used_until)
            raise ValidationError({"used_until": f"It was called “{other.name}” until {last}: the days overlap."})
