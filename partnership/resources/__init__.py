"""The kinds of records that this app imports and exports."""

from core.imports import Kind, register
from partnership.resources import agencies, groups, money, people

KINDS = (
    Kind(
        "agencies",
        "Agencies",
        ("agency", "agencies"),
        "Statutory partners, relevant agencies and funders, with what they follow and who speaks for them.",
        agencies.AgencyRecords,
        "partnership:agencies",
    ),
    Kind(
        "agency-names",
        "Former names of agencies",
        ("former name", "former names"),
        "What an agency was called before, and until when. Reports of the time keep the old name.",
        agencies.FormerNameRecords,
        "partnership:agencies",
    ),
    Kind(
        "posts",
        "Posts",
        ("post", "posts"),
        "The posts of the business unit, filled and vacant.",
        people.PostRecords,
        "partnership:posts",
    ),
    Kind(
        "role-holders",
        "Role holders",
        ("role holder", "role holders"),
        "Who leads, chairs and scrutinises, by role title, and from whom a role was delegated.",
        people.RoleHolderRecords,
        "partnership:role_holders",
    ),
    Kind(
        "groups",
        "Groups",
        ("group", "groups"),
        "The boards, sub-groups and panels, and what they report to.",
        groups.GroupRecords,
        "partnership:groups",
    ),
    Kind(
        "group-chairs",
        "Chairs of groups",
        ("chair", "chairs"),
        "Who chairs a group, by role title, from when until when.",
        groups.ChairRecords,
        "partnership:groups",
    ),
    Kind(
        "group-members",
        "Members of groups",
        ("member", "members"),
        "The agencies that sit in a group.",
        groups.MemberRecords,
        "partnership:groups",
    ),
    Kind(
        "group-links",
        "Working relationships of groups",
        ("relationship", "relationships"),
        "Groups and boards that a group works with, advises or holds to account.",
        groups.LinkRecords,
        "partnership:groups",
    ),
    Kind(
        "budgets",
        "Budgets",
        ("budget", "budgets"),
        "The reserve that a year starts with, and the one agreed for its end.",
        money.BudgetRecords,
        "partnership:budget",
    ),
    Kind(
        "contributions",
        "Contributions",
        ("contribution", "contributions"),
        "What each agency gives in a year, in cash and in kind.",
        money.ContributionRecords,
        "partnership:contributions",
    ),
    Kind(
        "income",
        "Other income",
        ("item of income", "items of income"),
        "Course fees, grants and interest.",
        money.IncomeRecords,
        "partnership:budget",
    ),
    Kind(
        "spending",
        "Spending",
        ("item of spending", "items of spending"),
        "What a year's money is planned for, and what it went on.",
        money.SpendingRecords,
        "partnership:budget",
    ),
)

register(*KINDS)
