"""What is particular to one kind of records."""

import datetime
from importlib import import_module

import pytest

from core.db.effective_dates import DatedModel
from core.db.tenancy import partnership_scope
from core.imports import kind_named, kinds
from core.models import Organisation
from core.registry import Registry
from partnership.models import Agency, Group, GroupLink, Post, RoleHolder
from tests.partnership.importing import agencies, bring, groups, states


def problems(partnership, kind, *rows):
    return [text.partition(": ")[2] for text in bring(partnership, kind, *rows).problems()]


def test_agencies_refer_to_agencies_of_the_same_file_in_any_order(darlington):
    preview = bring(
        darlington,
        "agencies",
        {"Agency": "ICB", "Follows": "CCG North; CCG South", "Represented by": "Council"},
        {"Agency": "CCG North"},
        {"Agency": "CCG South"},
        {"Agency": "Council"},
    )

    assert preview.is_applied
    with partnership_scope(darlington):
        board = Agency.objects.get(name="ICB")
        assert {one.name for one in board.follows.all()} == {"CCG North", "CCG South"}
        assert board.represented_by.name == "Council"


def test_an_import_adds_to_what_an_agency_follows_and_never_takes_away(darlington):
    agencies(darlington, "ICB", "CCG", "PCT")
    bring(darlington, "agencies", {"Agency": "ICB", "Follows": "CCG"})

    preview = bring(darlington, "agencies", {"Agency": "ICB", "Follows": "pct"})

    assert preview.rows[0].changes == (("Follows", "CCG", "CCG; PCT"),)
    assert bring(darlington, "agencies", {"Agency": "ICB", "Follows": "CCG"}).counts["same"] == 1


def test_an_organisation_is_shared_by_name_and_made_once(darlington, durham):
    bring(darlington, "agencies", {"Agency": "Police", "Organisation": "Durham Constabulary"})
    bring(durham, "agencies", {"Agency": "The police", "Organisation": "durham constabulary"}, {"Agency": "Fire"})

    assert Organisation.objects.filter(name__iexact="durham constabulary").count() == 1
    with partnership_scope(durham):
        assert Agency.objects.get(name="Fire").organisation.name == "Fire"


def test_an_agency_keeps_its_organisation_where_the_cell_is_empty(darlington):
    bring(darlington, "agencies", {"Agency": "Police", "Organisation": "Durham Constabulary"})
    preview = bring(darlington, "agencies", {"Agency": "Police", "Sector group": "Police"})

    assert preview.rows[0].changes == (("Sector group", "", "Police"),)


def test_agencies_cannot_stand_for_each_other_in_a_circle_or_follow_themselves(darlington):
    circle = problems(
        darlington,
        "agencies",
        {"Agency": "A", "Represented by": "B"},
        {"Agency": "B", "Represented by": "A"},
        {"Agency": "C", "Represented by": "A"},
    )

    assert circle == ["this leads round in a circle back to the same row."] * 2
    assert problems(darlington, "agencies", {"Agency": "A", "Follows": "A"}) == ["an agency cannot follow itself."]


# What a row needs besides, where one of several columns is enough.
ROWS = {"contacts": {"Telephone": "101"}}


def row_of(kind) -> dict:
    """A row that would be right: each required column with its example."""
    return {column.heading: column.widget.example for column in kind.resource.fields.values() if column.required}


@pytest.mark.parametrize("code", [kind.code for kind in kinds() if issubclass(kind.model, DatedModel)])
def test_an_end_before_the_start_is_wrong(darlington, code):
    kind = kind_named(code)
    agencies(darlington, "Durham Constabulary", "Darlington Borough Council")
    groups(darlington, "Executive Group")
    first, last = (kind.resource.fields[name].heading for name in ("starts_on", "ends_on"))

    assert problems(
        darlington, code, ROWS.get(code, {}) | row_of(kind) | {first: "2020-04-01", last: "2019-03-31"}
    ) == ["the end, 2019-03-31, is before the start, 2020-04-01."]


def test_other_rules_of_dates(darlington):
    agencies(darlington, "Council")
    groups(darlington, "Board")
    name = {"Agency": "Council", "Former name": "Old", "Used from": "2020-01-01", "Used until": "2019-01-01"}

    assert problems(darlington, "agency-names", name) == ["2019-01-01 is before “Used from”, 2020-01-01."]


def test_a_post_is_known_by_its_title_and_by_its_start_where_two_had_it(darlington):
    bring(darlington, "posts", {"Post": "Analyst", "Starts on": "2019-04-01", "FTE": "1"})
    assert states(bring(darlington, "posts", {"Post": "analyst", "FTE": "0.5"})) == ["changed"]

    again = bring(
        darlington,
        "posts",
        {"Post": "Analyst", "Starts on": "2019-04-01", "Ends on": "2020-03-31"},
        {"Post": "Analyst", "Starts on": "2022-04-01", "FTE": "1"},
    )

    assert states(again) == ["changed", "new"]
    with partnership_scope(darlington):
        assert [str(post.fte) for post in Post.objects.order_by("starts_on")] == ["0.50", "1.00"]


