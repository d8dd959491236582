"""Agencies: added, changed, ended. Their names have services of their own."""

import datetime
import difflib
from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from core.dashboard.search import words_of
from core.formatting import sentences
from core.formatting.folding import fold
from core.history.revisions import locked
from core.models import Organisation
from core.records.writing import made, written
from partnership.models import Agency
from partnership.services import agency_ends
from partnership.services.records import refuse_circle

IN_A_CIRCLE = "This leads round in a circle: who represents whom would come back to the same agency."
NOTHING_COMES = {"coming_name": "", "coming_name_on": None}


@transaction.atomic
def add(*, by, organisation: str = "", **values) -> Agency:
    """A new agency. The organisation is known by its public name, its own name where none is given."""
    refuse_name(values["name"])
    return made(Agency, organisation=organisation_named(organisation or values["name"]), **values)


@transaction.atomic
def change(*, agency: Agency, by, organisation: str = "", **values) -> Agency:
    """Correct what is on record. A name that the agency takes from a day on is given by `names.rename`."""
    if "name" in values:
        refuse_name(values["name"], but=agency)
        if values["name"] == agency.coming_name:
            values |= NOTHING_COMES
    refuse_circle(agency, "represented_by", values.get("represented_by"), IN_A_CIRCLE)
    if organisation:
        values["organisation"] = organisation_named(organisation)
    return written(agency, **values)


@transaction.atomic
def end(*, agency: Agency, on: datetime.date | None, by, with_open_work: bool = False) -> Agency:
    """Give the agency its last day, or take it away again.

    What is still open then is refused, unless it is to end on the same day; what cannot end with the agency is
    refused in any case. People's roles end with it only by somebody who looks after access, and leave nothing behind.
    """
    if on is not None:
        agency_ends.hold_people([agency])
    now = locked(agency)
    if on is not None:
        work = agency_ends.of([now], after=on)
        left = work.to_settle if with_open_work else work.everything
        if left:
            raise ValidationError(f"{now} still has something open after {sentences.day(on)}: {left[0].text}.")
        agency_ends.end(work, on, by)
    return last_day_given(now, on)


def last_day_given(agency: Agency, on: datetime.date | None) -> Agency:
    """The agency with its last day; a name that it would only have taken after that falls away."""
    too_late = on is not None and agency.coming_name_on is not None and agency.coming_name_on > on
    return written(agency, ends_on=on, **(NOTHING_COMES if too_late else {}))


def organisation_named(name: str) -> Organisation:
    """The organisation of that public name, whoever uses it; a new one where there is none."""
    return Organisation.objects.get_or_create(name__fold=fold(name), defaults={"name": name})[0]


def refuse_name(name: str, but: Agency | None = None) -> None:
    """Raises `ValidationError` where another agency has the name, however it is written."""
    others = Agency.objects.filter(Q(name__fold=fold(name)) | Q(coming_name__fold=fold(name)))
    if (other := others.exclude(pk=but.pk).first() if but else others.first()) is not None:
        ended = f", until {sentences.day(other.ends_on)}" if other.ends_on else ""
        if fold(other.name) != fold(name):
            raise ValidationError({"name": f"“{other.name}” will be called “{other.coming_name}”."})
        raise ValidationError({"name": f"There is an agency called “{other.name}” already{ended}."})


def organisations_like(name: str) -> list[str]:
    """Public names much like this one; none where an organisation has just this name."""
    words = [word for word in words_of(name) if len(word) > 3] or words_of(name)
    if not words or Organisation.objects.filter(name__fold=fold(name)).exists():
        return []
    shared = reduce(or_, (Q(name__says=word) for word in words))
    known = {fold(other): other for other in Organisation.objects.filter(shared).values_list("name", flat=True)[:500]}
    return [known[key] for key in difflib.get_close_matches(fold(name), known, n=5, cutoff=0.6)]
