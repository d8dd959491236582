"""The pages of a partnership's records as their people meet them."""

import datetime

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from tests import factories

PAGES = ["home", "agencies", "posts", "role_holders", "groups", "budget", "budget_years"]


def url(name, *args):
    return reverse(f"partnership:{name}", args=["darlington", *args])


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_without_records_says_so_kindly(officer, name):
    response = officer.get(url(name))

    assert response.status_code == 200
    assert "Traceback" not in text(response)


DIRECTORY = ["agencies", "role_holders", "groups"]


@pytest.mark.parametrize("name", PAGES[1:])
def test_a_contributor_sees_the_directory_and_no_other_record(darlington, member, client_for, name):
    expected = 200 if name in DIRECTORY else 403

    assert client_for(member(darlington, Role.CONTRIBUTOR)).get(url(name)).status_code == expected


def test_the_home_page_of_a_contributor_has_no_cards_of_records(darlington, member, client_for):
    page = text(client_for(member(darlington, Role.CONTRIBUTOR)).get(url("home")))

    assert "Your role here: agency contributor" in page
    assert "Budget" not in page


def test_agencies_that_ended_show_when_asked_for(officer, darlington):
    with partnership_scope(darlington):
        factories.AgencyFactory(name="Old Trust", ends_on=datetime.date(2020, 3, 31))
        factories.AgencyFactory(name="New Trust")

    assert "Old Trust" not in text(officer.get(url("agencies")))
    everything = text(officer.get(url("agencies"), {"show": "all"}))
    assert "Old Trust" in everything
    assert "Until 31\N{NO-BREAK SPACE}March\N{NO-BREAK SPACE}2020" in everything


def test_agencies_are_filtered_by_kind_and_sector(officer, darlington):
    with partnership_scope(darlington):
        factories.AgencyFactory(name="The Council", kind="statutory", sector="Local authority")
        factories.AgencyFactory(name="The Trust", kind="relevant", sector="Health")

    page = text(officer.get(url("agencies"), {"kind": "statutory", "sector": "Local authority"}))

    assert "The Council" in page
    assert "The Trust" not in page


def test_a_filter_that_leaves_nothing_offers_to_clear_it(officer, darlington):
    with partnership_scope(darlington):
        factories.AgencyFactory(kind="relevant")

    page = text(officer.get(url("agencies"), {"kind": "funder"}))

    assert "No agencies match" in page
    assert "Clear the filters" in page


def test_a_filter_with_a_made_up_value_is_no_error(officer):
    assert officer.get(url("agencies"), {"kind": "made-up", "sort": "nothing", "page": "x"}).status_code == 200
