"""Who took over from whom, among those that give: a successor stands beside what it follows."""

import datetime
import re

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.calendar.financial_years import FinancialYear
from core.db.tenancy import partnership_scope
from core.reports.sources import sources
from partnership.budgets import budgets_of
from partnership.models import Succession
from partnership.services import successions
from tests.factories import AgencyFactory, ContributionFactory, FormerNameFactory

YEARS = ["2018-19", "2019-20"]
ENDED, BEGUN = datetime.date(2019, 3, 31), datetime.date(2019, 4, 1)


def agency(name, *, follows=(), begun=None, ended=None):
    made = AgencyFactory(name=name, starts_on=begun, ends_on=ended)
    for old in follows:
        Succession.objects.create(partnership=made.partnership, successor=made, predecessor=old)
    return made


def gives(who, year, amount):
    ContributionFactory(agency=who, year=year, agreed=amount)


def lines(partnership, years=YEARS):
    return {one.agency: one for one in budgets_of(partnership, years).agencies}


@pytest.fixture
def merged(darlington):
    """Three groups become one board on 1 April 2019; the council gives in both years."""
    with partnership_scope(darlington):
        old = [agency(f"{place} Group", ended=ENDED) for place in ("North", "South", "West")]
        board = agency("Care Board", follows=old, begun=BEGUN)
        council = agency("Council")
        for amount, one in zip((30, 20, 10), old, strict=True):
            gives(one, "2018-19", amount)
        gives(board, "2019-20", 66)
        gives(council, "2018-19", 40)
        gives(council, "2019-20", 44)
    return darlington


def test_a_successor_is_compared_with_what_it_follows(in_darlington):
    group = agency("Group", ended=ENDED)
    FormerNameFactory(agency=group, name="Trust", used_until=ENDED)
    board = agency("Board", follows=[group], begun=BEGUN)
    gives(group, "2018-19", 50)
    gives(board, "2019-20", 55)
    (line,) = lines(in_darlington).values()
    assert (line.agency, line.amounts, line.follows) == ("Board", (50, 55), ["Trust"])
    assert (line.change.amount, line.change.percent, line.is_new) == (5, 10, False)


def test_a_merged_agency_is_compared_with_all_that_it_follows(merged):
    with partnership_scope(merged):
        found = lines(merged)
        assert {name: one.amounts for name, one in found.items()} == {"Care Board": (60, 66), "Council": (40, 44)}
        assert found["Care Board"].follows == ["North Group", "South Group", "West Group"]
        cash = sources()["contributions"].build(merged, FinancialYear(2019), {"chart": False})[0]
    assert [row["cells"] for row in cash["rows"]] == [
        ["Care Board", "60", "66", "60"],
        ["Council", "40", "44", "40"],
    ]
    assert "Care Board took over from North Group, South Group and West Group, which merged" in cash["note"]


@pytest.mark.parametrize("name", ["budget_review", "budget_years"])
def test_pages_say_that_agencies_merged(merged, member, client_for, name):
    args = ["2019-20"] if name == "budget_review" else []
    reader = client_for(member(merged, Role.LEAD_PARTNER))
    content = reader.get(reverse(f"partnership:{name}", args=["darlington", *args])).content.decode()
    page = " ".join(re.sub(r"<[^>]+>", " ", content.split("<main", 1)[1]).split())
    assert "Care Board follows North Group, South Group, West Group £60" in page
    assert "+£6 +10%" in page
    assert "new" not in page.split("Total in cash")[0]
    assert "in 2018-19 only" not in page


def test_before_it_began_a_successor_joins_nobody(merged):
    with partnership_scope(merged):
        assert sorted(lines(merged, ["2017-18", "2018-19"])) == ["Council", "North Group", "South Group", "West Group"]


def test_a_line_of_successors_is_followed_to_the_last_that_gives(in_darlington):
    first = agency("First", ended=datetime.date(2018, 12, 31))
    second = agency("Second", follows=[first], begun=datetime.date(2019, 1, 1), ended=ENDED)
    third = agency("Third", follows=[second], begun=BEGUN)
    agency("Gives nothing", follows=[third], begun=BEGUN)
    gives(first, "2018-19", 30)
    gives(second, "2018-19", 10)
    gives(third, "2019-20", 44)
    (line,) = lines(in_darlington).values()
    assert (line.agency, line.amounts, line.follows) == ("Third", (40, 44), ["First", "Second"])


def test_what_was_split_keeps_its_line_and_its_parts_are_not_new(in_darlington):
    old = agency("Old Trust", ended=ENDED)
    gives(old, "2018-19", 100)
    for name, amount in (("Hospital Trust", 70), ("Community Trust", 40)):
        gives(agency(name, follows=[old], begun=BEGUN), "2019-20", amount)
    compared = budgets_of(in_darlington, YEARS)
    assert {one.agency: (one.amounts, one.part_of, one.is_new) for one in compared.agencies} == {
        "Hospital Trust": ((None, 70), "Old Trust", False),
        "Community Trust": ((None, 40), "Old Trust", False),
        "Old Trust": ((100, None), "", False),
    }
    (split,) = compared.splits
    assert (split.change.amount, split.change.percent) == (10, 10)
    note = sources()["contributions"].build(in_darlington, FinancialYear(2019), {"chart": False})[0]["note"]
    assert "Together as agreed: £100 in 2018-19, £110 in 2019-20 (+£10, +10%)." in note


def test_a_merge_and_a_split_of_the_portals_own_are_known(in_darlington):
    north, south, trust = agency("North"), agency("South"), agency("Trust")
    for one in (north, south, trust):
        gives(one, "2018-19", 50)
    taken = [north, south]
    plan = successions.work_of(taken, BEGUN)
    board = successions.merge(
        predecessors=taken,
        into=None,
        name="Board",
        on=BEGUN,
        moves_money=True,
        expected=plan.fingerprint,
        by=None,
    )
    plan = successions.work_of([trust], BEGUN)
    parts = successions.split(
        predecessor=trust, names=["A", "B"], on=BEGUN, places={}, expected=plan.fingerprint, by=None
    )
    for one in (board, *parts):
        gives(one, "2019-20", 60)
    found = lines(in_darlington)
    assert (found["Board"].amounts, found["A"].part_of, found["B"].part_of) == ((100, 60), "Trust", "Trust")


def test_agencies_that_follow_each_other_in_a_ring_end(in_darlington):
    one = agency("One")
    two = agency("Two", follows=[one])
    Succession.objects.create(partnership=in_darlington, successor=one, predecessor=two)
    gives(one, "2018-19", 1)
    gives(two, "2019-20", 2)
    assert len(lines(in_darlington)) <= 2
