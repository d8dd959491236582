"""A partnership's reports as their list shows them: how far each is, and which edition the public reads."""

from dataclasses import dataclass

from reporting.models import PublishedEdition, Report
from reporting.readiness import Readiness, known, readiness_of


@dataclass(frozen=True)
class Entry:
    """A report, its public copy if it has one, and how much of it is ready where that is told and known."""

    report: Report
    published: PublishedEdition | None = None
    readiness: Readiness | None = None

    @property
    def is_public(self) -> bool:
        """Whether the public reads the newest edition, so that nothing is in preparation."""
        return self.published is not None and self.published.number == self.report.edition_number

    @property
    def lacking(self) -> int:
        """How many sections of the newest edition have nothing."""
        return len(self.report.edition_lacking or [])


def entries(reports: list[Report], published: list[PublishedEdition]) -> list[Entry]:
    """For those who do not see what is in preparation."""
    copies = {copy.year: copy for copy in published}
    return [Entry(report, copies.get(report.year)) for report in reports]


def with_progress(partnership, found: list[Entry], *, count: bool) -> list[Entry]:
    """With how much is ready, as far as it is known: two questions for all. With `count` it is counted where it is not,
    which builds every section of those reports."""
    counted = known(partnership, [one.report.pk for one in found if not one.is_public])
    if count:
        counted |= {
            one.report.pk: readiness_of(one.report)
            for one in found
            if not one.is_public and one.report.pk not in counted
        }
    return [Entry(one.report, one.published, counted.get(one.report.pk)) for one in found]
