"""Whoever may not see the reports inside finds from there what anybody may read."""

import datetime

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from reporting.models import PublishedEdition
from tests.factories.reporting import PublishedEditionFactory

REPORTS = reverse("reporting:reports", args=["darlington"])
PUBLIC = reverse("public:report", args=["darlington", "2019-20"])


@pytest.fixture
def published(darlington):
    with partnership_scope(darlington):
        return PublishedEditionFactory(published_on=datetime.date(2020, 9, 30))


def cards(client):
    return {card.title: card for card in client.get("/darlington/").context["cards"]}


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.LEARNER])
def test_home_leads_those_to_the_public_edition_who_see_no_other(published, darlington, member, client_for, role):
    card = cards(client_for(member(darlington, role)))["Annual report"]

    assert (card.url, card.figure) == (PUBLIC, "2019-20")
    assert card.text == "for anybody to read, published on 30 September 2020"


def test_home_offers_the_newest_that_is_there_to_read(published, darlington, member, client_for):
    client = client_for(member(darlington, Role.LEARNER))
    with partnership_scope(darlington):
        PublishedEditionFactory(year="2020-21", taken_down_on=datetime.date(2021, 10, 1))
        PublishedEditionFactory(year="2018-19", is_superseded=True)
    assert cards(client)["Annual report"].figure == "2019-20"
    with partnership_scope(darlington):
        PublishedEdition.objects.update(is_superseded=True)
    assert "Annual report" not in cards(client)


def test_who_sees_reports_inside_is_led_there(published, darlington, member, client_for):
    found = cards(client_for(member(darlington, Role.LAY_MEMBER)))

    assert PUBLIC not in [card.url for card in found.values()]


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.LEARNER, Role.LAY_MEMBER, Role.OFFICER])
def test_the_reports_page_names_what_is_published(published, darlington, member, client_for, role):
    page = client_for(member(darlington, role)).get(REPORTS).content.decode()

    assert PUBLIC in page
    assert "published on 30 September 2020" in page


def test_nothing_is_named_where_nothing_is_published(darlington, member, client_for):
    assert "Published for anybody" not in client_for(member(darlington, Role.LEARNER)).get(REPORTS).content.decode()
