"""Reads the demo's files as a spreadsheet user would see them: no database, no code of the portal."""

import csv
import tomllib
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "demo"
FIGURES = ["Numerator", "Denominator", "Value", "Statistical neighbours", "Region", "England", "Previous", "Target"]

# Column headings by import kind, as the import pages offer them for download; a star marks a key column.
HEADINGS = {
    "agencies": "Agency*,Short name,Organisation,Kind,Sector group,Attendance,Represented by,Follows,Starts on,Ends on,"
    "Note",
    "agency-names": "Agency*,Former name*,Used from,Used until",
    "posts": "Post*,FTE,Funded by,State,Seconded from,Recommended,Starts on,Ends on,Note",
    "role-holders": "Role*,Title*,Agency*,Delegated from,Starts on,Ends on,Note",
    "groups": "Group*,Short name,Kind,Decision making,Reports to,Joint body,Chair rotation,Meetings a year,"
    "Terms of reference reviewed,Terms of reference due,Purpose,Other names,Starts on,Ends on",
    "group-chairs": "Group*,Chair*,Agency,From*,Until",
    "group-members": "Group*,Agency*,Member as*,Starts on,Ends on",
    "group-links": "Group*,Works with*,Relationship,Starts on,Ends on",
    "budgets": "Year*,Opening reserve,Closing reserve agreed,Note",
    "contributions": "Year*,Agency*,Paid*,What in kind,Agreed,Invoiced,Received,Already published,Source",
    "income": "Year*,Item*,Amount,Source",
    "spending": "Year*,Item*,Planned,Actual,Source",
    "indicators": "Indicator*,Period*,Breakdown*,Unit*,Numerator,Denominator,Value,Population year,"
    "Statistical neighbours,Region,England,Previous,Target,Parts are exhaustive,Commentary,Quality flag,"
    "Already published,Source",
    "measures": "Topic*,Category*,Period*,Unit*,Value,Parts are exhaustive,Already published,Source,Note",
    "printed-totals": "Of*,Period*,Printed total*,Source*,Line*,Says,Unit",
    "contacts": "Agency*,For what*,Telephone,Email,Open,Public,Starts on,Ends on,Note",
}


def headings(kind: str) -> list[str]:
    return HEADINGS[kind].replace("*", "").split(",")


def key_columns(kind: str) -> list[str]:
    return [name[:-1] for name in HEADINGS[kind].split(",") if name.endswith("*")]


def partnerships() -> list[dict]:
    return tomllib.loads((DEMO / "partnerships.toml").read_text(encoding="utf-8"))["partnership"]


def slugs() -> list[str]:
    return [partnership["slug"] for partnership in partnerships()]


def kind_of(path: Path) -> str:
    return path.stem.split("-", 1)[1]


def files() -> list[Path]:
    return sorted(DEMO.glob("*/*.csv"))


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows(slug: str, kind: str) -> list[dict[str, str]]:
    """The rows of one kind; none where the partnership has no such file."""
    return [row for path in sorted((DEMO / slug).glob(f"*-{kind}.csv")) if kind_of(path) == kind for row in read(path)]


def names(slug: str, kind: str, column: str) -> set[str]:
    return {row[column] for row in rows(slug, kind)}


def listed(cell: str) -> list[str]:
    return [part for part in cell.split("; ") if part]


def amount(text: str) -> Decimal:
    return Decimal(text or "0")


def report(slug: str) -> dict:
    return tomllib.loads((DEMO / slug / "report" / "report.toml").read_text(encoding="utf-8"))


def reporting_slugs() -> list[str]:
    return [partnership["slug"] for partnership in partnerships() if partnership.get("report_years")]


def catalogue() -> dict[str, dict[str, str]]:
    return {row["Number"]: row for row in read(ROOT / "indicators" / "catalogue" / "indicators.csv")}


def checklist_codes() -> set[str]:
    return {row["Code"] for row in read(ROOT / "reporting" / "catalogue" / "checklist.csv")}
