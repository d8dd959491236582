"""Where to mend what refused a compile."""

from django.urls import reverse

from reporting.editions import COVER
from reporting.models import Report


def to_mend(report: Report, message: str) -> list[tuple[str, str]]:
    """The text and address of each page where somebody can mend what the message of a refused compile names."""
    here = [report.partnership.slug, report.year]
    sections = list(report.sections.kept().for_outline())
    found = [
        (f"{section}", reverse("reporting:section", args=[*here, section.key]))
        for section in sections
        if f"“{section.title}”" in message
    ]
    if f"“{COVER}”" in message:
        found.append(("Title and subtitle of the report", reverse("reporting:rename", args=here)))
    if not sections:
        found.append(("Add a section", reverse("reporting:section_add", args=here)))
    return found
