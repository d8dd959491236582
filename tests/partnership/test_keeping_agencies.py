"""Agencies in the browser: added, changed, renamed, ended, merged and split, and who sees what of them."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.models import Organisation
from partnership.models import Agency, GroupMember
from tests import factories

APRIL = {"on_day": "1", "on_month": "4", "on_year": "2026"}
LAST = {"ends_on_day": "31", "ends_on_month": "3", "ends_on_year": "2026"}


def at(name, *args):
    return reverse(f"partnership:{name}", args=["darlington", *args])


def text(response):
    return response.content.decode()


def hidden(page) -> dict:
    """The hidden fields of a page's form, as a browser would send them."""
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text(page))
    return {name: value for name, value in fields if not name.startswith(("csrf", "draft"))}


def make(darlington, factory, **fields):
    with partnership_scope(darlington):
        return factory(**fields)


def again(darlington, record):
    """The record as it is saved now."""
    with partnership_scope(darlington):
        return type(record).objects.get(pk=record.pk)


def send(client, where, **fields):
    return client.post(where, hidden(client.get(where)) | fields)


@pytest.mark.parametrize("field", ["name", "organisation", "sector", "note"])
def test_a_character_that_no_database_takes_is_dropped(officer, darlington, field):
    typed = {"name": "Council", "kind": "statutory"} | {field: "Coun\0cil"}

    send(officer, at("agency_add"), **typed)

    with partnership_scope(darlington):
        assert str(getattr(Agency.objects.get(), field)) == "Council"


def test_an_agency_is_added_and_has_a_page(officer, darlington):
    answer = send(officer, at("agency_add"), name="The  Council", kind="statutory", sector="Local authority")

    with partnership_scope(darlington):
        agency = Agency.objects.get()
    assert answer["Location"] == at("agency", agency.pk)
    assert (agency.name, agency.kind, str(agency.organisation)) == ("The Council", "statutory", "The Council")


@pytest.mark.parametrize(("note", "is_told"), [("Families 👪’s", True), ("Families’", False)])
def test_signs_that_no_report_can_print_are_told_when_they_are_saved(officer, darlington, note, is_told):
    agency = make(darlington, factories.AgencyFactory, name="Council")
    change = at("agency_change", agency.pk)
    typed = hidden(officer.get(change)) | {"name": "Council", "kind": "funder", "note": note}

    answer = text(officer.post(change, typed, follow=True))

    assert "Council is saved" in answer
    assert ("“👪” (family) is not in the typeface of reports. Write it in words" in answer) == is_told


def test_an_organisation_much_like_another_is_asked_about(officer, darlington):
    factories.OrganisationFactory(name="Durham Constabulary of the North")
    fields = {"name": "Police", "kind": "relevant", "organisation": "Durham Constabulary of North"}

    first = send(officer, at("agency_add"), **fields)

    assert first.status_code == 200
    assert "Which organisation is it?" in text(first)
    send(officer, at("agency_add"), **fields, which="Durham Constabulary of the North")
    with partnership_scope(darlington):
        assert (
            str(Agency.objects.select_related("organisation").get().organisation) == "Durham Constabulary of the North"
        )


def test_an_organisation_may_be_another_one_all_the_same(officer, darlington):
    factories.OrganisationFactory(name="Northern Constabulary")

    send(officer, at("agency_add"), name="Northern Constabularies", kind="relevant", which="new")

    assert Organisation.objects.filter(name="Northern Constabularies").exists()


def test_a_name_that_there_is_comes_back_with_what_was_typed(officer, darlington):
    make(darlington, factories.AgencyFactory, name="The Council")

    answer = send(officer, at("agency_add"), name="the council", kind="relevant", note="Kept")

    assert "There is an agency called “The Council” already" in text(answer)
    assert "Kept" in text(answer)


def test_a_change_keeps_what_the_form_does_not_show(officer, darlington):
    agency = make(darlington, factories.AgencyFactory, name="Trust", ends_on=datetime.date(2020, 3, 31))

    answer = send(officer, at("agency_change", agency.pk), name="Trust", kind="funder", short_name="T")

    assert answer.status_code == 302
    agency = again(darlington, agency)
    assert (agency.kind, agency.short_name, agency.ends_on) == ("funder", "T", datetime.date(2020, 3, 31))


def test_a_renamed_agency_is_listed_under_the_name_of_the_day(officer, darlington):
    agency = make(darlington, factories.AgencyFactory, name="Old Trust")
    day = {"from_on_day": "1", "from_on_month": "4", "from_on_year": "2026"}

    send(officer, at("agency_rename", agency.pk), name="New Trust", **day)

    assert "New Trust" in text(officer.get(at("agencies")))
    then = text(officer.get(at("agencies"), {"on_day": "31", "on_month": "3", "on_year": "2026"}))
    assert "Old Trust" in then
    assert "New Trust" not in then


def test_what_is_open_is_listed_before_an_agency_ends(officer, darlington):
    seat = make(darlington, factories.GroupMemberFactory, group__name="Executive")
    where = at("agency_end", seat.agency_id)

    refused = send(officer, where, **LAST)

    assert "A seat in Executive" in text(refused)
    assert f'href="{at("group", seat.group_id)}"' in text(refused)
    answer = send(officer, where, **LAST, also="yes")
    assert answer.status_code == 302
    assert again(darlington, seat).ends_on == datetime.date(2026, 3, 31)


def test_what_cannot_end_by_itself_must_be_settled_first(officer, darlington):
    council = make(darlington, factories.AgencyFactory)
    make(darlington, factories.AgencyFactory, name="Practice", represented_by=council)

    page = text(send(officer, at("agency_end", council.pk), **LAST, also="yes"))

    assert "Practice is represented by it" in page
    assert "End it with all of this" not in page
    assert again(darlington, council).ends_on is None


