"""Groups, seats, chairs, relationships, posts and roles in the browser."""

import datetime

import pytest

from core.db.tenancy import partnership_scope
from partnership.models import Group, GroupChair, GroupLink, GroupMember, Post, RoleHolder
from tests import factories
from tests.partnership.test_keeping_agencies import LAST, again, at, hidden, make, send, text

ENDED = datetime.date(2026, 3, 31)


def only(darlington, model):
    with partnership_scope(darlington):
        return model.objects.get()


def test_a_group_is_added_with_its_other_names(officer, darlington):
    answer = send(officer, at("group_add"), name="Executive", kind="executive", aliases="Exec\n exec \nBoard of it")

    with partnership_scope(darlington):
        group = Group.objects.get()
        names = sorted(alias.name for alias in group.aliases.all())
    assert answer["Location"] == at("group", group.pk)
    assert names == ["Board of it", "exec"]


def test_other_names_are_kept_as_they_are_written_down(officer, darlington):
    group = make(darlington, factories.GroupAliasFactory, name="Old", group__name="Group").group
    fields = {"name": "Group", "kind": "subgroup"}

    send(officer, at("group_change", group.pk), **fields, aliases="New")
    with partnership_scope(darlington):
        assert [alias.name for alias in group.aliases.all()] == ["New"]
    unchanged = officer.post(
        at("group_change", group.pk), hidden(officer.get(at("group_change", group.pk))) | fields | {"aliases": "New"}
    )
    assert unchanged.status_code == 302


def test_a_group_never_reports_to_one_below_it(officer, darlington):
    top = make(darlington, factories.GroupFactory, name="Top")
    below = make(darlington, factories.GroupFactory, name="Below", parent=top)

    page = send(officer, at("group_move", top.pk), parent=str(below.pk))

    assert "a group cannot report to one that reports to it" in text(page)
    assert send(officer, at("group_move", below.pk), parent="").status_code == 302
    assert again(darlington, below).parent is None


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ({}, datetime.date(2027, 3, 1)),
        (
            {"terms_due_on_day": "1", "terms_due_on_month": "9", "terms_due_on_year": "2026"},
            datetime.date(2026, 9, 1),
        ),
    ],
)
def test_a_review_of_the_terms_sets_the_next_one(officer, darlington, typed, due):
    group = make(darlington, factories.GroupFactory, terms_due_on=datetime.date(2026, 1, 1))
    day = {"terms_reviewed_on_day": "1", "terms_reviewed_on_month": "3", "terms_reviewed_on_year": "2026"}

    send(officer, at("group_terms", group.pk), **day, **typed)

    group = again(darlington, group)
    assert (group.terms_reviewed_on, group.terms_due_on) == (datetime.date(2026, 3, 1), due)


def test_a_group_ends_after_those_below_it_and_with_its_seats(officer, darlington):
    top = make(darlington, factories.GroupFactory, name="Top")
    below = make(darlington, factories.GroupFactory, name="Below", parent=top)
    seat = make(darlington, factories.GroupMemberFactory, group=top)
    where = at("group_end", top.pk)

    assert "Below reports to it" in text(send(officer, where, **LAST, also="yes"))
    send(officer, at("group_end", below.pk), **LAST)
    assert "The seat of" in text(send(officer, where, **LAST))
    assert send(officer, where, **LAST, also="yes").status_code == 302
    assert again(darlington, top).ends_on == again(darlington, seat).ends_on == ENDED


def test_several_agencies_take_seats_at_once_or_none(officer, darlington):
    group = make(darlington, factories.GroupFactory)
    agencies = [make(darlington, factories.AgencyFactory, name=f"Agency {letter}") for letter in "AB"]
    chosen = {"agencies": [str(agency.pk) for agency in agencies], "capacity": "Partner"}

    assert send(officer, at("seats_add", group.pk), **chosen).status_code == 302
    assert "Agency A has this seat already" in text(send(officer, at("seats_add", group.pk), **chosen))
    with partnership_scope(darlington):
        assert GroupMember.objects.count() == 2
        seats = [str(seat.pk) for seat in GroupMember.objects.all()]
    send(officer, at("seats_end", group.pk), seats=seats, **LAST)
    with partnership_scope(darlington):
        assert {seat.ends_on for seat in GroupMember.objects.all()} == {ENDED}
    page = text(officer.get(at("group", group.pk)))
    assert "Earlier members" in page
    assert "No agency has a seat in it now" in page


def test_an_agency_returns_to_a_group_that_it_had_left(officer, darlington):
    seat = make(darlington, factories.GroupMemberFactory, capacity="Partner", ends_on=ENDED)
    first = {"starts_on_day": "1", "starts_on_month": "5", "starts_on_year": "2026"}

    send(officer, at("seats_add", seat.group_id), agencies=[str(seat.agency_id)], capacity="Partner", **first)

    with partnership_scope(darlington):
        assert GroupMember.objects.count() == 2


