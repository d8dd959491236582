"""No figure of the future or of long ago, none below nothing, no share above the whole: in forms and in imports."""

import datetime
import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.roles import Role
from assurance import bounds
from assurance.models import IndicatorValue, Measure
from assurance.periods import first_day, last_day
from core.imports import kind_named
from core.imports.plans import plan
from core.imports.reading import read
from core.tenancy import partnership_scope
from core.years import FinancialYear
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
    ],
)
def test_a_form_refuses_what_no_value_can_be(officer, darlington, catalogue, typed, reason):
    sent = {"period": "year", "in_year": "2019-20", "unit": "n", "value": "7", "quality": "good"} | typed
    page = send(officer, url("assurance:value_add", 8951), **sent)

    assert reason in page.content.decode()
    with partnership_scope(darlington):
        assert not IndicatorValue.objects.exists()


def test_a_table_of_parts_refuses_it_too(officer, darlington, catalogue):
    sent = {"period": "year", "in_year": "2019-20", "unit": "%", "is_exhaustive": "on"}
    parts = {"name-0": "Neglect", "value-0": "101"}
    for name, address in (("Neglect", url("assurance:value_parts", 8951)), ("x", url("assurance:measure_parts"))):
        page = send(officer, address, **sent, **parts, topic="Training").content.decode()
        assert "a share cannot be more than 100%" in page, name
    with partnership_scope(darlington):
        assert not IndicatorValue.objects.exists()
        assert not Measure.objects.exists()


def test_a_future_year_is_not_even_offered(officer, catalogue):
    page = officer.get(url("assurance:value_add", 8951)).content.decode()
    this = FinancialYear.of(datetime.date.today())

    assert f'value="{this}"' in page
    assert f'value="{this.next()}"' not in page
    assert f'value="{this.next()}"' in officer.get(url("assurance:printed_add")).content.decode()


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
