"""What the pages of single records say, and what they leave to others."""

import datetime
import uuid

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from tests import factories

ENDED = datetime.date(2020, 3, 31)


def page(client, name, *args, **query):
    return client.get(reverse(f"partnership:{name}", args=["darlington", *args]), query)


def text(response):
    return response.content.decode()


def test_an_agency_tells_what_it_follows_and_was_called(officer, darlington):
    with partnership_scope(darlington):
        old = factories.AgencyFactory(name="Old CCG", ends_on=ENDED)
        new = factories.AgencyFactory(name="New ICB")
        new.follows.through.objects.create(successor=new, predecessor=old, partnership=darlington)
        factories.FormerNameFactory(agency=new, name="Newer CCG")

    assert "Old CCG" in text(page(officer, "agency", new.pk))
    assert "Newer CCG" in text(page(officer, "agency", new.pk))
    before = text(page(officer, "agency", old.pk))
    assert "Followed by" in before
    assert "Ended on 31 March 2020" in before


@pytest.mark.parametrize("name", ["agency", "group"])
def test_another_partnerships_record_is_404(officer, durham, name):
    with partnership_scope(durham):
        theirs = factories.AgencyFactory() if name == "agency" else factories.GroupFactory()

    assert page(officer, name, theirs.pk).status_code == 404
    assert page(officer, name, uuid.uuid4()).status_code == 404


def test_posts_are_added_up_without_the_recommended_ones(officer, darlington):
    with partnership_scope(darlington):
        factories.PostFactory(fte="1.00")
        factories.PostFactory(fte="0.60", state="vacant")
        factories.PostFactory(fte="0.50", is_recommended=True)
        factories.PostFactory(fte="9.00", ends_on=ENDED)

    totals = page(officer, "posts").context["totals"]

    shown = [str(totals[name]) for name in ("established", "filled", "vacant", "recommended")]
    assert shown == ["1.60", "1.00", "0.60", "0.50"]


def test_delegation_is_drawn_from_the_lead_partner_down(officer, darlington):
    with partnership_scope(darlington):
        lead = factories.RoleHolderFactory(title="Chief executive")
        director = factories.RoleHolderFactory(role="delegated_partner", title="Director", delegated_from=lead)
        factories.RoleHolderFactory(role="delegated_partner", title="Head", delegated_from=director)
        factories.RoleHolderFactory(role="scrutineer", title="Scrutineer")

    (root,) = page(officer, "role_holders").context["delegation"]

    assert root.row.title == "Chief executive"
    assert root.children[0].children[0].row.title == "Head"


def test_a_group_below_one_that_ended_stands_by_itself(officer, darlington):
    with partnership_scope(darlington):
        old = factories.GroupFactory(name="Old Board", ends_on=ENDED)
        factories.GroupFactory(name="Panel", parent=old)

    assert [node.row.name for node in page(officer, "groups").context["tree"]] == ["Panel"]
    (root,) = page(officer, "groups", show="all").context["tree"]
    assert [root.row.name, root.children[0].row.name] == ["Old Board", "Panel"]


def test_a_joint_group_leads_to_its_body_only_for_those_who_belong_to_it(
    darlington, exploitation_group, member, client_for
):
    with partnership_scope(darlington):
        group = factories.GroupFactory(joint_body=exploitation_group)
    outsider, insider = member(darlington, Role.OFFICER), member(darlington, Role.OFFICER)
    member(exploitation_group, Role.OFFICER, user=insider)

    assert 'href="/durham-darlington-ceg/"' not in text(page(client_for(outsider), "group", group.pk))
    assert 'href="/durham-darlington-ceg/"' in text(page(client_for(insider), "group", group.pk))


def test_in_kind_is_in_no_total(officer, darlington):
    with partnership_scope(darlington):
        factories.ContributionFactory(agreed="34404.00")
        factories.ContributionFactory(agreed="17596.00", paid="in_kind", what_in_kind="An analyst")

    shown = text(page(officer, "budget_year", "2019-20"))

    assert "£34,404" in shown
    assert "£17,596" in shown
    assert "£52,000" not in shown


def test_the_budget_opens_at_the_latest_year(officer, darlington):
    with partnership_scope(darlington):
        factories.ContributionFactory(year="2018-19")
        factories.SpendingFactory(year="2025-26")

    assert page(officer, "budget")["Location"] == "/darlington/budget/2025-26/"
    assert page(officer, "budget_year", "2020-21").status_code == 200


@pytest.mark.parametrize("year", ["2020", "2020-22", "nonsense", "years"])
def test_a_year_that_is_none_is_404(officer, year):
    assert page(officer, "budget_year", year).status_code == (200 if year == "years" else 404)


def test_only_the_pages_that_a_person_may_see_are_in_the_navigation(darlington, member, client_for):
    shown = text(page(client_for(member(darlington, Role.CONTRIBUTOR)), "home"))

    assert "/darlington/reports/" in shown
    assert "/darlington/budget/" not in shown


def test_writing_is_not_a_way_to_read(officer):
    for name in ("home", "agencies", "posts", "groups", "budget"):
        assert officer.post(reverse(f"partnership:{name}", args=["darlington"])).status_code == 405
