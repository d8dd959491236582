"""The main navigation: by section, by permission, with the current place marked."""

import pytest
from django.http import HttpResponse
from django.urls import path

from core.dashboard.navigation import NavigationGroup, Page, pages, place

pytestmark = pytest.mark.urls(__name__)


def view(request, slug):
    return HttpResponse()


urlpatterns = [
    path("<slug:slug>/agencies/", view, name="agencies"),
    path("<slug:slug>/posts/", view, name="posts"),
    path("<slug:slug>/posts/roles/", view, name="roles"),
    path("<slug:slug>/reports/", view, name="reports"),
]


class Visitor:
    def __init__(self, *permissions):
        self.permissions = permissions

    def can(self, permission):
        return permission in self.permissions


@pytest.fixture(autouse=True)
def sections(settings):
    settings.PORTAL_NAVIGATION = [
        NavigationGroup(
            "Partners",
            (Page("Agencies", "agencies", "see"), Page("Posts", "posts", "see"), Page("Roles", "roles", "see meet")),
        ),
        NavigationGroup("Reports", (Page("Annual reports", "reports"),)),
        NavigationGroup("Not built", (Page("Nowhere", "nowhere"),)),
    ]


def test_the_section_and_the_page_of_an_address_are_marked():
    here = place("/durham/posts/", "durham", Visitor("see"))

    assert here.main == [
        {"text": "Partners", "href": "/durham/agencies/", "active": True},
        {"text": "Reports", "href": "/durham/reports/"},
    ]
    assert here.section == "Partners"
    assert here.beside == [
        {"text": "Agencies", "href": "/durham/agencies/"},
        {"text": "Posts", "href": "/durham/posts/", "current": True},
        {"text": "Roles", "href": "/durham/posts/roles/"},
    ]


def test_a_page_below_marks_the_nearest_one():
    here = place("/durham/posts/roles/7/", "durham", Visitor("see"))

    assert [entry["text"] for entry in here.beside if entry.get("active")] == ["Roles"]


def test_a_section_begins_with_the_first_page_that_may_be_seen():
    here = place("/durham/posts/roles/", "durham", Visitor("meet"))

    assert here.main[0] == {"text": "Partners", "href": "/durham/posts/roles/", "current": True}
    assert here.beside == []


def test_elsewhere_nothing_is_marked():
    here = place("/durham/search/", "durham", Visitor("see"))

    assert here.beside == []
    assert [set(entry) for entry in here.main] == [{"text", "href"}] * 2


def test_search_gets_the_pages_that_may_be_seen():
    assert [page.text for _, page, _ in pages("durham", Visitor("meet"))] == ["Roles", "Annual reports"]
