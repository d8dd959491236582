"""How much of a report is really there: which sections are ready, and what the others have nothing for.

To know it, every section that the records fill is built. That is done again only after a record has changed
(`core.db.change_detection`); in between, each process reads what it has counted.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.core.cache import caches

from core.db import change_detection
from reporting.models import Report, Section
from reporting.snapshots import around, shell, survey


@dataclass(frozen=True)
class Readiness:
    """The kept sections of a report: how many there are, how many are ready, and what each of the others lacks by key.

    One that lacks nothing may still not be ready: it waits to be written on, handed in or accepted. `shows` and
    `around` are the fingerprints of what a compile would print, by section and around them.
    """

    kept: int
    ready: int
    lacking: dict[str, str]
    shows: dict[str, str]
    around: dict[str, str]

    def is_ready(self, section: Section) -> bool:
        """Whether a section may stand in the report as it is: accepted or from the records, with something in it."""
        return section.is_ready and section.key not in self.lacking


def readiness_of(report: Report) -> Readiness:
    """How it is now, whatever that costs."""
    return known(report.partnership, [report.pk]).get(report.pk) or _count(report)


def known(partnership, report_ids: Iterable) -> dict:
    """The readiness of those reports that were counted and have not changed since, by id; one query for all."""
    keys = {_key(pk): pk for pk in report_ids}
    kept = caches["process"].get_many(keys)
    unchanged = change_detection.unchanged(partnership, [one["seen"] for one in kept.values()])
    return {
        keys[key]: Readiness(**{name: one[name] for name in Readiness.__dataclass_fields__})
        for (key, one), is_unchanged in zip(kept.items(), unchanged, strict=True)
        if is_unchanged
    }


def _count(report: Report) -> Readiness:
    seen = change_detection.seen()
    surveyed = survey(report)
    found = Readiness(
        kept=len(surveyed),
        ready=sum(one.section.is_ready and not one.lacks for one in surveyed),
        lacking={one.section.key: one.lacks for one in surveyed if one.lacks},
        shows={one.section.key: one.shows for one in surveyed},
        around=around(shell(report)),
    )
    if seen:
        kept = asdict(found) | {"seen": seen}
        caches["process"].set(_key(report.pk), kept, timeout=change_detection.LASTS)
    return found


def _key(report_id) -> str:
    return f"readiness-and-shows:{report_id}"
