"""What a report takes from a partnership's records, as they stood on the last day of the year."""

import datetime

import pytest

from core.calendar.financial_years import FinancialYear
from core.reports.sources import CannotBuild, sources
from partnership.models import Agency, Post, RoleHolder
from tests.factories import (
    AgencyFactory,
    BudgetFactory,
    ContributionFactory,
    FormerNameFactory,
    GroupAliasFactory,
    GroupChairFactory,
    GroupFactory,
    GroupLinkFactory,
    IncomeFactory,
    PostFactory,
    RoleHolderFactory,
    SpendingFactory,
)

YEAR = FinancialYear(2019)
ENDED = datetime.date(2020, 3, 30)
BEGUN = datetime.date(2020, 4, 1)
MEETING = ["Group", "What it is for", "Meetings a year"]


def build(partnership, code, **options):
    return sources()[code].build(partnership, YEAR, options)


def cells(block) -> list[list]:
    return [row["cells"] for row in block["rows"]]


def labels(block) -> list[str]:
    return [column["label"] for column in block["columns"]]


@pytest.mark.parametrize(
    "code",
    [
        "structure",
        "group-purposes",
        "agencies",
        "statutory-partners",
        "delegation",
        "staffing",
        "contributions",
        "budget",
    ],
)
def test_without_records_a_source_says_what_is_missing(in_darlington, code):
    with pytest.raises(CannotBuild, match=r"(No|not) .*(2020|2019-20)"):
        build(in_darlington, code)


def test_an_option_that_a_source_does_not_know_is_named(in_darlington):
    with pytest.raises(CannotBuild, match="no option “colour”"):
        build(in_darlington, "agencies", colour="blue")


def test_the_structure_is_a_tree_of_the_groups_of_that_day(in_darlington, exploitation_group):
    lead = GroupFactory(name="Executive", kind="executive", is_decision_making=True, meetings_a_year=12)
    GroupChairFactory(group=lead, title="Independent Chair")
    GroupChairFactory(group=lead, title="Former chair", ends_on=ENDED)
    unit = GroupFactory(name="Business Unit", kind="business_unit", parent=lead)
    learning = GroupFactory(name="Learning", parent=lead, short_name="L&D", chair_rotation="Every year")
    GroupFactory(name="Old board", ends_on=ENDED)
    GroupFactory(name="New group", parent=lead, starts_on=BEGUN)
    GroupFactory(name="Exploitation", joint_body=exploitation_group)
    GroupLinkFactory(group=learning, to_group=unit, to_board="")
    (block,) = build(in_darlington, "structure")
    executive, joint = block["nodes"]
    assert (executive["name"], executive["decides"], executive["joint"]) == ("Executive", True, False)
    assert executive["detail"] == "Chair: Independent Chair. Meets 12 times a year"
    assert [node["name"] for node in executive["children"]] == ["Learning", "Business Unit"]
    assert executive["children"][0]["links"] == [{"relationship": "Works with", "name": "Business Unit"}]
    assert executive["children"][0]["detail"] == "Chair: every year"
    assert (joint["name"], joint["joint"]) == ("Exploitation", True)
    assert executive["source"] == {"model": "partnership.group", "id": str(lead.pk)}


def test_a_group_whose_parent_has_ended_stands_by_itself(in_darlington):
    board = GroupFactory(name="Old board", ends_on=ENDED)
    GroupFactory(name="Panel", parent=board)
    (block,) = build(in_darlington, "structure")
    assert [node["name"] for node in block["nodes"]] == ["Panel"]


def test_purposes_are_of_the_groups_asked_for_by_any_name(in_darlington):
    group = GroupFactory(name="Learning and Development", short_name="L&D", purpose="Turns reviews into training.")
    GroupAliasFactory(group=group, name="Embedded Learning")
    for name in ("Learning and Development", "L&D", "Embedded Learning"):
        (block,) = build(in_darlington, "group-purposes", groups=[name])
        assert cells(block) == [["Learning and Development (L&D)", "Turns reviews into training."]]


@pytest.mark.parametrize(("known", "wanted"), [(1, ["Group", "What it is for"]), (2, MEETING), (3, MEETING)])
def test_meetings_have_a_column_where_most_are_known(in_darlington, known, wanted):
    for place in range(4):
        GroupFactory(name=f"Group {place}", purpose="Meets.", meetings_a_year=6 if place < known else None)
    (block,) = build(in_darlington, "group-purposes")
    assert labels(block) == wanted


