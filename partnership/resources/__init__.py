"""The kinds of records that this app imports and exports."""

from core.imports import Kind, register
from partnership.resources import agencies, contacts, groups, money, people

KINDS = (
    Kind(
        "agencies",
        "Agencies",
        "Statutory partners, relevant agencies and funders, with what they follow and who speaks for them.",
        agencies.AgencyRecords,
        "partnership:agencies",
    ),
    Kind(
        "agency-names",
        "Former names of agencies",
        "What an agency was called before, and until when. Reports of the time keep the old name.",
        agencies.FormerNameRecords,
        "partnership:agencies",
    ),
    Kind(
        "contacts",
        "Contacts",
        "How to reach the agencies: telephone, email and hours of their offices and teams, and what anybody may know.",
        contacts.ContactRecords,
        "partnership:contacts",
    ),
    Kind(
        "posts",
        "Posts",
        "The posts of the business unit, filled and vacant.",
        people.PostRecords,
        "partnership:posts",
    ),
    Kind(
        "role-holders",
        "Role holders",
        "Who leads, chairs and scrutinises, by role title, and from whom a role was delegated.",
        people.RoleHolderRecords,
        "partnership:role_holders",
    ),
    Kind(
        "groups",
        "Groups",
        "The boards, sub-groups and panels, and what they report to.",
        groups.GroupRecords,
        "partnership:groups",
    ),
    Kind(
        "group-chairs",
        "Chairs of groups",
        "Who chairs a group, by role title, from when until when.",
        groups.ChairRecords,
        "partnership:groups",
        called=("chair", "chairs"),
    ),
    Kind(
        "group-members",
        "Members of groups",
        "The agencies that sit in a group.",
        groups.MemberRecords,
        "partnership:groups",
        called=("member", "members"),
    ),
    Kind(
        "group-links",
        "Working relationships of groups",
        "Groups and boards that a group works with, advises or holds to account.",
        groups.LinkRecords,
        "partnership:groups",
        called=("relationship", "relationships"),
    ),
    Kind(
        "budgets",
        "Budgets",
        "The reserve that a year starts with, and the one agreed for its end.",
        money.BudgetRecords,
        "partnership:budget",
    ),
    Kind(
        "contributions",
        "Contributions",
        "What each agency gives in a year, in cash and in kind.",
        money.ContributionRecords,
        "partnership:contributions",
    ),
    Kind(
        "income",
        "Other income",
        "Course fees, grants and interest.",
        money.IncomeRecords,
        "partnership:budget",
        called=("item of income", "items of income"),
    ),
    Kind(
        "spending",
        "Spending",
        "What a year's money is planned for, and what it went on.",
        money.SpendingRecords,
        "partnership:budget",
        called=("item of spending", "items of spending"),
    ),
)

register(*KINDS)
