"""Figures kept by hand: one at a time, or all parts of a figure for a period together."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import IntegrityError, models, transaction
from django.db.models import Max

from core.formatting.folding import fold, spelt_as
from core.formatting.numbers import plain
from core.history.revisions import locked
from core.records.writing import kept, put
from core.submissions.questions import Raised, raised
from indicators import questions, rates
from indicators.breakdowns import open_sets_of
from indicators.models import Indicator, IndicatorValue, Measure, PrintedTotal
from indicators.services import people as people_said

NUMBERS = ("value", "numerator", "denominator")


class NameTaken(Exception):
    """A category is on record already in the breakdown of that name; nothing was written."""

    def __init__(self, category: str, grouped_by: str):
        where = f"grouped by “{grouped_by}”" if grouped_by else "not grouped by anything"
        super().__init__(f"“{category}” is on record already, {where}. Change that one, or name this otherwise.")


class PartsChanged(Exception):
    """Somebody else has kept parts of the same period since the page was opened; nothing was written."""


@transaction.atomic
def add(*, row: IndicatorValue | Measure | PrintedTotal, by, people=None, **values):
    """Add a figure. A measure stands after those that are there already. `people` is as `keep_parts` takes it."""
    if isinstance(row, Measure):
        row.position = _last_position() + 1
    return _told(kept(row, **values), people, by)


@transaction.atomic
def change(*, row: IndicatorValue | Measure | PrintedTotal, by, people=None, **values):
    """Change a figure. `people` is as `keep_parts` takes it."""
    return _told(kept(locked(row), **values), people, by)


@dataclass(frozen=True)
class Family:
    """The parts of one figure for one period, unit and breakdown: of an indicator, or of a topic."""

    model: type[models.Model]
    name: str
    of: dict

    def rows(self) -> models.QuerySet:
        found = self.model.objects.filter(**self.of)
        return found.exclude(breakdown="") if self.name == "breakdown" else found

    def open_sets(self) -> list[list]:
        """The breakdowns that its rows and those of other breakdowns may be, until somebody names them."""
        of = {name: value for name, value in self.of.items() if name != "grouped_by"}
        return [] if self.of["grouped_by"] else open_sets_of(self.model.objects.filter(**of))

    def spelt(self, partnership, parts: list[dict]) -> list[dict]:
        """The parts with the names of them and of their breakdowns in the spelling that they have on record."""
        which = {name: self.of[name] for name in ("indicator", "topic") if name in self.of}
        heading = self.model._meta.get_field(self.name)
        known = [row[-1] for row in heading.spellings(partnership.pk, **which)]
        groups = self.model._meta.get_field("grouped_by")
        names = [row[-1] for row in groups.spellings(partnership.pk, **which)]
        return [
            part
            | {
                "name": spelt_as(part["name"], known),
                "grouped_by": spelt_as(self.breakdown_of(part), names, groups.fold),
            }
            for part in parts
        ]

    def breakdown_of(self, part: dict) -> str:
        """The breakdown that a part is to be of; that of the family where it says none."""
        return part.get("grouped_by", self.of["grouped_by"])

    def name_of(self, row) -> str:
        return getattr(row, self.name)


def of_indicator(indicator, period: str, unit: str, grouped_by: str = "") -> Family:
    of = {"indicator": indicator, "period": period, "unit": unit, "grouped_by": grouped_by}
    return Family(IndicatorValue, "breakdown", of)


def topic_on_record(partnership, topic: str) -> str:
    """The topic in the spelling that it has on record."""
    return Measure._meta.get_field("topic").spelt(Measure(partnership=partnership, topic=topic))


def breakdown_on_record(row: IndicatorValue | Measure) -> str:
    """What groups the row, in the spelling that it has on record."""
    return row._meta.get_field("grouped_by").spelt(row)


def of_topic(topic: str, period: str, unit: str, grouped_by: str = "") -> Family:
    return Family(Measure, "category", {"topic": topic, "period": period, "unit": unit, "grouped_by": grouped_by})


def are_complete(of: Indicator | str) -> bool:
    """Whether the categories of an indicator or topic are likely to be all there are, as they were last or as the
    catalogue says. Nobody is made to say so of categories that overlap."""
    if isinstance(of, Indicator):
        if of.categories_are:
            return not of.has_overlapping_categories
        rows = IndicatorValue.objects.filter(indicator=of).exclude(breakdown="")
    else:
        rows = Measure.objects.filter(topic=of)
    return rows.order_by("-period").values_list("is_exhaustive", flat=True).first() or False


def seen(rows) -> str:
    """A text that changes with any number or name of the parts."""
    said = sorted("/".join([str(row.pk), *(str(plain(getattr(row, name, None))) for name in NUMBERS)]) for row in rows)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:20] if said else ""


def questions_about(*, partnership, family: Family, parts: list[dict], shared: dict) -> dict[int, Raised]:
    """What the parts raise that are new or other than on record, by the place of each; `shared` is said of all."""
    there = {fold(family.name_of(row)): row for row in family.rows()}
    is_open = bool(family.open_sets())
    moved = {}
    for part in parts:
        row = there.pop(fold(part["name"]), None) or _new(partnership, family, part["name"])
        numbers = _numbers(row, part) | {
            "is_exhaustive": shared["is_exhaustive"],
            "grouped_by": family.breakdown_of(part),
        }
        if is_open and part is parts[-1]:
            # What nobody has answered is asked of rows that stay as they are too.
            moved[part["place"]] = (row, None)
            put(row, **numbers)
        elif changed := {name for name, value in numbers.items() if value != getattr(row, name)}:
            moved[part["place"]] = (row, None if row._state.adding else changed)
            put(row, **numbers)
    return _raised(moved) if moved else {}


def _raised(moved: dict[int, tuple]) -> dict[int, Raised]:
    """What rows raise once all of them are known; each with the names of what was changed in it."""
    rows = [row for row, _ in moved.values()]
    known = questions.Known.beside(rows[0])
    for row in rows[1:]:
        known.add(row)
    return {place: raised(questions.about(row, known), changed=changed) for place, (row, changed) in moved.items()}


@transaction.atomic
def keep_parts(
    *,
    partnership,
    family: Family,
    parts: list[dict],
    opened: str,
    by,
    asked: dict | None = None,
    because: str = "",
    people=None,
    **shared,
) -> int:
    """Add and change parts of a figure, all or none, and tell how many. A part that is not named stays as it is.

    `asked` is what the parts raise (`questions_about`), and `because` why it is right. `people` is what
    somebody says on the way of whether the figures of the unit count people, or None.

    Locks the rows. Raises `PartsChanged` where they are not those that `opened` (`seen`) stands for.
    """
    rows = list(family.rows().select_for_update(of=("self",)))
    wanted = family.spelt(partnership, parts)
    _check_names(family, wanted)
    if seen(rows) != opened and not _is_done(family, rows, wanted):
        raise PartsChanged
    there = {fold(family.name_of(row)): row for row in rows}
    try:
        with transaction.atomic():
            for part in wanted:
                row = there.pop(fold(part["name"]), None) or _new(partnership, family, part["name"])
                found = (asked or {}).get(part.get("place"))
                confirmed = found.kept(row.confirmed, because) if found else row.confirmed
                values = {"grouped_by": family.breakdown_of(part), "confirmed": confirmed}
                kept(row, **_numbers(row, part) | shared | values)
            _told(row, people, by)
    except IntegrityError as error:
        raise PartsChanged from error
    return len(wanted)


def _check_names(family: Family, parts: Iterable[dict]) -> None:
    """Raises `NameTaken` where a part would come under a breakdown in which another of its name stands."""
    for part in parts:
        name = family.breakdown_of(part)
        if name != family.of["grouped_by"]:
            there = replace(family, of=family.of | {"grouped_by": name}).rows()
            if fold(part["name"]) in {fold(family.name_of(row)) for row in there}:
                raise NameTaken(part["name"], name)


def _is_done(family: Family, rows, wanted: list[dict]) -> bool:
    """Whether the rows say already what is wanted, as when a form is sent twice."""
    there = {fold(family.name_of(row)): row for row in rows}
    found = [(there.get(fold(part["name"])), part) for part in wanted]
    return all(
        row is not None and all(getattr(row, name) == content for name, content in _numbers(row, part).items())
        for row, part in found
    )


def _numbers(row, part: dict) -> dict:
    """The numbers of a part; a share or rate that is left empty is computed."""
    kept = {name: part[name] for name in NUMBERS if name in part}
    if kept["value"] is None:
        kept["value"] = rates.computed(row.unit, kept.get("numerator"), kept.get("denominator"))
    return kept


def _new(partnership, family: Family, name: str):
    row = family.model(partnership=partnership, **family.of, **{family.name: name})
    if isinstance(row, Measure):
        row.position = _last_position() + 1
    return row


def _told(row, said, by):
    if said is not None:
        people_said.say(partnership=row.partnership, series=row.series, by=by, **said._asdict())
    return row


def _last_position() -> int:
    return Measure.objects.aggregate(last=Max("position"))["last"] or 0
