"""Editions are found by what they say, not by how their snapshot is kept."""

import copy
import datetime
import json

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from tests import factories
from tests.factories.reporting import SNAPSHOT, PublishedEditionFactory


@pytest.fixture
def found(darlington, member, client_for):
    """The editions that an officer finds by some words."""
    client = client_for(member(darlington, Role.OFFICER))

    def look(words):
        groups = client.get("/darlington/search/", {"q": words}).context["found"]
        return [hit.title for group in groups if group.name.startswith("Editions") for hit in group.hits]

    return look


@pytest.fixture
def edition(darlington):
    """One that says things in each of the ways in which a snapshot does."""
    snapshot = copy.deepcopy(SNAPSHOT)
    snapshot["sections"][0]["blocks"] = [
        {"type": "prose", "markdown": 'A rare "wagtail"\nwas heard.'},
        {"type": "table", "caption": "Herons", "note": "Of curlews none.", "rows": [{"cells": ["Zebra", None]}]},
        {"type": "chart", "caption": "Plovers", "summary": "Dunlins rise."},
        {"type": "remark", "caption": "Terns", "says": "Fulmars stay."},
    ]
    with partnership_scope(darlington):
        return factories.EditionFactory(snapshot=json.dumps(snapshot))


@pytest.mark.parametrize(
    "q", ['"wagtail" was', "foreword", "herons", "curlews", "plovers", "dunlins", "terns", "fulmars", "rare 2019-20"]
)
def test_an_edition_is_found_by_its_titles_and_words(found, edition, q):
    assert found(q) == [str(edition)]


@pytest.mark.parametrize("q", ["rows", "null", "blocks", "level", "prose", "markdown", "zebra", "0b4f6c", "nwas"])
def test_an_edition_is_not_found_by_what_only_its_snapshot_calls_it(found, edition, q):
    assert found(q) == []


@pytest.mark.parametrize(("role", "group"), [(Role.LEARNER, "Published reports"), (Role.LAY_MEMBER, None)])
def test_who_sees_no_edition_finds_what_is_published(darlington, member, client_for, role, group):
    with partnership_scope(darlington):
        PublishedEditionFactory(year="2018-19", is_superseded=True)
        PublishedEditionFactory(year="2017-18", taken_down_on=datetime.date(2020, 10, 1), snapshot="")
        published = PublishedEditionFactory()

    groups = client_for(member(darlington, role)).get("/darlington/search/", {"q": "foreword"}).context["found"]

    assert [(one.name, [hit.url for hit in one.hits]) for one in groups] == (
        [(group, [reverse("public:report", args=["darlington", published.year])])] if group else []
    )
