"""A new officer finds anything: from the home page every page is at most three clicks away, for the manager."""

import re
from html import unescape

import pytest
from django.urls import Resolver404, resolve

from accounts.roles import Role
from core.tenancy import partnership_scope
from tests import factories, world
from tests.factories import make_member
from tests.matrix import NEVER, PAGES
from tests.test_matrix import is_open_to

LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]+)')
CLICKS = 3
# Answered to a program, to nobody in particular, or after a press of a button; and what only its own person may see.
APART = {"brand_stylesheet", "drafts", "partnership:document", "partnership:job", "imports:progress"}


@pytest.fixture
def home(darlington, client_for):
    """The manager's browser, in a partnership with one of everything."""
    world.build(darlington, **world.OURS)
    manager = make_member(darlington, Role.MANAGER)
    with partnership_scope(darlington):
        factories.SavedViewFactory(user=manager)
    return client_for(manager)


def links(client, address):
    """The addresses that a page of the partnership leads to."""
    response = client.get(address, follow=True)
    if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
        return set()
    found = {unescape(href) for href in LINK.findall(response.content.decode())}
    found = {_absolute(href, response.request["PATH_INFO"]) for href in found}
    return {href for href in found if href.startswith("/darlington/")}


def _absolute(href, page):
    return f"{page}{href}" if href.startswith("?") else href


def name_of(address):
    try:
        return resolve(address.partition("?")[0]).view_name
    except Resolver404:
        return None


def test_every_page_is_three_clicks_from_home(home):
    seen, edge = {"/darlington/"}, {"/darlington/"}
    for _ in range(CLICKS):
        # One page of each kind leads to as much as all of them do; a list with other filters is the same list.
        edge = {href for page in _one_of_each(edge) for href in links(home, page)} - seen
        seen |= edge

    reached = {name_of(href) for href in seen}
    wanted = {name for name, page in PAGES.items() if page.get != NEVER and is_open_to(Role.MANAGER, page.ways("get"))}
    assert sorted(wanted - reached - APART) == []


def _one_of_each(addresses):
    kinds = {}
    for address in sorted(addresses):
        kinds.setdefault((name_of(address), "?" in address), address)
    return kinds.values()
