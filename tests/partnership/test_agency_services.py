"""Agencies through time: renamed, ended, merged, split. What was stays on record under its name of the time."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import MembershipRole
from accounts.roles import Role
from core.models import Organisation
from partnership.models import Agency, FormerName, GroupMember, Post, RoleHolder, Succession
from partnership.services import agencies, former_names, open_work, successions
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


def test_a_new_agency_takes_the_organisation_that_others_use():
    known = factories.OrganisationFactory(name="Durham Constabulary")

    agency = agencies.add(name="Police", organisation="DURHAM constabulary", by=None)
    other = agencies.add(name="Council", by=None)

    assert agency.organisation == known
    assert other.organisation == Organisation.objects.get(name="Council")


def test_two_agencies_never_share_a_name():
    agencies.add(name="The Council", by=None)

    with pytest.raises(ValidationError, match="There is an agency called “The Council” already"):
        agencies.add(name="the council", by=None)


def test_who_represents_whom_never_goes_round():
    first = factories.AgencyFactory()
    second = factories.AgencyFactory(represented_by=first)

    with pytest.raises(ValidationError, match="circle"):
        agencies.change(agency=first, represented_by=second, by=None)


def test_a_rename_keeps_the_old_name_until_the_day_before():
    agency = factories.AgencyFactory(name="Old Council", starts_on=SINCE)

    agencies.rename(agency=agency, name="New Council", from_on=APRIL, by=None)

    agency = Agency.objects.with_names().get()
    assert (agency.name_on(LAST), agency.name_on(APRIL)) == ("Old Council", "New Council")
    former = FormerName.objects.get()
    assert (former.used_from, former.used_until) == (SINCE, LAST)


def test_a_name_is_not_given_before_its_day():
    agency = factories.AgencyFactory(name="Old Council")

    with pytest.raises(ValidationError, match="must be today or earlier"):
        agencies.rename(agency=agency, name="New", from_on=timezone.localdate() + datetime.timedelta(days=1), by=None)


def test_a_second_rename_begins_where_the_first_one_did():
    agency = factories.AgencyFactory(name="One")
    agencies.rename(agency=agency, name="Two", from_on=SINCE, by=None)
    agencies.rename(agency=agency, name="Three", from_on=APRIL, by=None)

    second = FormerName.objects.get(name="Two")

    assert (second.used_from, second.used_until) == (SINCE, LAST)
    with pytest.raises(ValidationError, match="must begin later"):
        agencies.rename(agency=agency, name="Four", from_on=LAST, by=None)


def test_no_agency_has_two_names_on_one_day():
    agency = factories.AgencyFactory()
    factories.FormerNameFactory(agency=agency, name="Old", used_from=SINCE, used_until=LAST)

    with pytest.raises(ValidationError, match="the days overlap"):
        former_names.add(agency=agency, name="Older", used_from=None, used_until=SINCE, by=None)
    older = former_names.add(
        agency=agency, name="Older", used_from=None, used_until=SINCE - datetime.timedelta(days=1), by=None
    )

    with pytest.raises(ValidationError, match="the days overlap"):
        former_names.correct(former_name=older, name="Older", used_from=None, used_until=LAST, by=None)


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
    work = open_work.of([busy], after=LAST)

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
