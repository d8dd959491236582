"""Two values of one period that differ only in how their unit is spelt are one: for files and for forms."""

import re

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.imports import kind_named
from core.imports.plans import apply
from core.imports.reading import read
from indicators.models import IndicatorValue, Measure, PeopleAnswer, PrintedTotal
from tests import factories
from tests.indicators.built import build
from tests.partnership.importing import file_of

KIT = re.compile(r'<input type="hidden" name="(version|receipt|seen)" value="([^"]*)"')
SPELLINGS = ["n", "N", "Number", " number ", "No.", "№", "ｎ"]
YEAR = {"period": "year", "in_year": "2019-20"}


@pytest.fixture
def officer(darlington, member, client_for):
    return client_for(member(darlington, Role.OFFICER))


def brought(darlington, code, rows, because=""):
    return apply(darlington, kind_named(code), read("figures.csv", file_of(code, *rows)), because=because)


def text(response):
    return response.content.decode()


def send(client, address, **typed):
    return client.post(address, dict(KIT.findall(text(client.get(address)))) | typed, follow=True)


def url(name, *args):
    return reverse(name, args=["darlington", *args])


@pytest.mark.parametrize("unit", SPELLINGS)
def test_a_file_finds_the_row_that_is_there(in_darlington, unit):
    factories.IndicatorFactory(number=8961)
    value = {"Indicator": "8961", "Period": "2019-20", "Value": "30"}
    measure = {"Topic": "Audits", "Category": "All", "Period": "2019-20", "Value": "30"}
    for code, row, model in (("indicators", value, IndicatorValue), ("measures", measure, Measure)):
        assert brought(in_darlington, code, [row | {"Unit": "n"}]).counts["new"] == 1
        again = brought(in_darlington, code, [row | {"Unit": unit, "Value": "31"}])
        assert (again.counts["changed"], again.counts["new"]) == (1, 0), again.text()
        assert list(model.objects.values_list("unit", "value")) == [("n", 31)]


def test_rows_of_one_file_that_differ_only_there_are_about_one_figure(in_darlington):
    row = {"Topic": "Audits", "Category": "All", "Period": "2019-20", "Value": "30"}
    preview = brought(in_darlington, "measures", [row | {"Unit": unit} for unit in SPELLINGS])
    assert preview.counts["wrong"] == len(SPELLINGS)
    assert "are about the same record" in preview.text()


def test_a_printed_total_is_kept_in_the_unit_of_its_parts(in_darlington):
    row = {"Of": "Measure: Audits", "Period": "2019-20", "Printed total": "30", "Source": "Report", "Unit": "Number"}
    brought(in_darlington, "printed-totals", [row])
    assert PrintedTotal.objects.get().unit == "n"


@pytest.mark.parametrize("unit", SPELLINGS)
def test_a_form_says_that_there_is_one_already(officer, darlington, unit):
    with partnership_scope(darlington):
        factories.MeasureFactory(topic="Audits", category="All", value=30)
    typed = {"topic": "Audits", "category": "All", "unit": unit, "value": "31"} | YEAR
    shown = text(send(officer, url("indicators:measure_add"), **typed))
    assert "already" in shown
    assert "There is a problem" in shown
    with partnership_scope(darlington):
        assert Measure.objects.count() == 1


@pytest.mark.parametrize("unit", SPELLINGS)
def test_the_categories_of_a_period_are_found_in_any_spelling(officer, darlington, unit):
    with partnership_scope(darlington):
        factories.MeasureFactory(topic="Audits", category="All", value=30)
        of = factories.IndicatorValueFactory(breakdown="Girls", value=30).indicator.number
    address = f"{url('indicators:measure_parts')}?topic=Audits&period=2019-20&unit={unit}"
    send(officer, address, **{"name-0": "All", "value-0": "32"})
    new = f"{url('indicators:value_parts', of)}"
    shown = text(send(officer, new, unit=unit, **YEAR, **{"name-0": "Girls", "value-0": "32"}))
    assert "There are other figures on record now" in shown
    with partnership_scope(darlington):
        assert Measure.objects.get().value == 32
        assert IndicatorValue.objects.get().value == 30


@pytest.mark.parametrize("unit", SPELLINGS)
def test_a_section_that_was_set_up_in_another_spelling_shows_the_figure(in_darlington, unit):
    of = factories.IndicatorValueFactory(value=30).indicator.number
    factories.IndicatorValueFactory(indicator__number=of, breakdown="Girls", value=30)
    (panel,) = build(in_darlington, "key-figures", items=[{"indicator": of, "period": "2019-20", "unit": unit}])
    assert panel["items"][0]["value"] == "30"
    assert build(in_darlington, "indicator-breakdown", number=of, unit=unit)


def test_a_file_is_asked_about_a_unit_that_is_not_on_the_list_once_for_a_series(in_darlington):
    row = {"Topic": "Visits", "Period": "2019-20", "Value": "30", "Unit": "Hops"}
    rows = [row | {"Category": name} for name in ("A", "B")]
    preview = brought(in_darlington, "measures", rows)
    assert (preview.asked, preview.is_applied) == (1, False)
    assert "D2: “Hops” is not on the list of units. Is it right to take these figures for people" in preview.text()
    confirmed = brought(in_darlington, "measures", rows, because="They are visits of children.")
    assert confirmed.is_applied
    answer = PeopleAnswer.objects.get()
    assert (answer.topic, answer.unit, answer.counts_people) == ("Visits", "hops", True)
    assert answer.reason == "They are visits of children."
    again = brought(in_darlington, "measures", [row | {"Category": "C", "Unit": "hops"}])
    assert (again.asked, again.is_applied) == (0, True)
