"""Every list and every home page is measured: one that is added later is missed here until `make bench` visits it."""

import re

import pytest
from django.apps import apps
from django.db.models import NOT_PROVIDED

from accounts.roles import ROLES, Role
from bench import imports
from bench.visits import LISTS, OTHERS
from bench.world import STATEMENTS
from core.db.tenancy import partnership_scope
from core.imports import kind_named, plan, reading
from indicators.models.indicators import EDITION
from reporting.demo_loading import FOLDER, read
from tests.factories import IndicatorFactory
from tests.matrix import NEVER, PAGES

VISITED = {visit.view for visit in (*LISTS, *OTHERS)}
# Addresses with no record in them that are no lists: forms, redirects, stylesheets, pages of words.
NO_LISTS = {"drafts", "partnership:budget", "reporting:public_page"}
NO_LISTS |= {"about:accessibility", "about:contact", "about:privacy", "public:accessibility", "public:privacy"}


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


@pytest.mark.django_db
def test_the_file_of_the_import_has_nothing_wrong(darlington):
    """With one indicator its rows go through every period that it can have."""
    IndicatorFactory(number=1, edition=EDITION)
    sheet = reading.read("values.csv", imports._file(imports.ROWS))

    with partnership_scope(darlington):
        preview = plan(darlington, kind_named(imports.KIND), sheet)

    assert len(preview.rows) > 100
    assert list(preview.problems()) == []
    assert [row.label for row in preview.rows if row.questions] == []


def written() -> dict[str, set[str]]:
    """The columns that the world of the benchmark fills, by table."""
    found = [re.match(r"INSERT INTO (\w+)\s*\(([^)]*)\)", statement) for statement in STATEMENTS]
    return {match[1]: {name.strip() for name in match[2].split(",")} for match in found}


@pytest.mark.parametrize("model", [model for model in apps.get_models() if model._meta.db_table in written()])
def test_the_world_fills_every_column_that_must_be_filled(model):
    """It is made in plain SQL, which knows none of Django's defaults."""
    needed = {
        field.column
        for field in model._meta.concrete_fields
        if not field.null and not field.generated and field.db_default is NOT_PROVIDED and field.column != "id"
    }

    assert needed - written()[model._meta.db_table] == set()
