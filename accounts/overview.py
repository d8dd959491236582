"""What people's access gives to the home page: the first step of inviting somebody."""

from django.urls import reverse

from accounts.models import Membership
from accounts.roles import Permission
from core.dashboard.overview import Step, first_step, same_for_all


@same_for_all(Permission.MANAGE_PEOPLE)
def _two_people(today):
    return Membership.objects.order_by().values("id")[:2]


@first_step(30, _two_people)
def people_invited(partnership, member, today, people):
    address = reverse("people:invite", args=[partnership.slug])
    return Step("Invite the people you work with", address, len(people) > 1)
