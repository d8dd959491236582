"""The new financial year is proposed before it begins."""

import datetime

import pytest
from django.urls import reverse

from accounts.models import MembershipRole
from accounts.permissions import Member
from accounts.roles import Role
from core.dashboard.overview import duties
from core.db.tenancy import partnership_scope
from tests.factories import BudgetFactory, ContributionFactory, make_member

pytestmark = pytest.mark.django_db
TITLE = "Start the budget for 2020-21"
IN_FEBRUARY = datetime.date(2020, 2, 20)


def asked(darlington, today, role=Role.OFFICER):
    user = make_member(darlington, role)
    with partnership_scope(darlington, by=user):
        roles = list(MembershipRole.own.entering(user, "darlington"))
        found = duties(darlington, Member(user, roles), today)
    return [(due.duty.title, due.duty.due_on) for due in found.next if due.duty.title.startswith("Start the budget")]


@pytest.fixture
def _running(darlington):
    with partnership_scope(darlington):
        ContributionFactory(year="2019-20")


@pytest.mark.usefixtures("_running")
def test_it_is_asked_for_as_long_before_as_the_partnership_looks_ahead(darlington):
    assert asked(darlington, datetime.date(2019, 12, 1)) == []
    assert asked(darlington, IN_FEBRUARY) == [(TITLE, datetime.date(2020, 4, 1))]
    assert asked(darlington, datetime.date(2020, 4, 1)) == []


@pytest.mark.usefixtures("_running")
def test_whoever_keeps_no_records_is_not_asked(darlington):
    assert asked(darlington, IN_FEBRUARY, Role.SCRUTINEER) == []


@pytest.mark.usefixtures("_running")
def test_once_somebody_has_started_it_nobody_is(darlington):
    with partnership_scope(darlington):
        BudgetFactory(year="2020-21")

    assert asked(darlington, IN_FEBRUARY) == []


def test_where_no_money_is_kept_here_nothing_is_asked(darlington):
    assert asked(darlington, IN_FEBRUARY) == []


def test_the_form_proposes_a_year_where_none_is_on_record(darlington, client_for):
    page = client_for(make_member(darlington, Role.OFFICER)).get(
        reverse("partnership:budget_start", args=["darlington"])
    )

    assert page.context["form"].initial["year"]
