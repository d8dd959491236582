"""A new officer finds anything: from the home page every page is at most three clicks away, for the manager."""

import re
from html import unescape

import pytest
from django.urls import Resolver404, resolve

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from tests import factories, world
from tests.factories import make_member
from tests.matrix import PAGES
from tests.test_matrix import is_open_to, names_a_row

LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]+)|<form\b[^>]*method="get" action="([^"#]+)')
CLICKS = 3
# For programs, not for people.
SILENT = {"drafts", "imports:progress", "settings:colour_sample"}
# Shown where a record is in a state in which this one is not: a job is at work, a link ran out, a report is signed, a
# person has a phone to lose.
SOMETIMES = {
    "indicators:people",
    "imports:export_progress",
    "imports:undo",
    "partnership:document",
    "partnership:job",
    "people:hand_over",
    "people:lost_phone",
    "people:withdraw",
    "public:edition",
    "public:file",
    "public:partnership",
    "public:report",
    "reporting:compiling",
    "reporting:copies",
    "reporting:public_page_withdraw",
    "reporting:publish",
    "reporting:remove",
    "reporting:section_return",
    "reporting:source",
    "reporting:take_down",
    "reporting:take_down_decide",
    "settings:restore",
}


@pytest.fixture
def rows(darlington):
    """One of everything in the partnership: the ids of the records that the matrix names in addresses."""
    built = vars(world.build(darlington, **world.OURS))
    named = {says.partition(".")[0] for page in PAGES.values() for says in page.of.values() if not says.startswith("=")}
    return {str(built[name].pk) for name in named if hasattr(built[name], "pk")}


@pytest.fixture
def home(darlington, client_for, rows):
    """The manager's browser."""
    manager = make_member(darlington, Role.MANAGER)
    with partnership_scope(darlington):
        factories.SavedViewFactory(user=manager)
        factories.GroupFactory(terms_due_on="2020-05-01")
        aside = factories.GroupFactory(terms_due_on="2020-05-01")
        factories.SetAsideFactory(duty=f"partnership.terms_of_reference:{aside.pk}:{aside.terms_due_on}")
    return client_for(manager)


def links(client, address):
    """The addresses that a page of the partnership leads to."""
    response = client.get(address, follow=True)
    if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
        return set()
    hrefs = (unescape("".join(groups)) for groups in LINK.findall(response.content.decode()))
    found = {_absolute(href, response.request["PATH_INFO"]) for href in hrefs}
    return {href for href in found if href.startswith("/darlington/")}


def _absolute(href, page):
    return f"{page}{href}" if href.startswith("?") else href


def name_of(address):
    try:
        return resolve(address.partition("?")[0]).view_name
    except Resolver404:
        return None


@pytest.fixture
def reached(home, rows):
    """The names of the pages after each click, from the overview on."""
    seen, edge, names = {"/darlington/"}, {"/darlington/"}, []
    for _ in range(CLICKS + 1):
        edge = {href for page in _one_of_each(edge, rows) for href in links(home, page)} - seen
        seen |= edge
        names.append({name_of(href) for href in seen})
    return names


def test_every_page_is_three_clicks_from_home_and_every_action_on_a_record_one_more(reached):
    wanted = {name for name, page in PAGES.items() if page.ways("get") and is_open_to(Role.MANAGER, page.ways("get"))}
    wanted -= SILENT | SOMETIMES

    too_far = {name for name in wanted - reached[CLICKS - 1] if not names_a_row(name)}
    assert too_far == set()
    assert sorted(wanted - reached[CLICKS]) == []


def _one_of_each(addresses, rows):
    """One page of each kind leads to as much as all of them do; a list with other filters is the same list.

    Of records those that have everything on them: another agency has no former name, and another person no role.
    """
    kinds = {}
    for address in sorted(addresses, key=lambda address: (rows.isdisjoint(address.split("/")), address)):
        kinds.setdefault((name_of(address), "?" in address), address)
    return kinds.values()
