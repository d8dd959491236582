"""No figure of the future or of long ago, none below nothing, no share above the whole: in forms and in imports."""

import datetime
import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.roles import Role
from core.calendar.financial_years import FinancialYear
from core.db.tenancy import partnership_scope
from core.imports import kind_named
from core.imports.plans import plan
from core.imports.reading import read
from indicators import bounds
from indicators.models import IndicatorValue, Measure
from indicators.periods import first_day, last_day
from partnership.models import Income
from tests import factories
from tests.partnership.importing import file_of

KIT = re.compile(r'<input type="hidden" name="(version|receipt|seen)" value="([^"]*)"')
AHEAD = str(FinancialYear(FinancialYear.of(datetime.date.today()).first + 6))


@pytest.fixture
def officer(darlington, member, client_for):
    return client_for(member(darlington, Role.OFFICER))


@pytest.fixture
def catalogue(db):
    return factories.IndicatorFactory(number=8951, units="n; %")


def url(name, *args):
    return reverse(name, args=["darlington", *args])


def send(client, address, **typed):
    return client.post(address, dict(KIT.findall(client.get(address).content.decode())) | typed)


def day(year):
    return {"period": "day", "on_day_day": "14", "on_day_month": "10", "on_day_year": str(year)}


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2019-20", "2019-04-01", "2020-03-31"),
        ("2019-20 Q1", "2019-04-01", "2019-06-30"),
        ("2019-20 Q4", "2020-01-01", "2020-03-31"),
        ("2019-20 H2", "2019-10-01", "2020-03-31"),
        ("2020-02-29", "2020-02-29", "2020-02-29"),
    ],
)
def test_a_period_knows_its_first_and_last_day(period, first, last):
    assert (first_day(period).isoformat(), last_day(period).isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("period", "on", "reason"),
    [
        ("2026-27 Q3", datetime.date(2026, 10, 1), ""),
        ("2026-27 Q3", datetime.date(2026, 9, 30), "Quarter 3 of 2026-27 has not begun yet"),
        ("2099-03-31", datetime.date(2026, 9, 30), "31 March 2099 has not begun yet"),
        ("1990-01-01", datetime.date(2026, 9, 30), ""),
        ("1989-12-31", datetime.date(2026, 9, 30), "31 December 1989 is before 1990"),
    ],
)
def test_a_figure_is_of_a_time_that_was_counted(monkeypatch, period, on, reason):
    monkeypatch.setattr(bounds.timezone, "localdate", lambda: on)
    told = ""
    try:
        bounds.check_period(period)
    except ValidationError as error:
        told = error.message
    assert told.startswith(reason)
    assert bool(told) == bool(reason)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (day(2099), "14 October 2099 has not begun yet, and a figure cannot be of the future"),
        (day(1966), "14 October 1966 is before 1990"),
        ({"value": "-5"}, "Value: it cannot be below 0"),
        ({"unit": "%", "value": "100.1"}, "Value: a share cannot be more than 100%"),
        ({"unit": "%", "value": "-1"}, "Value: it cannot be below 0"),
        ({"value": "", "numerator": "-1"}, "Counted: it cannot be below 0"),
        ({"target": "-1"}, "Target: it cannot be below 0"),
        ({"value": "0.5"}, "Value: a number of people or things is whole, such as 12"),
        ({"value": "", "numerator": "4.5"}, "Counted: a number of people or things is whole, such as 12"),
        (
            {"unit": "%", "value": "", "numerator": "4.5", "denominator": "9"},
            "Counted: a number of people",
        ),
        ({"value": "7", "previous": "6.5"}, "The year before: a number of people or things is whole"),
    ],
)
def test_a_form_refuses_what_no_value_can_be(officer, darlington, catalogue, typed, reason):
    sent = {"period": "year", "in_year": "2019-20", "unit": "n", "value": "7", "quality": "good"} | typed
    page = send(officer, url("indicators:value_add", 8951), **sent)

    assert reason in page.content.decode()
    with partnership_scope(darlington):
        assert not IndicatorValue.objects.exists()


def test_a_table_of_parts_refuses_it_too(officer, darlington, catalogue):
    sent = {"period": "year", "in_year": "2019-20", "unit": "%", "is_exhaustive": "on"}
    parts = {"name-0": "Neglect", "value-0": "101"}
    for name, address in (("Neglect", url("indicators:value_parts", 8951)), ("x", url("indicators:measure_parts"))):
        page = send(officer, address, **sent, **parts, topic="Training").content.decode()
        assert "a share cannot be more than 100%" in page, name
    with partnership_scope(darlington):
        assert not IndicatorValue.objects.exists()
        assert not Measure.objects.exists()


@pytest.mark.parametrize(
    ("unit", "value", "reason"),
    [
        ("children", "0.5", "a number of people or things is whole, such as 12"),
        ("children", "-3", "it cannot be below 0"),
        ("hops", "0.5", "“Hops” is not on the list of units"),
        ("hops", "-3", "a number of people cannot be below 0"),
        ("courses", "1.5", "a number of people or things is whole, such as 12"),
    ],
)
def test_half_a_person_and_fewer_than_none_are_refused_of_a_topic_too(officer, darlington, unit, value, reason):
    year = {"period": "year", "in_year": "2019-20", "people": "True"}
    one = {"topic": "Visits", "category": "Girls", "value": value, "unit": unit} | year
    parts = {"topic": "Visits", "name-0": "Girls", "value-0": value, "unit": unit} | year

    assert f"Value: {reason}" in send(officer, url("indicators:measure_add"), **one).content.decode()
    assert f"row 1: {reason}" in send(officer, url("indicators:measure_parts"), **parts).content.decode()
    with partnership_scope(darlington):
        assert not Measure.objects.exists()


