from partnership.models.agencies import Agency, FormerName, Succession
from partnership.models.contacts import Contact
from partnership.models.groups import Group, GroupAlias, GroupChair, GroupLink, GroupMember
from partnership.models.money import Budget, Contribution, Income, Spending
from partnership.models.people import Post, RoleHolder

__all__ = [
    "Agency",
    "Budget",
    "Contact",
    "Contribution",
    "FormerName",
    "Group",
    "GroupAlias",
    "GroupChair",
    "GroupLink",
    "GroupMember",
    "Income",
    "Post",
    "RoleHolder",
    "Spending",
    "Succession",
]
