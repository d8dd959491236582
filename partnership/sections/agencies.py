"""The agencies of a partnership, under the names that they had when the year ended."""

from core.calendar.financial_years import FinancialYear
from core.formatting import sentences
from core.formatting.folding import sort_key
from core.reports import blocks
from core.reports.sources import CannotBuild, source
from partnership.models import Agency, RoleHolder

NO_SECTOR = "Other agencies"
Role = RoleHolder.Role


@source(
    "agencies",
    name="Agencies by sector",
    help="Every safeguarding partner and relevant agency on the last day of the year, by sector.",
)
def agencies(partnership, year: FinancialYear, options: dict) -> list[dict]:
    found = list(_agencies_of(partnership, year).exclude(kind=Agency.Kind.FUNDER))
    if not found:
        raise CannotBuild(f"No agency is recorded for {sentences.day(year.ends)}.")
    sectors: dict[str, list] = {}
    for agency in sorted(
        found, key=lambda agency: (agency.kind != Agency.Kind.STATUTORY, sort_key(agency.name_on(year.ends)))
    ):
        sectors.setdefault(agency.sector or NO_SECTOR, []).append(agency)
    groups = [
        (sector, [_entry(agency, year) for agency in listed])
        for sector, listed in sorted(sectors.items(), key=lambda item: (item[0] == NO_SECTOR, sort_key(item[0])))
    ]
    return [blocks.directory("agencies", f"The agencies on {sentences.day(year.ends)}", groups)]


@source(
    "statutory-partners",
    name="The statutory partners",
    help="The statutory safeguarding partners on the last day of the year and who leads and acts for each.",
)
def statutory_partners(partnership, year: FinancialYear, options: dict) -> list[dict]:
    partners = list(_agencies_of(partnership, year).filter(kind=Agency.Kind.STATUTORY))
    if not partners:
        raise CannotBuild(f"No statutory partner is recorded for {sentences.day(year.ends)}.")
    titles = _titles(partnership, year)
    speaking = [agency for agency in partners if agency.represented_by_id is None]
    columns = {
        "Lead safeguarding partner": [titles.get((agency.pk, Role.LEAD_PARTNER)) for agency in speaking],
        "Delegated safeguarding partner": [titles.get((agency.pk, Role.DELEGATED_PARTNER)) for agency in speaking],
        "Acts for": [_represented(agency, partners, year) for agency in speaking],
    }
    kept = {label: cells for label, cells in columns.items() if any(cells)}
    rows = [
        blocks.row([agency.name_on(year.ends), *(cells[place] for cells in kept.values())], source=agency)
        for place, agency in enumerate(speaking)
    ]
    headings = [("Partner", "text"), *((label, "text") for label in kept)]
    return [blocks.table("partners", f"The statutory partners on {sentences.day(year.ends)}", headings, rows)]


def _agencies_of(partnership, year: FinancialYear):
    chosen = Agency.objects.filter(partnership=partnership).current(year.ends).with_names()
    return chosen.select_related("represented_by").prefetch_related("represented_by__former_names")


def _entry(agency: Agency, year: FinancialYear) -> dict:
    said = ["Statutory partner"] if agency.kind == Agency.Kind.STATUTORY else []
    if agency.attendance == Agency.Attendance.INVITED:
        said.append("Invited")
    if agency.represented_by:
        said.append(f"Represented by {agency.represented_by.name_on(year.ends)}")
    return blocks.entry(agency.name_on(year.ends), detail=". ".join(said), source=agency)


def _titles(partnership, year: FinancialYear) -> dict:
    """Role titles of those who lead and act for each agency; of several layers, the one next to the lead."""
    holders = RoleHolder.objects.filter(
        partnership=partnership, role__in=[Role.LEAD_PARTNER, Role.DELEGATED_PARTNER], agency__isnull=False
    ).current(year.ends)
    holders = list(holders.select_related("delegated_from"))
    titles: dict = {}
    for holder in holders:
        first_layer = holder.delegated_from is None or holder.delegated_from.role == Role.LEAD_PARTNER
        if holder.role == Role.LEAD_PARTNER or first_layer:
            titles.setdefault((holder.agency_id, holder.role), []).append(holder.title)
    return {key: "; ".join(listed) for key, listed in titles.items()}


def _represented(agency: Agency, partners: list[Agency], year: FinancialYear) -> str | None:
    names = [other.name_on(year.ends) for other in partners if other.represented_by_id == agency.pk]
    return "; ".join(names) or None