def test_a_chair_is_added_changed_and_ended(officer, darlington):
    group = make(darlington, factories.GroupFactory)

    send(officer, at("chair_add", group.pk), title="Head of Service")
    chair = only(darlington, GroupChair)
    send(officer, at("chair_change", chair.pk), title="Director")
    assert str(again(darlington, chair)) == "Director"
    send(officer, at("chair_end", chair.pk), **LAST)
    assert again(darlington, chair).ends_on == ENDED
    assert "Nobody chairs it now" in text(officer.get(at("group", group.pk)))


def test_a_relationship_is_with_a_group_or_a_board_and_never_itself(officer, darlington):
    group = make(darlington, factories.GroupFactory)
    where = at("link_add", group.pk)

    assert "Name either a group here or a board elsewhere" in text(send(officer, where, relationship="advises"))
    own = text(send(officer, where, relationship="advises", to_group=str(group.pk)))
    assert "A group cannot work with itself" in own
    send(officer, where, relationship="advises", to_board="Health and Wellbeing Board")
    link = only(darlington, GroupLink)
    send(officer, at("link_change", link.pk), relationship="works_with", to_board="Another Board", **LAST)
    assert again(darlington, link).to_board == "Another Board"


def test_the_structure_looks_back_on_a_day(officer, darlington):
    old = make(darlington, factories.AgencyFactory, name="New Trust")
    make(darlington, factories.FormerNameFactory, agency=old, name="Old Trust", used_until=ENDED)
    group = make(darlington, factories.GroupFactory, name="Executive")
    make(darlington, factories.GroupChairFactory, group=group, title="Nurse", agency=old, ends_on=ENDED)

    then = text(officer.get(at("groups"), {"on_day": "31", "on_month": "3", "on_year": "2026"}))

    assert "Chair: Nurse, Old Trust" in then
    assert "Chair: Nurse" not in text(officer.get(at("groups")))


def test_a_joint_group_keeps_its_members_elsewhere(officer, darlington, exploitation_group):
    group = make(darlington, factories.GroupFactory, joint_body=exploitation_group)

    assert at("seats_add", group.pk) not in text(officer.get(at("group", group.pk)))


def test_a_post_is_added_changed_and_ended(officer, darlington):
    send(officer, at("post_add"), title="Analyst", fte="0.6", state="vacant")
    post = only(darlington, Post)
    assert "Vacant" in text(officer.get(at("post", post.pk)))
    send(officer, at("post_change", post.pk), title="Analyst", fte="1", state="filled", is_recommended="on")
    assert again(darlington, post).is_recommended
    send(officer, at("post_end", post.pk), **LAST)
    assert "Ended on 31 March 2026" in text(officer.get(at("post", post.pk)))


def test_a_delegated_role_says_from_whom(officer, darlington):
    lead = make(darlington, factories.RoleHolderFactory, title="Chief")
    fields = {"role": "delegated_partner", "title": "Director"}

    assert "Select who has delegated the role" in text(send(officer, at("role_holder_add"), **fields))
    send(officer, at("role_holder_add"), **fields, delegated_from=str(lead.pk))
    with partnership_scope(darlington):
        assert RoleHolder.objects.get(title="Director").delegated_from == lead
    refused = text(send(officer, at("role_holder_end", lead.pk), **LAST))
    assert "Delegated to Director" in refused


def test_a_role_is_handed_over_in_one_step(officer, darlington):
    lead = make(darlington, factories.RoleHolderFactory, title="Chief")
    day = {"on_day": "1", "on_month": "4", "on_year": "2026"}

    answer = send(officer, at("role_hand_over", lead.pk), title="New chief", agency=str(lead.agency_id), **day)

    with partnership_scope(darlington):
        new = RoleHolder.objects.get(title="New chief")
    assert answer["Location"] == at("role_holder", new.pk)
    assert again(darlington, lead).ends_on == ENDED
    page = text(officer.get(answer["Location"]))
    assert "Who has held this role" in page
    assert "Chief" in page


def test_who_misses_a_lead_finds_the_form_filled_in(officer, darlington):
    agency = make(darlington, factories.AgencyFactory, name="Council", kind="statutory")

    page = text(officer.get(at("role_holder_add"), {"role": "lead_partner", "agency": str(agency.pk)}))

    assert f'<option value="{agency.pk}" selected' in page
    assert '<option value="lead_partner" selected' in page


def test_what_belongs_to_something_that_has_ended_can_still_be_corrected(officer, darlington):
    old = make(darlington, factories.AgencyFactory, name="Gone", ends_on=ENDED)
    holder = make(darlington, factories.RoleHolderFactory, title="Cheif", agency=old, ends_on=ENDED)
    parent = make(darlington, factories.GroupFactory, name="Old Board", ends_on=ENDED)
    group = make(darlington, factories.GroupFactory, name="Panel", parent=parent)

    role = {"role": "lead_partner", "title": "Chief", "agency": str(old.pk)}
    assert send(officer, at("role_holder_change", holder.pk), **role).status_code == 302
    fields = {"name": "Scrutiny Panel", "kind": "panel", "parent": str(parent.pk)}
    assert send(officer, at("group_change", group.pk), **fields).status_code == 302
    other = make(darlington, factories.GroupFactory, name="Other")
    refused = send(officer, at("group_move", other.pk), parent=str(parent.pk))
    assert "Old Board ends on 31 March 2026" in text(refused)
    assert again(darlington, holder).title == "Chief"
