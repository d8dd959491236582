"""How the public reaches the agencies: offices and mailboxes, never a person's own."""

from core.calendar.financial_years import FinancialYear
from core.formatting import sentences
from core.reports import blocks
from core.reports.sources import CannotBuild, source
from partnership.models import Contact


@source(
    "contacts",
    name="How to reach the agencies",
    help="The contacts that anybody may know, as they are on the last day of the year: telephone, email and hours.",
)
def contacts(partnership, year: FinancialYear, options: dict) -> list[dict]:
    found = list(Contact.objects.filter(partnership=partnership).current(year.ends).public().with_names())
    if not found:
        raise CannotBuild(f"No contact that anybody may know is recorded for {sentences.day(year.ends)}.")
    cells = {
        ("For", "text"): [contact.purpose for contact in found],
        ("Telephone", "text"): [_unbroken(contact.telephone) or None for contact in found],
        ("Email", "text"): [contact.email or None for contact in found],
        ("Open", "text"): [contact.hours or None for contact in found],
    }
    kept = {column: listed for column, listed in cells.items() if any(listed)}
    rows = [
        blocks.row([contact.agency.name_on(year.ends), *(listed[place] for listed in kept.values())], source=contact)
        for place, contact in enumerate(found)
    ]
    return [blocks.table("contacts", f"Contacts on {sentences.day(year.ends)}", [("Agency", "text"), *kept], rows)]


def _unbroken(number: str) -> str:
    """A number that stands on one line."""
    return number.replace(" ", "\N{NO-BREAK SPACE}")
