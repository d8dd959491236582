"""Several breakdowns of the same people: how they are kept, shown and asked about."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from indicators.models import IndicatorValue
from tests.factories import MeasureFactory
from tests.indicators.breakdowns import (
    YEAR,
    add_named,
    kept,
    send,
    url,
    words,
)
from tests.indicators.built import topic, value


@pytest.fixture
def reader(darlington, member, client_for):
    return client_for(member(darlington, Role.SCRUTINEER))


@pytest.fixture
def named(darlington):
    with partnership_scope(darlington):
        add_named()


# Pages


@pytest.mark.parametrize("whole", [None, 60])
def test_each_breakdown_of_a_topic_has_its_table_and_its_total(darlington, named, officer, whole):
    with partnership_scope(darlington):
        if whole:
            MeasureFactory(topic="Plans", category="Total", value=whole)
    response = officer.get(url("measure_topic", "Plans"))

    tables = {table["by"]: table for table in response.context["tables"] if table["by"]}
    assert {by: table["totals"] for by, table in tables.items()} == dict.fromkeys(
        ("By sex", "By age group"), [str(whole or 57)]
    )
    assert "By sex, number" in words(response)
    assert "114" not in words(response)


def test_each_breakdown_of_an_indicator_has_its_table_and_its_total(in_darlington, officer):
    for name, parts in {"sex": (30, 27), "age group": (40, 17)}.items():
        for place, number in enumerate(parts):
            value(1, number, breakdown=f"Part {place}", grouped_by=name, is_exhaustive=True)
    response = officer.get(url("indicator", 8001))

    assert [table["total"] for table in response.context["breakdowns"]] == ["57", "57"]
    assert "By age group, 31 March 2020" in words(response)


@pytest.mark.parametrize("grouped_by", ["", "sex"])
def test_a_total_that_was_typed_stands_last_as_a_sum_does(in_darlington, officer, grouped_by):
    parts = {"All children": 57, "Boys": 27, "Girls": 30}
    topic("Plans", parts, grouped_by=grouped_by, is_exhaustive=True)
    for name, number in parts.items():
        value(1, number, breakdown=name, grouped_by=grouped_by, is_exhaustive=True)

    (of_topic,) = officer.get(url("measure_topic", "Plans")).context["tables"]
    (of_indicator,) = officer.get(url("indicator", 8001)).context["breakdowns"]
    assert [line["name"] for line in of_topic["lines"]] == ["Boys", "Girls", "All children"]
    assert [part["name"] for part in of_indicator["parts"]] == ["Boys", "Girls", "All children"]


def test_a_figure_says_by_what_it_is_grouped(darlington, named, officer):
    typed = {"topic": "Plans", "category": "Unknown", "unit": "n", "value": "9", **YEAR}
    assert send(officer, url("measure_add"), **typed).status_code == 302
    assert "already" in words(send(officer, url("measure_add"), **typed, grouped_by="SEX"))
    assert ("", "Unknown", 9) in kept(darlington)


def test_only_a_category_is_grouped_by_something(in_darlington, officer):
    number = value(2, 5).indicator.number
    typed = {"unit": "n", "value": "9", "quality": "good", "grouped_by": "sex", **YEAR}

    assert "Only a category can be grouped by something" in words(send(officer, url("value_add", number), **typed))
    assert len(kept(in_darlington, IndicatorValue)) == 1


def test_parts_of_one_breakdown_are_changed_together(darlington, named, officer):
    address = url("measure_parts", topic="Plans", period="2019-20", unit="n", grouped_by="sex")
    typed = {"grouped_by": "sex", "is_exhaustive": "on", "value-0": "31", "value-1": "26"}
    assert send(officer, address, **typed).status_code == 302

    assert kept(darlington)[2:] == [("sex", "Girls", 31), ("sex", "Unknown", 26)]


def test_another_period_is_entered_with_the_categories_of_one_breakdown(named, officer):
    form = officer.get(url("measure_parts", topic="Plans", grouped_by="age group")).context["form"]

    assert form.known == ["Under 5", "Unknown"]
    assert form["grouped_by"].value() == "age group"


def test_a_breakdown_does_not_take_a_category_twice(darlington, named, officer):
    address = url("measure_parts", topic="Plans", period="2019-20", unit="n", grouped_by="sex")
    typed = {"grouped_by": "Age group", "value-0": "30", "value-1": "27"}

    assert "“Unknown” is on record already, grouped by “age group”" in words(send(officer, address, **typed))


def test_the_search_finds_a_breakdown(named, officer):
    page = officer.get(reverse("search", args=["darlington"]) + "?q=age+group")

    assert "age group : Under 5" in words(page)
