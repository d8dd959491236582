"""Roles and posts through time: delegated, handed over, ended; and what the home page says of them."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.roles import Role
from accounts.services.offboarding import member_of
from core.dashboard.overview import duties
from partnership.models import RoleHolder
from partnership.services import role_holders
from tests import factories

APRIL = datetime.date(2026, 4, 1)
LAST = datetime.date(2026, 3, 31)

pytestmark = pytest.mark.usefixtures("in_darlington")


@pytest.fixture
def lead():
    """A lead partner who has delegated, through two layers."""
    holder = factories.RoleHolderFactory(title="Chief executive", agency__name="Council")
    director = factories.RoleHolderFactory(role="delegated_partner", title="Director", delegated_from=holder)
    factories.RoleHolderFactory(role="delegated_partner", title="Head", delegated_from=director)
    return holder


def on(day):
    return {holder.title: holder for holder in RoleHolder.objects.current(day)}


def hand_over(holder, title="New chief", with_delegations=True, day=APRIL):
    return role_holders.hand_over(
        holder=holder, title=title, agency=holder.agency, on=day, with_delegations=with_delegations, by=None
    )


def test_a_role_is_handed_over_with_what_was_delegated(lead):
    new = hand_over(lead)

    then, now = on(LAST), on(APRIL)
    assert then["Director"].delegated_from == lead
    assert then["Head"].delegated_from == then["Director"]
    assert now["Director"].delegated_from == new
    assert now["Head"].delegated_from == now["Director"]
    assert "Chief executive" not in now
    assert (new.starts_on, then["Chief executive"].ends_on) == (APRIL, LAST)


def test_what_was_delegated_may_end_with_the_old_holder(lead):
    hand_over(lead, with_delegations=False)

    assert set(on(APRIL)) == {"New chief"}
    assert set(on(LAST)) == {"Chief executive", "Director", "Head"}


def test_the_same_title_may_hold_a_role_again(lead):
    new = hand_over(lead)

    back = hand_over(new, title="Chief executive", day=datetime.date(2027, 4, 1))

    assert [holder.title for holder in role_holders.held_before_and_after(back)] == [
        "Chief executive",
        "New chief",
        "Chief executive",
    ]


def test_a_role_that_was_given_up_earlier_is_not_handed_over(lead):
    RoleHolder.objects.filter(pk=lead.pk).update(ends_on=datetime.date(2020, 1, 1))

    with pytest.raises(ValidationError, match="held it until 1 January 2020 only"):
        hand_over(lead)


def test_nobody_who_has_delegated_simply_ends(lead):
    with pytest.raises(ValidationError, match="has delegated to Director"):
        role_holders.end(holder=lead, on=LAST, by=None)

    head = RoleHolder.objects.get(title="Head")
    assert role_holders.end(holder=head, on=LAST, by=None).ends_on == LAST


def test_a_delegation_never_comes_round(lead):
    head = RoleHolder.objects.get(title="Head")

    with pytest.raises(ValidationError, match="circle"):
        role_holders.change(holder=lead, delegated_from=head, by=None)


def test_a_role_ends_no_later_than_the_agency_that_it_is_for():
    gone = factories.AgencyFactory(name="Gone", ends_on=LAST)

    with pytest.raises(ValidationError, match="Gone ends on 31 March 2026"):
        role_holders.add(role="lead_partner", title="Chief", agency=gone, ends_on=None, by=None)
    assert role_holders.add(role="lead_partner", title="Chief", agency=gone, ends_on=LAST, by=None)


def test_what_ends_and_what_is_due_is_on_the_home_page(in_darlington, member):
    today = timezone.localdate()
    soon, late, far = (today + datetime.timedelta(days=days) for days in (30, -3, 100))
    factories.GroupFactory(name="Late group", terms_due_on=late)
    factories.GroupFactory(name="Far group", terms_due_on=far)
    factories.PostFactory(title="Analyst", ends_on=soon)
    factories.PostFactory(title="Trainer", ends_on=soon)
    factories.PostFactory(title="Trainer", starts_on=soon + datetime.timedelta(days=1))
    factories.RoleHolderFactory(role="scrutineer", title="Scrutineer", agency=None, ends_on=soon)
    factories.AgencyFactory(name="Council", kind="statutory")

    found = duties(in_darlington, member_of(member(in_darlington, Role.MANAGER)), today)

    own = [due.duty.title for due in [*found.late, *found.next]]
    assert [title for title in own if "group" in title] == ["Review the terms of reference of Late group"]
    assert [title for title in own if "post" in title] == ["The post Analyst ends"]
    assert "Scrutineer gives up the role of independent scrutineer" in own
    assert "Council has no lead safeguarding partner" in own
    assert "Review the terms of reference of Late group" in [due.duty.title for due in found.late]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CONTRIBUTOR])
def test_duties_are_those_of_who_keeps_the_records(in_darlington, member, client_for, role):
    factories.GroupFactory(name="Late group", terms_due_on=LAST)
    page = client_for(member(in_darlington, role)).get("/darlington/").content.decode()

    assert ("Review the terms of reference of Late group" in page) == (role == Role.OFFICER)