def test_what_counts_no_people_may_be_half_and_below_nought(officer, darlington):
    typed = {"topic": "Change", "category": "All", "period": "year", "in_year": "2019-20", "unit": "hops"}
    typed |= {"people": "False", "people_why": "They are hops of hares.", "value": "-2.5"}
    send(officer, url("indicators:measure_add"), **typed)

    with partnership_scope(darlington):
        assert Measure.objects.get().value == Decimal("-2.5")


def test_the_days_that_a_mean_was_worked_out_of_need_not_be_whole(officer, darlington, catalogue):
    typed = {"period": "year", "in_year": "2019-20", "unit": "wd", "numerator": "7.5", "value": "2.5"}
    typed["quality"] = "good"
    send(officer, url("indicators:value_add", 8951), **typed)

    with partnership_scope(darlington):
        assert IndicatorValue.objects.get().numerator == Decimal("7.5")


@pytest.mark.parametrize("unit", ["%", "% of cases"])
def test_a_share_of_a_topic_above_the_whole_is_asked_about(officer, darlington, unit):
    typed = {"topic": "Growth", "category": "Referrals", "period": "year", "in_year": "2019-20", "unit": unit}
    asked = send(officer, url("indicators:measure_add"), **typed, value="130").content.decode()

    assert "130% is more than a whole. Is this right?" in asked
    with partnership_scope(darlington):
        assert not Measure.objects.exists()


def test_a_future_year_is_not_even_offered(officer, catalogue):
    page = officer.get(url("indicators:value_add", 8951)).content.decode()
    this = FinancialYear.of(datetime.date.today())

    assert f'value="{this}"' in page
    assert f'value="{this.next()}"' not in page
    assert f'value="{this.next()}"' in officer.get(url("indicators:printed_add")).content.decode()


VALUE = {"Indicator": "8951", "Period": "2019-20", "Unit": "n", "Value": "7"}
MEASURE = {"Topic": "Training", "Category": "Courses", "Period": "2019-20", "Unit": "n", "Value": "7"}
PRINTED = {"Of": "Income", "Period": "2019-20", "Printed total": "7", "Source": "Report"}


@pytest.mark.parametrize(
    ("kind", "row", "reason"),
    [
        ("indicators", VALUE | {"Period": "2099-03-31"}, "B2: 31 March 2099 has not begun yet"),
        ("indicators", VALUE | {"Period": "1955-56"}, "B2: 1955-56 is before 1990."),
        ("indicators", VALUE | {"Value": "-7"}, "G2: it cannot be below 0."),
        ("indicators", VALUE | {"Unit": "%", "Value": "170"}, "G2: a share cannot be more than 100%."),
        ("measures", MEASURE | {"Value": "-7"}, "E2: it cannot be below 0."),
        ("indicators", VALUE | {"Value": "0.5"}, "G2: a number of people or things is whole, such as 12."),
        ("indicators", VALUE | {"Value": "", "Numerator": "4.5"}, "E2: a number of people or things is whole"),
        ("measures", MEASURE | {"Value": "0.5"}, "E2: a number of people or things is whole, such as 12."),
        ("measures", MEASURE | {"Unit": "hops", "Value": "-3"}, "E2: a number of people cannot be below 0."),
        ("measures", MEASURE | {"Unit": "hops", "Value": "0.5"}, "E2: “Hops” is not on the list of units, so it is"),
        ("measures", MEASURE | {"Unit": "hops", "Value": "0.5"}, "for a rate as per 1,000 or per 10,000"),
        (
            "printed-totals",
            PRINTED | {"Of": "Measure: T", "Unit": "n", "Printed total": "0.5"},
            "C2: a number of people",
        ),
        ("measures", MEASURE | {"Period": "2099-00"}, "C2: 2099-00 has not begun yet"),
        ("printed-totals", PRINTED | {"Period": AHEAD}, f"B2: the year {AHEAD} is more than 5 years ahead."),
        ("income", {"Year": "1966-67", "Item": "Fees", "Amount": "7"}, "A2: the year 1966-67 is before 1990."),
        ("spending", {"Year": AHEAD, "Item": "Rent", "Planned": "7"}, f"A2: the year {AHEAD} is more than 5 years"),
        ("budgets", {"Year": "1966-67"}, "A2: the year 1966-67 is before 1990."),
        ("posts", {"Post": "Officer", "Starts on": "0202-01-01"}, "is not between 1900 and 2200"),
    ],
)
def test_an_import_says_in_which_cell_it_is(in_darlington, catalogue, kind, row, reason):
    sheet = read("in.csv", file_of(kind, row))
    problems = list(plan(in_darlington, kind_named(kind), sheet).problems())

    assert [problem for problem in problems if reason in problem], problems


def test_money_is_kept_for_years_that_somebody_may_mean(officer, darlington):
    for year in ("1966-67", AHEAD):
        for name, *more in (("contribution_add", "cash"), ("income_add",), ("spending_add",), ("budget_reserve",)):
            assert officer.get(url(f"partnership:{name}", year, *more)).status_code == 404
        page = send(officer, url("partnership:budget_start"), year=year)
        assert f"The year {year} is" in page.content.decode()
    with partnership_scope(darlington):
        assert not Income.objects.exists()
