"""Which of this app's records have a page of their history, and what is told with them."""

from core.timelines import timeline
from partnership.models import (
    Agency,
    Budget,
    Contact,
    Contribution,
    FormerName,
    Group,
    GroupAlias,
    GroupChair,
    GroupLink,
    GroupMember,
    Income,
    Post,
    RoleHolder,
    Spending,
    Succession,
)

timeline(
    Agency,
    children=[FormerName.agency, Succession.successor, GroupMember.agency],
    hidden=["organisation"],
)
timeline(
    Group,
    children=[GroupAlias.group, GroupChair.group, GroupMember.group, GroupLink.group],
)
timeline(Contact)
timeline(Post)
timeline(RoleHolder)
for _model in (Budget, Contribution, Income, Spending):
    timeline(_model)
