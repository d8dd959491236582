"""What the guidance says that a yearly report holds, and which sections of a report hold it."""

from dataclasses import dataclass

from reporting.models import ChecklistItem, Report, Section
from reporting.readiness import Readiness


@dataclass(frozen=True)
class Covered:
    """One line of the checklist and the kept sections that answer it."""

    item: ChecklistItem
    sections: tuple[Section, ...]
    is_ready: bool

    @property
    def is_missing(self) -> bool:
        return not self.sections


def checklist(report: Report, sections: list[Section], readiness: Readiness) -> list[Covered]:
    """Every item that applies to the report's edition and partnership, in the order of the guidance; one query."""
    kinds = {"both", *report.template.applies_to.split("-and-")}
    items = [
        item
        for item in ChecklistItem.objects.all()
        if report.template.edition in item.editions.split(";") and item.applies_to in kinds
    ]
    kept = [section for section in sections if not section.left_out_reason]
    return [_covered(item, [one for one in kept if item.code in one.covers], readiness) for item in items]


def _covered(item: ChecklistItem, sections: list[Section], readiness: Readiness) -> Covered:
    return Covered(item, tuple(sections), bool(sections) and all(map(readiness.is_ready, sections)))
