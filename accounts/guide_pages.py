"""Which page of the guide is whose own."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.roles import Role
from core.guide import guide_pages

OF_ROLE = {
    Role.MANAGER: "manager",
    Role.OFFICER: "officer",
    Role.ANALYST: "analyst",
    Role.TRAINER: "trainer",
    Role.LEAD_PARTNER: "partner",
    Role.DELEGATED_PARTNER: "partner",
    Role.INDEPENDENT_CHAIR: "partner",
    Role.SCRUTINEER: "scrutineer",
    Role.AGENCY_LEAD: "agency",
    Role.CONTRIBUTOR: "agency",
    Role.LAY_MEMBER: "lay-member",
    Role.LEARNER: "learner",
}
OF_OPERATORS = "operator"


@dataclass(frozen=True)
class OwnPage:
    """A page of the guide that is written for somebody's role."""

    title: str
    url: str


def own_pages(roles, *, is_operator: bool = False) -> list[OwnPage]:
    """Those of somebody's roles, each once."""
    names = [OF_ROLE[Role(role)] for role in roles] + [OF_OPERATORS] * is_operator
    return [OwnPage(guide_pages()[name].title, reverse("help_page", args=[name])) for name in dict.fromkeys(names)]
