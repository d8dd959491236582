"""Every file of the demo can be imported: headings, keys, references, numbers, dates, choices."""

import datetime
import re
from decimal import Decimal

import pytest

from tests.demo import records

PERIOD = re.compile(r"(\d{4})-(\d{2})(?: Q[1-4])?|\d{4}-\d{2}-\d{2}")
NAMED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Professor|Sir|Dame)\.? [A-Z][a-z]+")
DATES = {"Starts on", "Ends on", "Used from", "Used until", "From", "Until", "Terms of reference due"}
READ_BY_ANYBODY = {"Note", "Commentary", "Says", "Purpose", "What in kind"}
NUMBERS = {
    "posts": ["FTE"],
    "groups": ["Meetings a year"],
    "budgets": ["Opening reserve", "Closing reserve agreed"],
    "contributions": ["Agreed", "Invoiced", "Received"],
    "income": ["Amount"],
    "spending": ["Planned", "Actual"],
    "indicators": records.FIGURES,
    "measures": ["Value"],
    "printed-totals": ["Printed total"],
}
CHOICES = {
    "Kind": {
        "agencies": "Statutory partner|Relevant agency|Funder only",
        "groups": "Strategic|Executive|Sub-group|Operational|Task and finish|Panel|Forum|Board|Business unit",
    },
    "Attendance": {"agencies": "|Required|Invited"},
    "State": {"posts": "Filled|Vacant"},
    "Recommended": {"posts": "Yes|No"},
    "Role": {
        "role-holders": "Lead safeguarding partner|Delegated safeguarding partner|Independent chair|"
        "Independent scrutineer|Partnership chair|Lead member|Lay member|Designated professional|Business manager|"
        "Young people's commissioner"
    },
    "Decision making": {"groups": "Yes|No"},
    "Relationship": {"group-links": "Works with|Advises|Holds to account"},
    "Paid": {"contributions": "Cash|In kind"},
    "Parts are exhaustive": {"indicators": "Yes|No", "measures": "Yes|No"},
    "Already published": {"contributions": "Yes", "indicators": "Yes", "measures": "Yes"},
    "Quality flag": {"indicators": "Good|Provisional|Doubtful"},
}
AGENCY_COLUMNS = {
    "agencies": ["Represented by", "Follows"],
    "agency-names": ["Agency"],
    "posts": ["Funded by", "Seconded from"],
    "role-holders": ["Agency"],
    "group-chairs": ["Agency"],
    "group-members": ["Agency"],
    "contributions": ["Agency"],
}
GROUP_COLUMNS = {
    "groups": ["Reports to"],
    "group-chairs": ["Group"],
    "group-members": ["Group"],
    "group-links": ["Group"],
}

every_file = pytest.mark.parametrize("path", records.files(), ids=lambda path: f"{path.parent.name}/{path.name}")
every_partnership = pytest.mark.parametrize("slug", records.slugs())


def test_every_partnership_has_its_files():
    assert {path.parent.name for path in records.files()} == set(records.slugs())
    assert {records.kind_of(path) for path in records.files()} == set(records.HEADINGS)


@every_file
def test_headings_are_those_of_the_import(path):
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == ",".join(records.headings(records.kind_of(path)))


@every_file
def test_files_are_loaded_after_what_they_refer_to(path):
    assert int(path.name[:2]) == list(records.HEADINGS).index(records.kind_of(path)) + 1


@every_file
def test_no_key_stands_twice(path):
    keys = [tuple(row[name] for name in records.key_columns(records.kind_of(path))) for row in records.read(path)]
    assert keys
    assert len(keys) == len(set(keys))


@every_file
def test_choices_dates_and_numbers_can_be_read(path):
    kind = records.kind_of(path)
    for row in records.read(path):
        assert None not in row, "a row has more cells than headings"
        for name, choices in CHOICES.items():
            assert kind not in choices or row[name] in choices[kind].split("|"), (name, row)
        for name in NUMBERS.get(kind, []):
            assert not row[name] or Decimal(row[name]).is_finite()
        for name in DATES & row.keys():
            assert not row[name] or datetime.date.fromisoformat(row[name])


