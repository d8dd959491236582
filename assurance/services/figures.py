"""Figures kept by hand: one at a time, or all parts of a figure for a period together."""

import hashlib
from dataclasses import dataclass

from django.db import IntegrityError, models, transaction
from django.db.models import Max

from assurance import questions, rates
from assurance.models import Indicator, IndicatorValue, Measure, PrintedTotal
from assurance.services import people as people_said
from core.blocks import plain
from core.folding import fold, spelt_as
from core.questions import Raised, raised

NUMBERS = ("value", "numerator", "denominator")


class PartsChanged(Exception):
    """Somebody else has kept parts of the same period since the page was opened; nothing was written."""


@transaction.atomic
def add(*, row: IndicatorValue | Measure | PrintedTotal, by, people=None, **values):
    """Add a figure. A measure stands after those that are there already. `people` is as `keep_parts` takes it."""
    if isinstance(row, Measure):
        row.position = _last_position() + 1
    return _told(_keep(row, values), people, by)


@transaction.atomic
def change(*, row: IndicatorValue | Measure | PrintedTotal, by, people=None, **values):
    """Change a figure. `people` is as `keep_parts` takes it."""
    return _told(_keep(type(row).objects.select_for_update(of=("self",)).get(pk=row.pk), values), people, by)


@dataclass(frozen=True)
class Family:
    """The parts of one figure for one period and unit: of an indicator by breakdown, of a topic by category."""

    model: type[models.Model]
    name: str
    of: dict

    def rows(self) -> models.QuerySet:
        found = self.model.objects.filter(**self.of)
        return found.exclude(breakdown="") if self.name == "breakdown" else found

    def spelt(self, partnership, parts: list[dict]) -> list[dict]:
        """The parts with their names in the spelling that they have on record."""
        which = {name: self.of[name] for name in ("indicator", "topic") if name in self.of}
        heading = self.model._meta.get_field(self.name)
        known = [row[-1] for row in heading.spellings(partnership.pk, **which)]
        return [part | {"name": spelt_as(part["name"], known)} for part in parts]

    def name_of(self, row) -> str:
        return getattr(row, self.name)


def of_indicator(indicator, period: str, unit: str) -> Family:
    return Family(IndicatorValue, "breakdown", {"indicator": indicator, "period": period, "unit": unit})


def topic_on_record(partnership, topic: str) -> str:
    """The topic in the spelling that it has on record."""
    return Measure._meta.get_field("topic").spelt(Measure(partnership=partnership, topic=topic))


def of_topic(topic: str, period: str, unit: str) -> Family:
    return Family(Measure, "category", {"topic": topic, "period": period, "unit": unit})


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
    moved = {}
    for part in parts:
        row = there.get(fold(part["name"])) or _new(partnership, family, part["name"])
        numbers = _numbers(row, part) | {"is_exhaustive": shared["is_exhaustive"]}
        if changed := {name for name, value in numbers.items() if value != getattr(row, name)}:
            moved[part["place"]] = (row, None if row._state.adding else changed)
            _put(row, numbers)
    return _raised(moved) if moved else {}


def _raised(moved: dict[int, tuple]) -> dict[int, Raised]:
    """What rows raise once all of them are known; each with the names of what was changed in it."""
    rows = [row for row, _ in moved.values()]
    known = questions.Known.beside(rows[0])
    for row in rows:
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
    wanted = {fold(part["name"]): part for part in family.spelt(partnership, parts)}
    if seen(rows) != opened and not _is_done(family, rows, wanted):
        raise PartsChanged
    there = {fold(family.name_of(row)): row for row in rows}
    try:
        with transaction.atomic():
            for name, part in wanted.items():
                row = there.get(name) or _new(partnership, family, part["name"])
                found = (asked or {}).get(part.get("place"))
                confirmed = found.kept(row.confirmed, because) if found else row.confirmed
                _keep(row, _numbers(row, part) | shared | {"confirmed": confirmed})
            _told(row, people, by)
    except IntegrityError as error:
        raise PartsChanged from error
    return len(wanted)


def _is_done(family: Family, rows, wanted: dict) -> bool:
    """Whether the rows say already what is wanted, as when a form is sent twice."""
    there = {fold(family.name_of(row)): row for row in rows}
    return wanted.keys() <= there.keys() and all(
        getattr(there[name], number) == content
        for name, part in wanted.items()
        for number, content in _numbers(there[name], part).items()
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


def _keep(row, values: dict):
    _put(row, values)
    row.save()
    return row


def _put(row, values: dict) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _told(row, said, by):
    if said is not None:
        people_said.say(partnership=row.partnership, series=row.series, by=by, **said._asdict())
    return row


def _last_position() -> int:
    return Measure.objects.aggregate(last=Max("position"))["last"] or 0