@pytest.mark.parametrize(("name", "reason"), [("Nobody", "no group called “Nobody”"), ("Silent", "No purpose.*Silent")])
def test_a_group_that_is_not_there_or_has_no_purpose_is_named(in_darlington, name, reason):
    GroupFactory(name="Silent")
    with pytest.raises(CannotBuild, match=reason):
        build(in_darlington, "group-purposes", groups=[name])


def test_agencies_stand_in_sectors_under_their_names_of_that_day(in_darlington):
    fire = AgencyFactory(name="County Fire Service", sector="Fire", attendance="invited")
    FormerNameFactory(agency=fire, name="Town Fire Service", used_until=datetime.date(2024, 12, 31))
    AgencyFactory(name="Council", kind=Agency.Kind.STATUTORY, sector="Local authority")
    AgencyFactory(name="Housing", sector="Local authority")
    AgencyFactory(name="College", kind=Agency.Kind.FUNDER, sector="Education")
    AgencyFactory(name="Board of 2025", starts_on=BEGUN)
    AgencyFactory(name="No sector", represented_by=fire)
    (block,) = build(in_darlington, "agencies")
    assert [(group["title"], [item["name"] for item in group["items"]]) for group in block["groups"]] == [
        ("Fire", ["Town Fire Service"]),
        ("Local authority", ["Council", "Housing"]),
        ("Other agencies", ["No sector"]),
    ]
    assert [group["items"][0]["detail"] for group in block["groups"]] == [
        "Invited",
        "Statutory partner",
        "Represented by Town Fire Service",
    ]


def test_statutory_partners_with_those_who_lead_and_act(in_darlington):
    health = AgencyFactory(name="Health", kind=Agency.Kind.STATUTORY)
    AgencyFactory(name="Half of Health", kind=Agency.Kind.STATUTORY, represented_by=health)
    lead = RoleHolderFactory(agency=health, title="Accountable Officer")
    first = RoleHolderFactory(
        agency=health, role=RoleHolder.Role.DELEGATED_PARTNER, title="Director", delegated_from=lead
    )
    RoleHolderFactory(agency=health, role=RoleHolder.Role.DELEGATED_PARTNER, title="Deputy", delegated_from=first)
    (block,) = build(in_darlington, "statutory-partners")
    assert labels(block) == ["Partner", "Lead safeguarding partner", "Delegated safeguarding partner", "Acts for"]
    assert cells(block) == [["Health", "Accountable Officer", "Director", "Half of Health"]]


def test_delegation_goes_down_every_layer(in_darlington):
    council = AgencyFactory(name="Council")
    holder = RoleHolderFactory(agency=council, title="Chief Executive")
    for title in ("Executive Director", "Assistant Director", "Head of Service"):
        role = RoleHolder.Role.DELEGATED_PARTNER
        holder = RoleHolderFactory(agency=council, title=title, role=role, delegated_from=holder)
    RoleHolderFactory(agency=council, title="Scrutineer", role=RoleHolder.Role.SCRUTINEER)
    (block,) = build(in_darlington, "delegation")
    titles, nodes = [], block["nodes"]
    while nodes:
        (node,) = nodes
        titles.append(node["name"])
        nodes = node["children"]
    assert titles == ["Chief Executive", "Executive Director", "Assistant Director", "Head of Service"]
    assert block["nodes"][0]["detail"] == "Council"


def test_staffing_adds_the_hours_up(in_darlington):
    """V31: 6.0 with the recommended post and the one that ends; 5.0 are agreed, as the list of posts has it."""
    police = AgencyFactory(name="Police")
    for title, fte in [("Manager", "1.0"), ("Trainer", "1.0"), ("Policy", "1.0"), ("Support", "1.0"), ("Data", "0.6")]:
        PostFactory(title=title, fte=fte)
    PostFactory(title="Analyst", fte="0.4", seconded_from=police, funded_by=police)
    PostFactory(title="Second policy", fte="1.0", state=Post.State.VACANT, is_recommended=True)
    PostFactory(title="Gone", fte="1.0", ends_on=ENDED)
    (block,) = build(in_darlington, "staffing")
    assert labels(block) == ["Post", "FTE", "State", "Paid for by", "Seconded from"]
    assert block["total"] == ["Total of agreed posts", "5", None, None, None]
    assert ["Analyst", "0.4", "Filled", "Police", "Police"] in cells(block)
    assert block["note"] == "1 FTE is recommended and not agreed, and in no total."


def test_hours_that_are_not_known_are_not_added(in_darlington):
    PostFactory(title="Manager", fte="1.0")
    PostFactory(title="Trainer", fte=None)
    (block,) = build(in_darlington, "staffing")
    assert block["total"][1] == "1"
    assert block["note"] == "The total leaves out 1 post without recorded hours."


