"""Parts that nobody has told apart, on pages and in forms: they are asked about until somebody does."""

import pytest

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from indicators.models import IndicatorValue, Measure
from tests.indicators.breakdowns import (
    NOT_SHOWN,
    SEVERAL,
    UNNAMED,
    YEAR,
    add_unnamed,
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
def unnamed(darlington):
    with partnership_scope(darlington):
        add_unnamed()


def test_no_total_is_shown_until_somebody_says(unnamed, officer, reader):
    for client in (officer, reader):
        page = words(client.get(url("measure_topic", "Plans")))
        assert NOT_SHOWN in page
        assert "114" not in page
    assert "Name them, or say that they are one" in words(officer.get(url("measure_topic", "Plans")))
    assert "Name them" not in words(reader.get(url("measure_topic", "Plans")))


@pytest.fixture
def parts_page():
    numbers = {f"value-{place}": str(number) for place, number in enumerate(UNNAMED.values())}
    return url("measure_parts", topic="Plans", period="2019-20", unit="n"), numbers | {"is_exhaustive": "on"}


def test_they_are_named_on_one_page(darlington, unnamed, officer, parts_page):
    address, numbers = parts_page
    assert "Girls and Boys: grouped by" in words(officer.get(address))
    assert send(officer, address, **numbers, grouped_by_0="sex", grouped_by_1="age").status_code == 302

    assert kept(darlington) == [
        ("age", "5 and over", 17),
        ("age", "Under 5", 40),
        ("sex", "Boys", 27),
        ("sex", "Girls", 30),
    ]
    assert NOT_SHOWN not in words(officer.get(url("measure_topic", "Plans")))
    again = officer.post(address, numbers | {"seen": "x", "grouped_by_0": "sex"}, follow=True)
    assert "These figures have another breakdown now" in words(again)


def test_or_somebody_says_that_they_are_one(unnamed, officer, parts_page):
    address, numbers = parts_page
    asked = words(send(officer, address, **numbers))
    assert SEVERAL in asked
    assert "For example, checked with whoever gave the figure." in asked
    assert send(officer, address, **numbers, is_right=SEVERAL, because="They are wards").status_code == 302

    page = words(officer.get(url("measure_topic", "Plans")))
    assert NOT_SHOWN not in page
    assert "Total 114" in page


@pytest.mark.parametrize("apart", [1, 2])
@pytest.mark.parametrize("ticked", [{"is_exhaustive": "on"}, {}], ids=["all there are", ""])
def test_each_is_named_in_the_table_in_which_they_are_new(darlington, officer, apart, ticked):
    names = {f"name-{place * apart}": name for place, name in enumerate(UNNAMED)}
    numbers = {f"value-{place * apart}": str(number) for place, number in enumerate(UNNAMED.values())}
    typed = {"topic": "Plans", "unit": "n", **ticked, **YEAR, **names, **numbers}

    asked = words(send(officer, url("measure_parts"), **typed))
    assert SEVERAL in asked
    assert "Girls and Boys: grouped by" in asked
    assert "Under 5 and 5 and over: grouped by" in asked
    long = words(send(officer, url("measure_parts"), **typed, grouped_by_0="sex" * 30, grouped_by_1="age"))
    assert "60 characters" in long
    assert kept(darlington) == []

    assert send(officer, url("measure_parts"), **typed, grouped_by_0="sex", grouped_by_1="age").status_code == 302
    assert [row[:2] for row in kept(darlington)] == [
        ("age", "5 and over"),
        ("age", "Under 5"),
        ("sex", "Boys"),
        ("sex", "Girls"),
    ]


def test_a_single_figure_that_completes_them_is_asked_about(darlington, officer):
    with partnership_scope(darlington):
        topic("Plans", dict(list(UNNAMED.items())[:3]), is_exhaustive=True)
        Measure.objects.update(position=0)
        for place, row in enumerate(Measure.objects.order_by("-value")):
            Measure.objects.filter(pk=row.pk).update(position=[2, 0, 1][place])
    typed = {"topic": "Plans", "category": "5 and over", "unit": "n", "value": "17", "is_exhaustive": "on", **YEAR}

    assert SEVERAL in words(send(officer, url("measure_add"), **typed))
    assert send(officer, url("measure_add"), **typed, grouped_by="age").status_code == 302


def test_unknown_may_stand_in_each_breakdown_of_a_table(darlington, officer):
    listed = [("Girls", "30"), ("Unknown", "27"), ("Under 5", "40"), ("Unknown", "17")]
    typed = {"topic": "Plans", "unit": "n", **YEAR}
    typed |= {f"name-{place}": name for place, (name, _) in enumerate(listed)}
    typed |= {f"value-{place}": number for place, (_, number) in enumerate(listed)}

    refused = words(send(officer, url("measure_parts"), **typed))
    assert "“Unknown” stands in two rows. Fill in “Grouped by” for each of them" in refused
    assert "Girls and Unknown: grouped by" in refused
    same = words(send(officer, url("measure_parts"), **typed, grouped_by_0="age", grouped_by_1="By age"))
    assert "“Unknown” stands in two rows" in same
    assert send(officer, url("measure_parts"), **typed, grouped_by_0="sex", grouped_by_1="age").status_code == 302
    assert [row[:2] for row in kept(darlington)] == [
        ("age", "Under 5"),
        ("age", "Unknown"),
        ("sex", "Girls"),
        ("sex", "Unknown"),
    ]


# Values of an indicator, in whatever order


@pytest.fixture
def indicator_parts(in_darlington):
    """The page of an indicator's categories, and what is typed into it."""
    names = sorted(UNNAMED)
    number = value(5, 57).indicator.number
    for name in names:
        value(5, UNNAMED[name], breakdown=name, is_exhaustive=True)
    period = IndicatorValue.objects.filter(breakdown="Girls").get().period
    numbers = {f"value-{place}": str(UNNAMED[name]) for place, name in enumerate(names)}
    return url("value_parts", number, period=period, unit="n"), numbers | {"is_exhaustive": "on"}, number


def test_the_parts_of_an_indicator_are_asked_about_too(indicator_parts, darlington, officer, reader):
    address, numbers, number = indicator_parts
    for client in (officer, reader):
        page = words(client.get(url("indicator", number)))
        assert NOT_SHOWN in page
        assert "114" not in page
    assert "Name them" not in words(reader.get(url("indicator", number)))
    asked = send(officer, address, **numbers)
    assert "5 and over and Under 5 add up to 57, and so do Boys and Girls." in words(asked)
    assert "Yes, all of them are one breakdown" in words(asked)
    assert list(asked.context["form"].errors) == ["grouped_by_0"]

    assert send(officer, address, **numbers, grouped_by_0="age", grouped_by_1="sex").status_code == 302
    assert [row[:2] for row in kept(darlington, IndicatorValue)] == [
        ("", ""),
        ("age", "5 and over"),
        ("age", "Under 5"),
        ("sex", "Boys"),
        ("sex", "Girls"),
    ]
    assert NOT_SHOWN not in words(officer.get(url("indicator", number)))


def test_they_are_named_in_the_table_in_which_they_are_new(in_darlington, officer):
    number = value(6, 57).indicator.number
    names = {f"name-{place}": name for place, name in enumerate(sorted(UNNAMED))}
    counted = {f"numerator-{place}": str(UNNAMED[name]) for place, name in enumerate(sorted(UNNAMED))}
    typed = {"unit": "n", **YEAR, **names, **counted}

    assert "Boys and Girls: grouped by" in words(send(officer, url("value_parts", number), **typed))
    sent = send(officer, url("value_parts", number), **typed, grouped_by_0="age", grouped_by_1="sex")
    assert sent.status_code == 302
    assert {row[0] for row in kept(in_darlington, IndicatorValue)} == {"", "age", "sex"}


@pytest.mark.parametrize("name", ["Under 5", "Girls"])
def test_a_name_for_one_part_does_not_end_the_question_of_the_others(darlington, officer, name):
    with partnership_scope(darlington):
        topic("Plans", UNNAMED, is_exhaustive=True)
        row = Measure.objects.get(category=name)
        row.grouped_by = "kind"
        row.save()

    assert NOT_SHOWN in words(officer.get(url("measure_topic", "Plans")))
    address = url("measure_parts", topic="Plans", period="2019-20", unit="n")
    places = [one.category for one in _unnamed(darlington)]
    numbers = {f"value-{place}": str(UNNAMED[one]) for place, one in enumerate(places)}
    asked = words(send(officer, address, **numbers, is_exhaustive="on"))
    assert SEVERAL in asked
    assert send(officer, address, **numbers, is_right=SEVERAL, because="They are wards").status_code == 302
    assert NOT_SHOWN not in words(officer.get(url("measure_topic", "Plans")))


def _unnamed(partnership):
    with partnership_scope(partnership):
        return list(Measure.objects.filter(grouped_by="").order_by("position"))


def test_a_recorded_total_and_a_sum_are_called_otherwise(in_darlington, officer):
    topic("Plans", {"Total": 60, "Girls": 30, "Boys": 28}, is_exhaustive=True)
    topic("Plans", {"Girls": 33, "Boys": 29}, period="2018-19", is_exhaustive=True)
    response = officer.get(url("measure_topic", "Plans"))

    assert "Total of the parts – 62" in words(response)
    (table,) = response.context["tables"]
    assert [line["name"] for line in table["lines"]] == ["Girls", "Boys", "Total"]