def test_delegation_goes_to_any_depth_within_one_file(darlington):
    agencies(darlington, "Council", "Police")
    role = "Delegated safeguarding partner"
    preview = bring(
        darlington,
        "role-holders",
        {"Role": role, "Title": "Manager", "Agency": "Council", "Delegated from": f"{role}: Director"},
        {
            "Role": role,
            "Title": "Director",
            "Agency": "Council",
            "Delegated from": "Lead safeguarding partner: Chief (Council)",
        },
        {"Role": "Lead safeguarding partner", "Title": "Chief", "Agency": "Council"},
        {"Role": "Lead safeguarding partner", "Title": "Chief", "Agency": "Police"},
    )

    assert list(preview.problems()) == []
    with partnership_scope(darlington):
        manager = RoleHolder.objects.get(title="Manager")
        assert manager.delegated_from.delegated_from.agency.name == "Council"


def test_a_holder_that_two_agencies_have_is_asked_for_in_full(darlington):
    agencies(darlington, "Council", "Police")
    lead = {"Role": "Lead safeguarding partner", "Title": "Chief"}
    rows = [{**lead, "Agency": "Council"}, {**lead, "Agency": "Police"}]
    assert bring(darlington, "role-holders", *rows).is_applied

    found = problems(
        darlington,
        "role-holders",
        {
            "Role": "Delegated safeguarding partner",
            "Title": "Deputy",
            "Delegated from": "Lead safeguarding partner: Chief",
        },
    )

    assert "is the name of 2 records; write “Lead safeguarding partner: Chief (Council)” or" in found[0]


def test_groups_report_to_groups_of_the_same_file_and_have_other_names(darlington):
    preview = bring(
        darlington,
        "groups",
        {"Group": "Training", "Reports to": "Executive", "Other names": "Learning; L&D", "Decision making": "No"},
        {"Group": "Executive", "Kind": "Executive", "Decision making": "Yes", "Meetings a year": "6"},
    )

    assert preview.is_applied
    with partnership_scope(darlington):
        training = Group.objects.get(name="Training")
        assert training.parent.is_decision_making
        assert {alias.name for alias in training.aliases.all()} == {"Learning", "L&D"}


def test_groups_cannot_report_in_a_circle_through_groups_on_record(darlington):
    bring(darlington, "groups", {"Group": "A"}, {"Group": "B", "Reports to": "A"})

    assert problems(darlington, "groups", {"Group": "A", "Reports to": "B"}) == [
        "this leads round in a circle back to the same row."
    ]
    assert problems(darlington, "groups", {"Group": "C", "Reports to": "C"}) == [
        "this leads round in a circle back to the same row."
    ]


def test_a_joint_body_is_one_that_the_partnership_has_a_share_in(darlington, durham, exploitation_group):
    row = {"Group": "Exploitation", "Joint body": exploitation_group.slug}

    assert bring(darlington, "groups", row).is_applied
    with partnership_scope(darlington):
        assert Group.objects.get().joint_body == exploitation_group
    assert (
        "no joint body of this partnership called “darlington”"
        in problems(durham, "groups", {"Group": "G", "Joint body": "darlington"})[0]
    )
    assert problems(exploitation_group, "groups", row)


def test_a_group_works_with_a_group_here_or_a_board_elsewhere(darlington):
    groups(darlington, "Executive", "Training")
    preview = bring(
        darlington,
        "group-links",
        {"Group": "Executive", "Works with": "training", "Relationship": "Holds to account"},
        {"Group": "Executive", "Works with": "Health and Wellbeing Board"},
    )

    assert preview.is_applied
    with partnership_scope(darlington):
        here = GroupLink.objects.get(to_board="")
        assert (here.to_group.name, here.relationship) == ("Training", "holds_to_account")
    again = bring(darlington, "group-links", {"Group": "Executive", "Works with": "HEALTH and Wellbeing Board"})
    assert again.counts["same"] == 1
    assert problems(darlington, "group-links", {"Group": "Executive", "Works with": "Executive"}) == [
        "a group cannot work with itself."
    ]


def test_cash_and_kind_are_kept_apart(darlington):
    agencies(darlington, "Police")
    row = {"Year": "2019-20", "Agency": "Police", "Agreed": "5"}
    preview = bring(
        darlington, "contributions", {**row, "Paid": "Cash"}, {**row, "Paid": "In kind", "What in kind": "A room"}
    )

    assert preview.is_applied
    assert problems(darlington, "contributions", {**row, "What in kind": "A room"}) == [
        "only a contribution in kind says what it is, and this one is cash."
    ]
    assert (
        problems(darlington, "contributions", {**row, "Paid": "In kind", "Invoiced": "5", "Received": "5"})
        == ["a contribution in kind is neither invoiced nor received."] * 2
    )


def test_an_agency_s_former_name_and_days(darlington):
    agencies(darlington, "Council")
    bring(darlington, "agency-names", {"Agency": "Council", "Former name": "Old Council", "Used until": "31/03/2020"})

    with partnership_scope(darlington):
        council = Agency.objects.with_names().get()
        assert council.name_on(datetime.date(2019, 7, 1)) == "Old Council"


def test_files_are_loaded_after_those_that_they_refer_to_in_whatever_order_they_are_registered(monkeypatch):
    usual = kinds()
    backwards = Registry("kinds of records")
    backwards.update({kind.code: kind for kind in reversed(usual)})
    monkeypatch.setattr(import_module("core.imports.kinds"), "_kinds", backwards)

    codes = [kind.code for kind in kinds()]

    assert sorted(codes) == sorted(kind.code for kind in usual)
    for kind in usual:
        before = codes[: codes.index(kind.code) + 1]
        assert {other.code for other in kind.refers_to} <= set(before), kind.code
    assert codes.index("agencies") < codes.index("group-members") > codes.index("groups")