@every_file
def test_ends_come_after_starts(path):
    for row in records.read(path):
        first = row.get("Starts on") or row.get("From") or row.get("Used from")
        last = row.get("Ends on") or row.get("Until") or row.get("Used until")
        assert not (first and last) or first <= last, row


@every_file
def test_nobody_is_named(path):
    assert not NAMED.search(path.read_text(encoding="utf-8"))


@every_partnership
@pytest.mark.parametrize("kind", AGENCY_COLUMNS)
def test_agencies_are_known(slug, kind):
    known = records.names(slug, "agencies", "Agency")
    for row in records.rows(slug, kind):
        for name in AGENCY_COLUMNS[kind]:
            assert set(records.listed(row[name])) <= known, row


@every_partnership
@pytest.mark.parametrize("kind", GROUP_COLUMNS)
def test_groups_are_known(slug, kind):
    known = records.names(slug, "groups", "Group")
    for row in records.rows(slug, kind):
        assert {row[name] for name in GROUP_COLUMNS[kind] if row[name]} <= known, row


@every_partnership
def test_rows_come_after_the_rows_they_name(slug):
    seen = set()
    for row in records.rows(slug, "groups"):
        assert not row["Reports to"] or row["Reports to"] in seen
        seen.add(row["Group"])
    seen = set()
    for row in records.rows(slug, "role-holders"):
        assert not row["Delegated from"] or row["Delegated from"] in seen
        seen.add(f"{row['Role']}: {row['Title']}")


@every_partnership
def test_joint_bodies_are_shared_by_their_members(slug):
    bodies = {row["slug"]: row for row in records.partnerships()}
    for row in records.rows(slug, "groups"):
        if row["Joint body"]:
            assert slug in bodies[row["Joint body"]]["members"]
            assert row["Group"] in records.names(row["Joint body"], "groups", "Group")


@every_partnership
def test_a_successor_starts_the_day_after(slug):
    agencies = {row["Agency"]: row for row in records.rows(slug, "agencies")}
    for row in agencies.values():
        for predecessor in records.listed(row["Follows"]):
            ended = datetime.date.fromisoformat(agencies[predecessor]["Ends on"])
            assert datetime.date.fromisoformat(row["Starts on"]) == ended + datetime.timedelta(days=1)


@every_partnership
def test_every_figure_says_where_it_was_published(slug):
    for kind in ("contributions", "income", "spending", "indicators", "measures", "printed-totals"):
        for row in records.rows(slug, kind):
            assert row["Source"]
            assert "/" not in row["Source"]


@every_file
def test_words_for_readers_name_no_line_of_a_file(path):
    """They are printed in reports; where a figure stands is said by its source."""
    for row in records.read(path):
        for name in READ_BY_ANYBODY & row.keys():
            assert not re.search(r"\blines? \d|\.(csv|txt|md)\b", row[name]), row


@every_partnership
def test_indicators_are_in_the_catalogue(slug):
    catalogue = records.catalogue()
    for row in records.rows(slug, "indicators"):
        assert row["Unit"] in catalogue[row["Indicator"]]["Units"].split("; ")
        assert row["Value"] or row["Numerator"]
        assert row["Quality flag"] == "Good" or row["Commentary"]


@every_partnership
@pytest.mark.parametrize("kind", ["indicators", "measures", "printed-totals"])
def test_periods_are_years_quarters_or_days(slug, kind):
    for row in records.rows(slug, kind):
        found = PERIOD.fullmatch(row["Period"])
        assert found, row
        assert not found[1] or (int(found[1]) + 1) % 100 == int(found[2]), row


@every_partnership
def test_a_topic_has_one_unit_in_a_period(slug):
    """A chart of a topic has one scale, and its parts can be added up."""
    units = {}
    for row in records.rows(slug, "measures"):
        units.setdefault((row["Topic"], row["Period"]), set()).add(row["Unit"])
    assert all(len(found) == 1 for found in units.values())
