"""What reports that are not published could not show any more without a row that is to be taken back."""

from collections.abc import Iterator

from django.urls import reverse

from core.formatting import sentences
from core.history.voiding import Lack, lacks
from reporting.models import Edition, Report, Section
from reporting.services import shows
from reporting.snapshots import problems


@lacks
def sections_without_figures(partnership) -> Iterator[Lack]:
    """Sections that the records cannot fill, and what sections were told to show and the records do not hold."""
    published = Edition.objects.filter(state=Edition.State.PUBLISHED).values("report")
    for report in Report.objects.exclude(pk__in=published).select_related("partnership"):
        for section, reason in problems(report):
            yield _lack(section, reason)
        for section in report.sections.kept().select_related("report__partnership"):
            if section.chooser and (gone := shows.offer(section).gone):
                yield _lack(section, f"It shows {sentences.listed(list(gone))}.")


def _lack(section: Section, text: str) -> Lack:
    report = section.report
    name = "section_shows" if section.chooser else "section"
    address = reverse(f"reporting:{name}", args=[report.partnership.slug, report.year, section.key])
    return Lack(f"“{section}” of {report}: {text}", address)
