"""To whom copies of a published report go, and by when: as the report's edition of the guidance says."""

import datetime
from dataclasses import dataclass

from core.settings import value_of
from reporting.catalogue import copies
from reporting.models import PublishedEdition, Report, SentCopy


@dataclass(frozen=True)
class Copy:
    """One that is to go out: to whom, the last day for it where the rule sets one, the rule that says so, and that it
    went, if it did."""

    code: str
    recipient: str
    days: int | None
    by: datetime.date | None
    source: str
    sent: SentCopy | None = None

    @property
    def is_late(self) -> bool:
        return bool(self.sent and self.by and self.sent.sent_on > self.by)


def copies_of(report: Report, published: PublishedEdition) -> list[Copy]:
    """What each rule of the guidance asks for; nothing where it asks for nothing."""
    noted = SentCopy.objects.not_withdrawn().filter(published=published).select_related("noted_by")
    sent = {one.code: one for one in noted}
    rows = rules(report.template.edition, report.template.applies_to, published.published_on)
    return [copy_by(row, report.partnership, published.published_on, sent.get(row["Code"])) for row in rows]


def rules(edition: str, applies_to: str, published_on: datetime.date) -> list[dict[str, str]]:
    """The rows of the catalogue that hold for a report: by its edition of the guidance, by whom it is about, and by
    the day of its publication, for recipients come and go. A joint report has the lists of both kinds."""
    kinds = {"both", *applies_to.split("-and-")}
    return [
        row
        for row in copies()
        if row["Applies to"] in kinds and edition in row["Editions"].split(";") and _holds(row, published_on)
    ]


def _holds(row: dict[str, str], day: datetime.date) -> bool:
    return (row["From"] or "0") <= day.isoformat() <= (row["Until"] or "9")


def copy_by(row: dict[str, str], partnership, published_on: datetime.date, sent=None) -> Copy:
    """One row of the catalogue for what was published on a day. The national body has the name that the partnership
    gives it."""
    recipient = row["Recipient"].format(national_body=value_of(partnership, "national_body"))
    days = int(row["Days"]) if row["Days"] else None
    by = published_on + datetime.timedelta(days) if days else None
    return Copy(row["Code"], recipient, days, by, row["Source"], sent)
