"""Every list and every home page is measured: one that is added later is missed here until `make bench` visits it."""

import pytest

from accounts.roles import ROLES, Role
from bench.visits import LISTS, OTHERS
from reporting.demo_loading import FOLDER, read
from tests.matrix import NEVER, PAGES

VISITED = {visit.view for visit in (*LISTS, *OTHERS)}
# Addresses with no record in them that are no lists: forms, redirects, stylesheets.
NO_LISTS = {"brand_stylesheet", "drafts", "partnership:budget", "reporting:public_page"}


def is_list(name, page) -> bool:
    """A page of its own for a whole partnership that nobody fills in."""
    return not page.of and page.get != NEVER and (page.post == NEVER or name in VISITED) and name not in NO_LISTS


def test_every_list_is_visited():
    assert sorted(name for name, page in PAGES.items() if is_list(name, page) and name not in VISITED) == []


def test_every_page_that_is_visited_exists():
    assert VISITED - set(PAGES) == set()


@pytest.mark.parametrize("role", Role)
def test_the_home_page_of_every_role_is_visited(role):
    """Each visitor is one of the demo's people, who holds the role in Darlington."""
    readers = {visit.reader("darlington") for visit in (*LISTS, *OTHERS) if visit.view == "partnership:home"}
    people = read(FOLDER / "people.toml")["person"]
    roles = {(held["partnership"], held["role"]) for one in people if one["email"] in readers for held in one["roles"]}

    assert ("darlington", role) in roles, ROLES[role].name
