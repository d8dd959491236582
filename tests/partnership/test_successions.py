"""Merges and splits: what was open goes on with the successor, and every earlier day reads as it did."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from accounts.models import MembershipRole
from accounts.roles import Role
from partnership.models import Agency, GroupMember, Post, RoleHolder, Succession
from partnership.services import agencies, agency_ends, successions
from tests import factories

APRIL = datetime.date(2026, 4, 1)
LAST = datetime.date(2026, 3, 31)
SINCE = datetime.date(2020, 1, 1)

pytestmark = pytest.mark.usefixtures("in_darlington")


def current(model, on, **chosen):
    return model.objects.filter(**chosen).current(on)


def merge(*old, into=None, name="", on=APRIL, moves_money=False):
    expected = successions.work_of([one for one in old if one != into], on).fingerprint
    return successions.merge(
        predecessors=list(old), into=into, name=name, on=on, moves_money=moves_money, expected=expected, by=None
    )


def split(old, names, places=None, on=APRIL):
    expected = successions.work_of([old], on).fingerprint
    return successions.split(predecessor=old, names=names, on=on, places=places or {}, expected=expected, by=None)


@pytest.fixture
def busy(darlington, member):
    """An agency with one of everything open, and something that has ended."""
    agency = factories.AgencyFactory(name="Old Trust", kind="statutory", sector="Health", starts_on=SINCE)
    group = factories.GroupFactory(name="Executive")
    factories.GroupMemberFactory(group=group, agency=agency, capacity="Partner", starts_on=SINCE)
    factories.GroupMemberFactory(group=group, agency=agency, capacity="Observer", ends_on=SINCE)
    factories.GroupChairFactory(group=group, agency=agency, title="Chief nurse")
    lead = factories.RoleHolderFactory(agency=agency, title="Chief executive")
    elsewhere = factories.AgencyFactory(name="Council")
    factories.RoleHolderFactory(agency=elsewhere, role="delegated_partner", title="Director", delegated_from=lead)
    factories.AgencyFactory(name="Practice", represented_by=agency)
    factories.PostFactory(title="Nurse", funded_by=agency)
    factories.ContributionFactory(agency=agency, year="2025-26")
    factories.ContributionFactory(agency=agency, year="2027-28")
    member(darlington, Role.AGENCY_LEAD, agency=agency)
    return agency


def test_what_stands_open_is_told_by_kind(busy):
    work = agency_ends.of([busy], after=LAST)

    assert [item.text for item in work.can_end][:4] == [
        "A seat in Executive, as Partner",
        "The chair of Executive: Chief nurse",
        "Lead safeguarding partner: Chief executive",
        "Delegated safeguarding partner: Director of Council, delegated from Chief executive",
    ]
    assert [item.kind for item in work.can_end][4:] == ["people"]
    assert [item.text for item in work.to_settle] == [
        "Practice is represented by it",
        "The post Nurse, which it pays for or lends",
        "The contribution of 2027-28, cash",
    ]


def test_an_agency_with_something_open_does_not_end(busy):
    with pytest.raises(ValidationError, match="still has something open after 31 March 2026: A seat in Executive"):
        agencies.end(agency=busy, on=LAST, by=None)
    with pytest.raises(ValidationError, match="Practice is represented by it"):
        agencies.end(agency=busy, on=LAST, with_open_work=True, by=None)


def test_an_agency_ends_with_all_that_may_end_with_it():
    agency = factories.AgencyFactory()
    seat = factories.GroupMemberFactory(agency=agency)
    holder = factories.RoleHolderFactory(agency=agency)

    agencies.end(agency=agency, on=LAST, with_open_work=True, by=None)

    for record in (agency, seat, holder):
        record.refresh_from_db()
        assert record.ends_on == LAST
    agencies.end(agency=agency, on=None, by=None)
    agency.refresh_from_db()
    assert agency.ends_on is None


def test_a_merge_hands_on_all_that_is_open(busy):
    other = factories.AgencyFactory(name="Other Trust")

    new = merge(busy, other, name="New Trust")

    assert {agency.ends_on for agency in (Agency.objects.get(pk=busy.pk), Agency.objects.get(pk=other.pk))} == {LAST}
    assert (new.starts_on, new.kind, new.sector) == (APRIL, "statutory", "Health")
    assert set(new.follows.all()) == {busy, other}
    (seat,) = current(GroupMember, APRIL)
    assert (seat.agency, seat.capacity, seat.starts_on) == (new, "Partner", APRIL)
    (before,) = current(GroupMember, LAST)
    assert (before.agency, before.ends_on) == (busy, LAST)
    assert MembershipRole.objects.current(APRIL).get().agency == new
    assert MembershipRole.objects.current(LAST).get().agency == busy
    assert Agency.objects.get(name="Practice").represented_by == new
    assert busy.contributions.count() == 2


def test_delegation_goes_on_under_the_successor_and_stays_as_it_was_before(busy):
    new = merge(busy, name="New Trust")

    now = {holder.title: holder for holder in current(RoleHolder, APRIL)}
    then = {holder.title: holder for holder in current(RoleHolder, LAST)}

    assert now["Chief executive"].agency == new
    assert now["Director"].delegated_from == now["Chief executive"]
    assert then["Chief executive"].agency == busy
    assert then["Director"].delegated_from == then["Chief executive"]


def test_a_post_says_who_paid_for_it_under_the_name_of_the_time(busy):
    merge(busy, name="New Trust")

    payer = Post.objects.get().funded_by
    assert (payer.name_on(LAST), payer.name_on(APRIL)) == ("Old Trust", "New Trust")


def test_contributions_of_later_years_move_only_where_that_was_chosen(busy):
    new = merge(busy, name="New Trust", moves_money=True)

    assert [given.year for given in new.contributions.all()] == ["2027-28"]
    assert [given.year for given in busy.contributions.all()] == ["2025-26"]


def test_two_contributions_of_one_year_never_become_one(busy):
    other = factories.AgencyFactory(name="Other Trust")
    factories.ContributionFactory(agency=other, year="2027-28")

    new = merge(busy, other, name="New Trust", moves_money=True)

    assert new.contributions.count() == 1
    assert other.contributions.count() + busy.contributions.count() == 2


def test_two_seats_in_one_group_become_one():
    group = factories.GroupFactory()
    old = [factories.GroupMemberFactory(group=group).agency for _ in range(3)]

    new = merge(*old, name="New Trust")

    (seat,) = current(GroupMember, APRIL)
    assert seat.agency == new
    assert current(GroupMember, LAST).count() == 3


def test_agencies_merge_into_one_of_them(busy):
    big = factories.AgencyFactory(name="Big Trust")

    assert merge(busy, big, into=big) == big

    big.refresh_from_db()
    assert big.ends_on is None
    assert list(big.follows.all()) == [busy]
    assert current(GroupMember, APRIL).get().agency == big


def test_a_person_with_a_role_for_both_has_one_for_the_successor(busy, darlington):
    big = factories.AgencyFactory(name="Big Trust")
    held = MembershipRole.objects.get()
    MembershipRole.objects.create(
        partnership=darlington, membership=held.membership, role=held.role, agency=big, ends_on=SINCE
    )

    merge(busy, into=big)

    assert MembershipRole.objects.current(APRIL).get().agency == big


def test_nothing_is_merged_where_something_has_changed_since(busy):
    with pytest.raises(successions.PlanChanged):
        successions.merge(
            predecessors=[busy], into=None, name="New", on=APRIL, moves_money=False, expected="old", by=None
        )

    assert not Succession.objects.exists()
    assert not Agency.objects.filter(name="New").exists()


def test_an_agency_that_has_ended_merges_with_nobody():
    gone = factories.AgencyFactory(name="Gone", ends_on=SINCE)

    with pytest.raises(ValidationError, match="Gone ended on 1 January 2020"):
        merge(gone, name="New")


def test_an_agency_that_begins_on_the_day_cannot_end_before_it():
    late = factories.AgencyFactory(name="Late", starts_on=APRIL)

    with pytest.raises(ValidationError, match="choose a later day"):
        merge(late, name="New")


def test_a_split_gives_each_open_thing_where_it_was_sent(busy):
    work = successions.work_of([busy], APRIL)
    (seat,), (holder,), (person,) = work.seats, work.holders, work.people
    (money,), (represented,) = work.contributions, work.represented
    places = {seat.key: [0, 1], holder.key: [1], person.key: [0], money.key: [1], represented.key: [0]}

    first, second = split(busy, ["Hospital Trust", "Community Trust"], places)

    assert {seat.agency for seat in current(GroupMember, APRIL)} == {first, second}
    lead = current(RoleHolder, APRIL).get(role="lead_partner")
    assert lead.agency == second
    assert current(RoleHolder, APRIL).get(title="Director").delegated_from == lead
    assert MembershipRole.objects.current(APRIL).get().agency == first
    assert second.contributions.get().year == "2027-28"
    assert Agency.objects.get(name="Practice").represented_by == first
    assert set(busy.followed_by.all()) == {first, second}


def test_what_a_split_sends_nowhere_ends(busy):
    split(busy, ["Hospital Trust"])

    assert not current(GroupMember, APRIL).exists()
    assert not current(RoleHolder, APRIL).exists()
    assert busy.contributions.count() == 2


def test_an_agency_does_not_follow_itself(busy):
    with pytest.raises(ValidationError, match="cannot follow itself"):
        split(busy, ["old trust"])