def test_contributions_of_a_year_with_in_kind_and_fees_apart(in_darlington):
    council = AgencyFactory(name="Council")
    ContributionFactory(agency=council, agreed="115616.00")
    ContributionFactory(agency__name="Health", agreed=41310)
    ContributionFactory(agency=council, paid="in_kind", what_in_kind="Offices", agreed=None)
    IncomeFactory(item="Course fees", amount=7025)
    chart, cash, kind, income = build(in_darlington, "contributions")
    assert cash["caption"] == "Contributions in cash as agreed, 2019-20"
    assert labels(cash) == ["Agency", "Agreed 2019-20", "Share of cash"]
    assert cells(cash) == [["Council", "115616", "73.7"], ["Health", "41310", "26.3"]]
    assert cash["total"] == ["Total in cash", "156926", "100"]
    assert chart["table"] == cash["key"]
    assert chart["summary"] == (
        "Council agreed to give the most in cash, £115,616 of £156,926 (73.7%); Health came next with £41,310."
    )
    assert cells(kind) == [["Council", "Offices", None]]
    assert cells(income) == [["Contributions in cash as agreed", "156926"], ["Course fees", "7025"]]
    assert income["total"] == ["Total income", "163951"]


def test_contributions_over_years_draw_the_largest_and_the_rest(in_darlington):
    for place, amounts in enumerate([(50, 60), (40, 45), (30, 30), (5, 5), (3, 2)]):
        agency = AgencyFactory(name=f"Agency {place}")
        for year, amount in zip(("2018-19", "2019-20"), amounts, strict=True):
            ContributionFactory(agency=agency, year=year, agreed=amount)
    chart, cash = build(in_darlington, "contributions", years=["2018-19", "2019-20"])
    assert [one["name"] for one in chart["series"]] == ["Agency 0", "Agency 1", "Agency 2", "2 other agencies"]
    assert chart["series"][-1]["points"] == [{"x": "2018-19", "y": "8"}, {"x": "2019-20", "y": "7"}]
    assert chart["summary"].startswith("Contributions in cash as agreed rose from £128 in 2018-19 to £142 in 2019-20")
    assert cash["total"] == ["Total in cash", "128", "142", "100"]
    assert build(in_darlington, "contributions", chart=False)[0]["type"] == "table"


def test_the_budget_runs_from_one_reserve_to_the_next(in_darlington):
    BudgetFactory(year="2019-20", opening_reserve=1000, note="Agreed in March.")
    ContributionFactory(agreed=500, received=450)
    IncomeFactory(item="Fees", amount=50)
    SpendingFactory(item="Staff", planned=400, actual=410)
    SpendingFactory(item="Training", planned=100, actual=60)
    (block,) = build(in_darlington, "budget")
    assert labels(block) == ["Item", "As agreed and planned", "As received and spent"]
    assert cells(block) == [
        ["Opening reserve", "1000", "1000"],
        ["Contributions in cash", "500", "450"],
        ["Fees", "50", "50"],
        ["Total income", "550", "500"],
        ["Staff", "400", "410"],
        ["Training", "100", "60"],
        ["Total spending", "500", "470"],
        ["Result", "50", "30"],
        ["Closing reserve", "1050", "1030"],
    ]
    assert block["note"] == "Agreed in March.\nOther income has one amount, which stands in both columns."


def test_a_budget_without_spending_says_that_it_has_no_result(in_darlington):
    ContributionFactory(agreed=500)
    (block,) = build(in_darlington, "budget")
    assert cells(block) == [
        ["Contributions in cash", "500"],
        ["Total income", "500"],
        ["Total spending", None],
        ["Result", None],
    ]
    assert block["note"] == "The result is not known: there is no record of what was planned."


def test_a_basis_may_be_named_and_no_other(in_darlington):
    ContributionFactory(agreed=500, received=450)
    _, cash = build(in_darlington, "contributions", basis="received")
    assert (cash["caption"], cash["total"][1]) == ("Contributions in cash as received, 2019-20", "450")
    with pytest.raises(CannotBuild, match="“paid” is no basis"):
        build(in_darlington, "contributions", basis="paid")


def test_many_groups_take_as_many_queries_as_one(in_darlington, django_assert_num_queries):
    parent = GroupFactory(name="Executive")
    for groups in (1, 5):
        for _ in range(groups):
            group = GroupFactory(parent=parent)
            GroupChairFactory(group=group, agency=AgencyFactory())
            GroupLinkFactory(group=group, to_group=parent, to_board="")
        with django_assert_num_queries(6):
            build(in_darlington, "structure")
