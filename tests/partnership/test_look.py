"""A partnership's own name, colour and words, where people see them."""

import datetime

import pytest
from django.test import Client

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.settings import choose
from tests.factories import PostFactory

LONG_AGO = datetime.date(2010, 4, 1)


@pytest.fixture
def dressed(darlington, durham):
    """Darlington with a look of its own, and Durham with another."""
    for partnership, name, colour, unit in (
        (darlington, "Safeguarding Darlington", "#7a1f5c", "safeguarding hub"),
        (durham, "Safeguarding Durham", "#0b6e4f", "team"),
    ):
        with partnership_scope(partnership):
            chosen = {"name": name, "short_name": name.split()[-1].upper(), "colour": colour, "business_unit": unit}
            for key, value in chosen.items():
                choose(partnership=partnership, key=key, value=value, from_on=LONG_AGO, reason="A new look.", by=None)
    return darlington


@pytest.mark.django_db
def test_pages_show_the_name_the_colour_and_the_words(dressed, member, client_for):
    client = client_for(member(dressed, Role.OFFICER))
    with partnership_scope(dressed):
        PostFactory()

    html = client.get("/darlington/people/").content.decode()

    assert "<title>Posts of the safeguarding hub – Safeguarding Darlington – " in html
    assert "/brand/7a1f5c.css" in html
    assert ">DARLINGTON</a>" in html
    assert dressed.name not in html


@pytest.mark.django_db
def test_the_stylesheet_of_a_colour_tells_nobody_whose_it_is(django_assert_num_queries):
    client = Client()
    with django_assert_num_queries(0):
        assert "#7a1f5c" in client.get("/brand/7a1f5c.css").content.decode()
        assert "#0b4f6c" in client.get("/brand/ffffff.css").content.decode(), "too pale for white text"
        assert [client.get(f"/brand/{text}.css").status_code for text in ("x", "7a1f5", "7a1f5c}", "durham")] == [
            404
        ] * 4
        assert [client.get(f"/{slug}/brand.css").status_code for slug in ("durham", "nobody")] == [404] * 2


@pytest.mark.django_db
def test_the_look_costs_no_query(darlington, member, client_for, django_assert_max_num_queries):
    client = client_for(member(darlington, Role.CONTRIBUTOR))
    client.get("/darlington/structure/")
    with django_assert_max_num_queries(12) as queries:
        client.get("/darlington/structure/")

    assert not [query for query in queries if 'FROM "core_override"' in query["sql"]]
