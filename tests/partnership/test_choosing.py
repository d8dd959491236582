"""What may be chosen for sections about groups and money, and how the choice is kept."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.calendar.financial_years import FinancialYear
from core.reports.sources import sources
from tests.factories import ContributionFactory, GroupAliasFactory, GroupFactory

YEAR = FinancialYear(2019)


def offer(partnership, code, **options):
    return sources()[code].chooser.offer(partnership, YEAR, options)


def values(offered) -> list[str]:
    return [choice.value for choice in offered.choices]


@pytest.fixture
def groups(in_darlington):
    """Three groups with a purpose, of which one has ended, and one without."""
    GroupFactory(name="Panel", purpose="To decide.")
    GroupAliasFactory(group=GroupFactory(name="Executive", short_name="EX", purpose="To lead."), name="Old executive")
    GroupFactory(name="Silent", purpose="")
    GroupFactory(name="Ended", purpose="To end.", ends_on=datetime.date(2020, 3, 30))
    return in_darlington


def test_the_groups_of_the_year_with_a_purpose_are_offered(groups):
    assert values(offer(groups, "group-purposes")) == ["Executive", "Panel"]


def test_a_group_chosen_by_another_of_its_names_is_kept_as_it_was(groups):
    offered = offer(groups, "group-purposes", groups=["Panel", "Old executive", "Ended"])

    assert (offered.chosen, offered.gone) == (["Panel", "Executive"], ("Ended",))
    assert offered.options(["Executive", "Panel"]) == {"groups": ["Panel", "Old executive"]}


def test_no_group_chosen_shows_them_all(groups):
    options = offer(groups, "group-purposes", groups=["Panel"]).options([])

    assert options == {}
    assert len(sources()["group-purposes"].build(groups, YEAR, options)[0]["rows"]) == 2


def test_years_with_cash_are_offered_and_the_last_two_chosen(in_darlington):
    for year in ("2017-18", "2018-19", "2019-20", "2020-21"):
        ContributionFactory(year=year)
    ContributionFactory(year="2016-17", paid="in_kind")
    offered = offer(in_darlington, "contributions", chart=False)

    assert [choice.label for choice in offered.choices] == [
        "2019-20, 1 agency",
        "2018-19, 1 agency",
        "2017-18, 1 agency",
    ]
    assert offered.chosen == ["2018-19", "2019-20"]
    assert offered.options(["2019-20", "2017-18"]) == {"years": ["2017-18", "2019-20"], "chart": False}


def test_without_a_choice_contributions_show_the_years_that_are_offered_as_chosen(in_darlington):
    ContributionFactory(year="2019-20")
    assert offer(in_darlington, "contributions").chosen == ["2019-20"]
    table = sources()["contributions"].build(in_darlington, YEAR, {"chart": False})[0]
    assert "2018-19" not in table["caption"]

    ContributionFactory(year="2018-19")
    table = sources()["contributions"].build(in_darlington, YEAR, {"chart": False})[0]
    assert "2018-19" in table["caption"]


def test_a_year_that_was_chosen_is_offered_though_it_is_later(in_darlington):
    ContributionFactory(year="2020-21")

    offered = offer(in_darlington, "contributions", years=["2019-20", "2020-21"])

    assert (offered.chosen, offered.gone) == (["2020-21"], ("2019-20",))


@pytest.mark.parametrize("code", ["group-purposes", "contributions"])
def test_an_offer_takes_the_same_queries_for_many_records(in_darlington, code):
    counts = []
    for start in (0, 1, 30):
        for number in range(start, start + start + 1):
            GroupFactory(name=f"Group {number}", purpose="To work.")
            ContributionFactory(year=str(FinancialYear(1940 + number)))
        with CaptureQueriesContext(connection) as counted:
            offer(in_darlington, code)
        counts.append(len(counted))

    assert counts == [counts[0]] * 3
    assert counts[0] <= 4
