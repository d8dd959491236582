"""Which of this app's records have a page of their history, and what is told with them."""

from django.urls import reverse

from core.timelines import timeline
from partnership.models import (
    Agency,
    Budget,
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


def page(view: str, *names: str):
    """The address of a record's own page, or of the list that it stands in."""

    def address(record):
        return reverse(
            f"partnership:{view}", args=[record.partnership.slug, *(getattr(record, name) for name in names)]
        )

    return address


timeline(
    Agency,
    url=page("agency", "pk"),
    children=[FormerName.agency, Succession.successor, GroupMember.agency],
    hidden=["organisation"],
)
timeline(
    Group,
    url=page("group", "pk"),
    children=[GroupAlias.group, GroupChair.group, GroupMember.group, GroupLink.group],
)
timeline(Post, url=page("post", "pk"))
timeline(RoleHolder, url=page("role_holder", "pk"))
for _model in (Budget, Contribution, Income, Spending):
    timeline(_model, url=page("budget_year", "year"))
