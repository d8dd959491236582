"""A form asks about a unit that is not on the list, and a page says of each series whether it counts people."""

import re

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from indicators.models import Measure, PeopleAnswer
from tests import factories

KIT = re.compile(r'<input type="hidden" name="(version|receipt|seen)" value="([^"]*)"')
YEAR = {"period": "year", "in_year": "2019-20"}
MEASURE = {"topic": "Visits", "category": "All", "value": "3"} | YEAR
NO = {"people": "False", "people_why": "They are visits to the website."}
ASKS = "Does “Hops” count people?"


@pytest.fixture
def officer(darlington, member, client_for):
    return client_for(member(darlington, Role.OFFICER))


@pytest.fixture
def reader(darlington, member, client_for):
    return client_for(member(darlington, Role.SCRUTINEER))


def text(response):
    return response.content.decode()


def send(client, address, **typed):
    return client.post(address, dict(KIT.findall(text(client.get(address)))) | typed, follow=True)


def url(name, *args):
    return reverse(name, args=["darlington", *args])


def answers(darlington):
    with partnership_scope(darlington):
        return list(PeopleAnswer.objects.values_list("topic", "indicator__number", "unit", "counts_people", "reason"))


def parts(**more):
    return {"name-0": "All", "value-0": "3", "topic": "Visits"} | YEAR | more


def test_an_unknown_unit_is_asked_about_with_all_that_was_typed_intact(officer, darlington):
    shown = text(send(officer, url("indicators:measure_add"), unit="HOPS", **MEASURE))
    assert ASKS in shown
    assert "Select whether “Hops” counts people" in shown
    assert 'value="Visits"' in shown
    assert answers(darlington) == []
    shown = text(send(officer, url("indicators:measure_add"), unit="hops", people="False", **MEASURE))
    assert "Enter why “Hops” counts no people" in shown
    send(officer, url("indicators:measure_add"), unit="hops", **MEASURE, **NO)
    assert answers(darlington) == [("Visits", None, "hops", False, "They are visits to the website.")]


def test_a_known_unit_and_an_answered_one_are_not_asked_about(officer, darlington):
    send(officer, url("indicators:measure_add"), unit="Children", **MEASURE)
    send(officer, url("indicators:measure_add"), unit="hops", **MEASURE, **NO)
    send(officer, url("indicators:measure_add"), unit="Hops", **(MEASURE | {"category": "Others"}))
    with partnership_scope(darlington):
        assert Measure.objects.count() == 3


@pytest.mark.parametrize(("answer", "reader_sees"), [("True", "c"), ("False", "3")])
def test_the_table_and_the_tile_follow_the_answer(officer, reader, darlington, answer, reader_sees):
    send(officer, url("indicators:measure_add"), unit="hops", **MEASURE, **(NO | {"people": answer}))
    shown = text(reader.get(url("indicators:measure_topic", "Visits")))
    assert re.findall(r">(3|c)(?: hops)?<span", shown) == [reader_sees]


def test_an_answer_alone_is_a_change(officer, darlington):
    with partnership_scope(darlington):
        row = factories.MeasureFactory(unit="hops", **{name: MEASURE[name] for name in ("topic", "category", "value")})
    send(officer, url("indicators:measure", row.pk), unit="hops", **MEASURE, **NO)
    assert len(answers(darlington)) == 1


def test_categories_are_asked_about_once_for_all(officer, darlington):
    address = url("indicators:measure_parts")
    assert ASKS in text(send(officer, address, **parts(unit="hops")))
    send(officer, address, **parts(unit="hops"), **NO)
    of = url("indicators:value_parts", factories.IndicatorFactory(number=8971).number)
    assert ASKS in text(send(officer, of, **parts(unit="hops")))
    send(officer, of, **parts(unit="hops"), **NO)
    assert [answer[:3] for answer in answers(darlington)] == [("", 8971, "hops"), ("Visits", None, "hops")]


def test_the_page_says_who_said_it_and_why_and_a_reader_sees_it(officer, reader, darlington):
    with partnership_scope(darlington):
        factories.MeasureFactory(topic="Audits", value=3)
    page = url("indicators:measure_topic", "Audits")
    (asked,) = re.findall(r'href="([^"]*figures-of-people[^"]*)"', text(officer.get(page)))
    shown = text(send(officer, asked, topic="Audits", unit="n", counts_people="False", reason="They are <audits>."))
    assert "They count no people" in shown
    shown = text(reader.get(page))
    assert "They are &lt;audits&gt;." in shown
    assert "Said by" in shown
    assert "figures-of-people" not in shown
    (change,) = re.findall(r'href="([^"]*figures-of-people[^"]*)"', text(officer.get(page)))
    again = send(officer, change, counts_people="True", reason="They name families.")
    assert "They name families." in text(again)
    assert answers(darlington) == [("Audits", None, "n", True, "They name families.")]


def test_an_answer_of_an_indicator_is_given_on_its_page(officer, darlington):
    with partnership_scope(darlington):
        number = factories.IndicatorValueFactory(value=3).indicator.number
    page = url("indicators:indicator", number)
    (asked,) = re.findall(r'href="([^"]*figures-of-people[^"]*)"', text(officer.get(page)))
    assert "They are audits." in text(send(officer, asked, unit="n", counts_people="False", reason="They are audits."))
    assert answers(darlington) == [("", number, "n", False, "They are audits.")]


def test_an_answer_that_is_taken_back_holds_no_more(officer, reader, darlington):
    with partnership_scope(darlington):
        factories.MeasureFactory(topic="Audits", value=3)
        answer = factories.PeopleAnswerFactory(topic="Audits")
    assert "They count no people" in text(reader.get(url("indicators:measure_topic", "Audits")))
    send(officer, reverse("void", args=["darlington", "indicators.peopleanswer", answer.pk]), void_reason="Wrong.")
    assert "They count people" in text(reader.get(url("indicators:measure_topic", "Audits")))


def test_figures_need_no_answer_to_be_hidden(officer, darlington):
    shown = text(send(officer, url("indicators:people_add"), topic="Audits", unit="n"))
    assert "Select whether these figures count people" in shown
    assert "Enter why" in shown
    assert answers(darlington) == []


@pytest.mark.parametrize("query", ["indicator=999", "indicator=x", "indicator=²"])
def test_an_indicator_that_is_none_is_not_found(officer, query):
    assert officer.get(f"{url('indicators:people_add')}?{query}").status_code == 404
