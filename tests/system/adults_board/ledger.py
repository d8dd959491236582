"""The spreadsheet of an adults board: what it was given, as files that the portal takes.

Nothing here is read from the portal; `expected` works out from the same figures what a report of them must say.
"""

import csv
import io
from decimal import Decimal

BOARD = "Eastmarch Safeguarding Adults Board"
YEAR, BEFORE = "2025-26", "2024-25"
COUNCIL, HEALTH, POLICE = "Eastmarch Council", "NHS Eastmarch Integrated Care Board", "Eastmarch Police"
TRUST, FIRE, WATCH = "Eastmarch Healthcare NHS Trust", "Eastmarch Fire and Rescue Service", "Healthwatch Eastmarch"
STATUTORY = (COUNCIL, HEALTH, POLICE)
ADULTS = 148_200

AGENCIES = [
    ("Agency", "Kind", "Sector group", "Attendance"),
    (COUNCIL, "Statutory partner", "Local authority", "Required"),
    (HEALTH, "Statutory partner", "Health", "Required"),
    (POLICE, "Statutory partner", "Police", "Required"),
    (TRUST, "Relevant agency", "health", "Invited"),
    (FIRE, "Relevant agency", "Fire and rescue", "Invited"),
]
GROUPS = [
    ("Group", "Kind", "Decision making", "Reports to", "Meetings a year", "Purpose"),
    ("Board", "Board", "Yes", "", "4", "Decides the strategic plan and holds its members to it."),
    ("Safeguarding Adults Review Group", "Sub-group", "Yes", "Board", "6", "Decides which cases are reviewed."),
    ("Quality and Performance Group", "Sub-group", "No", "Board", "6", "Reads the figures and the audits."),
]
POSTS = [
    ("Post", "FTE", "Funded by", "State"),
    ("Board Manager", "1.0", COUNCIL, "Filled"),
    ("Board Coordinator", "0.6", HEALTH, "Filled"),
    ("Performance Analyst", "0.4", POLICE, "Vacant"),
]

# Agreed, invoiced and received, in pounds; None is not known.
CASH = {
    BEFORE: {COUNCIL: (60_000, 60_000, 60_000), HEALTH: (39_000, 39_000, 39_000), POLICE: (24_000, 24_000, 24_000)},
    YEAR: {
        COUNCIL: (61_250, 61_250, 61_250),
        HEALTH: (40_100, 40_100, 30_075),
        POLICE: (24_650, 24_650, 24_650),
        TRUST: (Decimal("8500.50"), Decimal("8500.50"), Decimal("8500.50")),
        FIRE: (2_000, 2_000, None),
    },
}
IN_KIND = (WATCH, "A room for the quarterly meetings", 1_200)
INCOME = {"Conference fees": 3_180}
SPENDING = {
    "Staff": (98_000, Decimal("95420.75")),
    "Training": (12_500, 14_010),
    "Safeguarding Adults Reviews": (20_000, 26_300),
}
OPENING_RESERVE = 31_000

BOOKED = 460
# Number of the indicator, unit, counted, out of; a share or rate is for the portal to work out.
COUNTED = [
    (96, "number", 1_846, None),
    (96, "r100k", 1_846, ADULTS),
    (97, "Number", 702, None),
    (97, "r100k", 702, ADULTS),
    (98, "%", 735, 1_846),
    (102, "%", 512, 561),
    (103, "%", 388, 431),
    (93, "%", 412, BOOKED),
]
CONCERNS_BEFORE = 1_702
# Where adults were at risk; of 702 enquiries that ended.
LOCATION = {
    "Own home": 318,
    "Care home": 171,
    "Nursing home": 66,
    "Hospital": 48,
    "In the community": 61,
    "Other": 35,
    "Service in the community": 3,
}
# Several may hold of one enquiry.
RISK = {"Neglect and acts of omission": 263, "Physical abuse": 154, "Self-neglect": 139, "Financial abuse": 121}
ENQUIRIES_ENDED = 561
TRAINING, PEOPLE_TRAINED = "Training", {"From health": 214, "From the council": 194, "From the voluntary sector": 4}

TYPED_TABLE = """The Board asked people what had changed.

Table: What adults said, of those who answered

|  | 2024-25 | 2025-26 |
| --- | ---: | ---: |
| Felt **safer** | 31 | 42 |
| Knew who to call \\| or where to go | 17 | 29 |
"""
TEXTS = {"adults-voice": TYPED_TABLE}
# To whom the Care Act 2014, Schedule 2, paragraph 4(2) has the report sent; the first names two people.
RECIPIENTS = ["chief executive", "leader", "policing body", "Healthwatch", "Health and Wellbeing Board"]


def as_csv(headings, rows) -> bytes:
    """The rows, whose first names their columns, under the headings of a template."""
    first, *others = rows
    text = io.StringIO()
    writer = csv.DictWriter(text, headings)
    writer.writeheader()
    writer.writerows(dict(zip(first, row, strict=True)) for row in others)
    return text.getvalue().encode()


def contributions() -> list[tuple]:
    head = ("Year", "Agency", "Paid", "What in kind", "Agreed", "Invoiced", "Received")
    cash = [
        (year.replace("-", "/"), agency, "Cash", "", *("" if one is None else one for one in amounts))
        for year, given in CASH.items()
        for agency, amounts in given.items()
        if agency != FIRE
    ]
    agency, what, worth = IN_KIND
    return [head, *cash, (YEAR, agency, "in-kind", what, worth, "", "")]


def indicators() -> list[tuple]:
    head = ("Indicator", "Period", "Breakdown", "Unit", "Numerator", "Denominator", "Value", "Parts are exhaustive")
    headlines = [
        (number, YEAR, "", unit, "" if of is None else counted, of or "", counted if of is None else "", "No")
        for number, unit, counted, of in COUNTED
    ]
    before = (96, BEFORE, "", "n", "", "", CONCERNS_BEFORE, "No")
    whole = sum(LOCATION.values())
    places = [(101, YEAR, name, "%", counted, whole, "", "Yes") for name, counted in LOCATION.items()]
    kinds = [(100, YEAR, name, "%", counted, ENQUIRIES_ENDED, "", "No") for name, counted in RISK.items()]
    return [head, before, *headlines, *places, *kinds]
