"""The choice of a partnership."""

import datetime

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Membership, User
from accounts.roles import Role
from accounts.services.waiting import MOST
from core.db.tenancy import partnership_scope
from core.settings import choose
from tests.factories import GroupFactory, PartnershipFactory, UserFactory, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(darlington, durham, exploitation_group):
    user = make_member(durham, Role.OFFICER, Role.ANALYST)
    make_member(darlington, Role.LAY_MEMBER, user=user)
    make_member(exploitation_group, Role.OFFICER, user=user)
    return user


def test_each_is_listed_with_its_roles_and_joint_bodies_apart(client_for, user):
    context = client_for(user).get("/").context

    assert [(one.partnership.slug, one.role_names) for one, _ in context["own"]] == [
        ("darlington", "Lay member"),
        ("durham", "Officer, Analyst"),
    ]
    assert [one.partnership.slug for one, _ in context["joint"]] == ["durham-darlington-ceg"]


def test_each_is_called_what_it_calls_itself_today(client_for, user, durham):
    with partnership_scope(durham):
        named = {"key": "name", "value": "A Durham for Children", "reason": "A new name.", "by": UserFactory()}
        choose(partnership=durham, **named)
    client = client_for(user)

    assert [one.name for one, _ in client.get("/").context["own"]] == [
        "A Durham for Children",
        "Darlington Safeguarding Partnership",
    ]
    for page in ("/", "/account/"):
        assert ">A Durham for Children</a>" in client.get(page).content.decode()


def test_what_was_used_last_comes_first(client_for, user, durham):
    User.objects.filter(pk=user.pk).update(last_partnership=durham)

    assert [one.partnership.slug for one, _ in client_for(user).get("/").context["own"]] == ["durham", "darlington"]


def test_a_closed_one_is_named_as_that(client_for, user):
    closed = PartnershipFactory(slug="closed-in-the-list", closed_on=timezone.localdate())
    make_member(closed, Role.OFFICER, user=user)

    assert "its records can be read" in client_for(user).get("/").content.decode()


def test_the_list_costs_the_same_for_many(client_for, user, django_assert_max_num_queries, django_assert_num_queries):
    """Of so many each is asked what waits there; the others say where to look."""
    client = client_for(user)
    for number in range(MOST):
        make_member(PartnershipFactory(slug=f"one-of-several-{number}"), Role.OFFICER, user=user)
    with django_assert_max_num_queries(12 + 13 * MOST) as few:
        page = client.get("/").content.decode()
    for number in range(12):
        make_member(PartnershipFactory(slug=f"one-of-many-{number}"), Role.OFFICER, user=user)

    assert page.count("Open it to see your tasks") == 3
    with django_assert_num_queries(len(few)):
        page = client.get("/").content.decode()
    assert page.count("Open it to see your tasks") == 15


def test_who_was_put_out_reads_from_where_and_when(client_for, darlington, durham):
    """Of their own time, also where it ended at once; every page of the partnership stays one that does not exist."""
    today = timezone.localdate()
    gone = make_member(darlington, Role.OFFICER, ends_on=today - datetime.timedelta(days=1))
    with partnership_scope(darlington):
        Membership.objects.filter(user=gone).update(out_on=today)
    make_member(durham, Role.OFFICER, ends_on="2020-03-31", user=gone)
    stranger = make_member(durham, Role.OFFICER, ends_on="2020-03-31")

    page = client_for(gone).get("/").content.decode()
    assert f"Your access to Darlington Safeguarding Partnership ended on {date_format(today, 'j F Y')}." in page
    assert client_for(gone).get("/darlington/").status_code == 404
    page = client_for(stranger).get("/").content.decode()
    assert "ended on 31 March 2020" in page
    assert "Darlington Safeguarding" not in page


def test_who_may_enter_somewhere_reads_of_no_end(client_for, user, durham):
    left = PartnershipFactory(slug="left-long-ago")
    make_member(left, Role.OFFICER, ends_on="2020-03-31", user=user)

    assert "Your access to" not in client_for(user).get("/").content.decode()


def test_who_never_joined_reads_of_no_end(client_for, darlington):
    assert "You do not belong to a partnership today" in client_for(UserFactory()).get("/").content.decode()


def test_each_says_what_waits_there_as_its_own_home_does(client_for, user, darlington, durham):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    with partnership_scope(durham):
        GroupFactory(name="Late group", terms_due_on=yesterday)
    with partnership_scope(darlington):
        GroupFactory(name="Of no concern to a lay member", terms_due_on=yesterday)
    client = client_for(user)
    answer = client.get("/")

    found = {one.partnership.slug: waiting for one, waiting in answer.context["own"]}
    home = client.get("/durham/").context["duties"]
    assert (found["durham"].late, found["durham"].next) == (len(home.late), len(home.next))
    assert found["durham"].late == 1
    assert found["darlington"].tasks == 0
    page = answer.content.decode()
    assert "1 late" in page
    assert "No tasks for you" in page


def test_the_choice_leads_to_the_help_of_each_role(client_for, user):
    page = client_for(user).get("/").content.decode()

    for name in ("officer", "analyst", "lay-member"):
        assert f'href="/help/{name}/"' in page
