"""Nobody is made to say that categories are all there are where that is not known."""

import re

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from tests import factories

TICKED = re.compile(r'name="is_exhaustive"[^>]* checked')


@pytest.fixture
def officer(darlington, member, client_for):
    return client_for(member(darlington, Role.OFFICER))


@pytest.fixture
def opened(officer):
    def page(name, *args, query=""):
        return officer.get(f"{reverse(name, args=['darlington', *args])}{query}").content.decode()

    return page


@pytest.mark.parametrize(("categories_are", "is_ticked"), [("whole", True), ("overlapping", False), ("", False)])
def test_a_breakdown_is_ticked_as_complete_only_where_the_catalogue_says_so(opened, categories_are, is_ticked):
    number = 8980 + len(categories_are)
    factories.IndicatorFactory(number=number, categories="A; B", categories_are=categories_are)
    page = opened("indicators:value_parts", number)
    assert bool(TICKED.search(page)) is is_ticked
    assert ("shares are more than 100%" in page) is (categories_are == "overlapping")


@pytest.mark.parametrize("was", [True, False])
def test_without_a_word_of_the_catalogue_it_is_as_it_was_last(opened, darlington, was):
    with partnership_scope(darlington):
        number = factories.IndicatorValueFactory(breakdown="Girls", is_exhaustive=was).indicator.number
        factories.MeasureFactory(topic="Deaths", is_exhaustive=was)
    assert bool(TICKED.search(opened("indicators:value_parts", number))) is was
    assert bool(TICKED.search(opened("indicators:measure_parts", query="?topic=Deaths"))) is was


def test_a_new_topic_is_not_ticked(opened):
    assert not TICKED.search(opened("indicators:measure_parts"))