def test_an_analyst_ends_nobody_s_access(darlington, member, client_for):
    agency = make(darlington, factories.AgencyFactory)
    member(darlington, Role.AGENCY_LEAD, agency=agency)
    analyst = client_for(member(darlington, Role.ANALYST))

    page = text(send(analyst, at("agency_end", agency.pk), **LAST, also="yes"))

    assert "agency lead" in page
    assert "Only the business manager and officers can end people’s access" in page
    assert "End it with all of this" not in page
    assert again(darlington, agency).ends_on is None
    assert analyst.post(at("agency_merge", agency.pk), {"name": "New", **APRIL}).status_code == 403


def test_a_merge_says_what_moves_and_does_it_once(officer, darlington):
    seat = make(darlington, factories.GroupMemberFactory, group__name="Executive", agency__name="Old Trust")
    other = make(darlington, factories.AgencyFactory, name="Other Trust")
    where = at("agency_merge", seat.agency_id)

    plan = officer.post(where, {"others": [str(other.pk)], "name": "New Trust", **APRIL})

    assert "Old Trust and Other Trust end on 31 March 2026" in text(plan)
    assert "A seat in Executive" in text(plan)
    with partnership_scope(darlington):
        assert not Agency.objects.filter(name="New Trust").exists()
    agreed = hidden(plan) | {"others": [str(other.pk)]}
    first, second = officer.post(where, agreed), officer.post(where, agreed)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    with partnership_scope(darlington):
        assert GroupMember.objects.current().get().agency.name == "New Trust"


def test_a_plan_that_has_changed_is_shown_again(officer, darlington):
    agency = make(darlington, factories.AgencyFactory, name="Old Trust")
    where = at("agency_merge", agency.pk)
    plan = officer.post(where, {"name": "New Trust", **APRIL})
    make(darlington, factories.GroupMemberFactory, agency=agency, group__name="Added since")

    again = officer.post(where, hidden(plan))

    assert again.status_code == 200
    assert "since you read the plan" in text(again)
    assert "Added since" in text(again)
    with partnership_scope(darlington):
        assert not Agency.objects.filter(name="New Trust").exists()


def test_a_merge_into_nothing_is_asked_for_again(officer, darlington):
    agency = make(darlington, factories.AgencyFactory)

    assert "Enter the name of the new agency" in text(officer.post(at("agency_merge", agency.pk), APRIL))


def test_a_split_asks_where_each_open_thing_goes(officer, darlington):
    seat = make(darlington, factories.GroupMemberFactory, group__name="Executive", agency__name="Old Trust")
    where = at("agency_split", seat.agency_id)

    plan = officer.post(where, {"names": "First Trust\nSecond Trust", **APRIL})
    key = f"to-seats-{seat.pk}"
    assert f'name="{key}"' in text(plan)
    answer = officer.post(where, hidden(plan) | {"names": "First Trust\nSecond Trust", key: "1"})

    assert answer.status_code == 302
    with partnership_scope(darlington):
        assert GroupMember.objects.current().get().agency.name == "Second Trust"
        assert set(Agency.objects.current().values_list("name", flat=True)) == {"First Trust", "Second Trust"}


@pytest.mark.parametrize(("role", "sees"), [(Role.OFFICER, True), (Role.CONTRIBUTOR, False), (Role.LAY_MEMBER, False)])
def test_what_an_agency_gives_is_for_those_who_see_the_records(darlington, member, client_for, role, sees):
    given = make(darlington, factories.ContributionFactory, agreed="1234.00")

    page = text(client_for(member(darlington, role)).get(at("agency", given.agency_id)))

    assert ("£1,234" in page) == sees


def test_an_agency_s_own_people_find_it_and_see_what_it_gives(darlington, member, client_for):
    given = make(darlington, factories.ContributionFactory, agreed="1234.00")
    client = client_for(member(darlington, Role.CONTRIBUTOR, agency=given.agency))

    assert f'href="{at("agency", given.agency_id)}"' in text(client.get(at("home")))
    page = text(client.get(at("agency", given.agency_id)))
    assert "£1,234" in page
    assert "Your agency" in page
    assert "/budget/" not in page


def test_a_box_takes_the_place_of_a_list_that_is_too_long(officer, darlington):
    with partnership_scope(darlington):
        for number in range(70):
            factories.AgencyFactory(name=f"Agency {number:03}")
        agency = Agency.objects.get(name="Agency 000")
    where = at("agency_change", agency.pk)

    page = text(officer.get(where))
    assert '<datalist id="id_represented_by_names">' in page
    wrong = send(officer, where, name="Agency 000", kind="relevant", represented_by="Agenzy 001")
    assert "do you mean “Agency 001”?" in text(wrong)
    send(officer, where, name="Agency 000", kind="relevant", represented_by="agency 001")
    with partnership_scope(darlington):
        assert str(Agency.objects.get(name="Agency 000").represented_by) == "Agency 001"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["agency", "agency_end", "agency_change"])
def test_a_page_takes_as_many_queries_however_much_an_agency_has(darlington, member, client_for, name):
    client = client_for(member(darlington, Role.OFFICER))
    agency = make(darlington, factories.AgencyFactory)
    counts = []
    for more in (1, 9):
        with partnership_scope(darlington):
            for _ in range(more):
                factories.GroupMemberFactory(agency=agency)
                factories.RoleHolderFactory(agency=agency)
                factories.FormerNameFactory(agency=agency)
                factories.AgencyFactory(represented_by=agency)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(at(name, agency.pk)).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]
