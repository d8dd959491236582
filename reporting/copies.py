"""To whom copies of a published report go, and by when: as the report's edition of the guidance says."""

import datetime
from dataclasses import dataclass

from core.preferences import value_of
from core.sentences import listed
from reporting.catalogue import copies
from reporting.models import PublishedEdition, Report


@dataclass(frozen=True)
class Copies:
    """Everybody who is to have a copy of one published edition, the last day for it, and the rule that says so."""

    recipients: str
    days: int
    by: datetime.date
    source: str


def copies_of(report: Report, published: PublishedEdition) -> list[Copies]:
    """What each rule of the guidance asks for; nothing where it asks for nothing. The national body has the name that
    the partnership gives it."""
    body = value_of(report.partnership, "national_body")
    return [
        Copies(
            listed([name.format(national_body=body) for name in row["Recipients"].split(";")]),
            int(row["Days"]),
            published.published_on + datetime.timedelta(int(row["Days"])),
            row["Source"],
        )
        for row in copies()
        if _holds(row, report.template)
    ]


def _holds(row: dict[str, str], template) -> bool:
    kinds = {"both", *template.applies_to.split("-and-")}
    return row["Applies to"] in kinds and template.edition in row["Editions"].split(";")
