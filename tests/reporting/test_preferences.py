"""What a partnership sets for its yearly report: the edition that a new one starts with, and the day it is due."""

import datetime

import pytest
from django.utils import timezone

from accounts.roles import Role
from core.calendar.financial_years import FinancialYear
from core.db.tenancy import partnership_scope
from core.settings import NotAllowed, choose, in_force, value_of
from reporting.deadlines import deadline_of, next_deadline
from reporting.forms import StartForm
from reporting.models import Report, ReportDate, ReportTemplate
from reporting.preferences import first_template, report_due_on
from tests.factories import ReportFactory, ReportTemplateFactory
from tests.reporting.asking import DateFactory

YEAR = FinancialYear(2019)
START = "/darlington/reports/start/"


def set_to(partnership, key, value, **more):
    return choose(partnership=partnership, key=key, value=value, reason="The executive agreed it.", by=None, **more)


@pytest.fixture
def editions(db):
    """Three outlines, of which Darlington may use two. The owner made them, so the owner takes them away."""
    made = {
        "old": ("2090", "children", "2019-07-04"),
        "new": ("2099", "children-and-adults", "2021-03-18"),
        "other": ("2999", "elsewhere", None),
    }
    yield {
        code: ReportTemplateFactory(
            code=code, name=f"Edition {edition}", edition=edition, applies_to=kind, in_force_on=since
        )
        for code, (edition, kind, since) in made.items()
    }
    ReportTemplate.objects.using("owner").filter(code__in=made).delete()


@pytest.mark.parametrize(("year", "code"), [(2019, "old"), (2020, "new"), (2120, "new")])
def test_a_new_report_starts_with_the_edition_in_force_when_its_year_ended(in_darlington, editions, year, code):
    """2020-21 ended on 31 March 2021, a fortnight after the newer edition came into force."""
    assert first_template(in_darlington, FinancialYear(year)) == editions[code]


def test_a_new_report_starts_with_the_edition_that_is_set_whatever_its_year(in_darlington, editions):
    assert in_force(in_darlington, "guidance").says == "Edition 2099"

    set_to(in_darlington, "guidance", "old")

    assert first_template(in_darlington, FinancialYear(2120)) == editions["old"]


def test_a_year_before_every_edition_has_an_outline_all_the_same(in_darlington, editions):
    assert first_template(in_darlington, FinancialYear(1990)) is not None


def test_the_page_that_starts_a_report_offers_the_next_year_and_its_guidance(in_darlington, editions):
    set_to(in_darlington, "year_shown", "2019-20")
    first = StartForm(partnership=in_darlington)
    ReportFactory(year="2019-20")
    second = StartForm(partnership=in_darlington)

    assert (first["year"].value(), first["template"].value()) == ("2019-20", editions["old"].pk)
    assert (second["year"].value(), second["template"].value()) == ("2020-21", editions["new"].pk)
    assert "Edition 2099, for years from 2020-21 on" in str(first["template"])


def test_an_edition_for_another_kind_of_partnership_is_refused(in_darlington, editions):
    with pytest.raises(NotAllowed):
        set_to(in_darlington, "guidance", "other")


def test_the_page_that_starts_a_report_begins_with_what_is_set(darlington, editions, member, client_for):
    with partnership_scope(darlington):
        set_to(darlington, "guidance", "old")
        set_to(darlington, "year_shown", "2019-20")

    form = client_for(member(darlington, Role.OFFICER)).get("/darlington/reports/start/").context["form"]

    assert form["template"].value() == editions["old"].pk
    assert form["year"].value() == "2019-20"


def test_a_new_report_is_for_the_first_year_without_one(in_darlington, editions):
    current = FinancialYear.of(timezone.localdate())
    years = [FinancialYear(first) for first in range(2019, current.first + 1)]
    set_to(in_darlington, "year_shown", "2019-20")
    ReportFactory(year="2019-20")
    assert StartForm(partnership=in_darlington)["year"].value() == "2020-21"

    for year in years[1:]:
        ReportFactory(year=str(year))
    assert StartForm(partnership=in_darlington)["year"].value() == ""


@pytest.fixture
def late(darlington, editions, monkeypatch):
    """In October 2021 the report for 2020-21 is late; pages show 2019-20, which the portal asks nobody for."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: datetime.date(2021, 10, 15))
    DateFactory(code="T-late", editions="2090;2099", applies_to="both")
    with partnership_scope(darlington):
        set_to(darlington, "year_shown", "2019-20")
    yield "Start the annual report 2020-21"
    ReportDate.objects.using("owner").filter(code="T-late").delete()


def late_on_home(client):
    return {due.duty.title: due.duty for due in client.get("/darlington/").context["duties"].late}


def begins_with(client, address):
    form = client.get(address).context["form"]
    return form["year"].value(), form["template"].value()


def test_what_is_late_leads_to_a_start_with_its_own_year_and_guidance(officer, editions, late):
    address = late_on_home(officer)[late].url

    assert address == f"{START}?year=2020-21"
    assert begins_with(officer, address) == ("2020-21", editions["new"].pk)


def test_where_no_year_is_asked_for_a_late_one_comes_first(officer, darlington, editions, late):
    assert begins_with(officer, START) == ("2020-21", editions["new"].pk)
    with partnership_scope(darlington):
        ReportFactory(year="2020-21")
    assert begins_with(officer, START) == ("2021-22", editions["new"].pk)


def test_the_year_after_the_latest_is_offered_and_no_gap_before_it(in_darlington, editions, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: datetime.date(2026, 11, 30))
    set_to(in_darlington, "year_shown", "2019-20")
    for year in ("2019-20", "2025-26"):
        ReportFactory(year=year)

    assert StartForm(partnership=in_darlington)["year"].value() == "2026-27"


def test_another_year_does_not_keep_the_guidance_of_the_offered_one_unasked(officer, darlington, editions):
    typed = {"year": "2019-20", "outline_for": "2021-22", "template": editions["new"].pk, "title": "Our year"}

    form = officer.post(START, typed).context["form"]

    (told,) = form.errors["template"]
    assert "Is “Edition 2099” right for 2019-20? A report for that year follows “Edition 2090”" in told
    assert (str(form["template"].value()), form["title"].value()) == (str(editions["old"].pk), "Our year")
    assert form["outline_for"].value() == "2019-20"
    with partnership_scope(darlington):
        assert not Report.objects.exists()
        meant = StartForm(typed | {"outline_for": "2019-20"}, partnership=darlington)
        assert meant.is_valid()
    assert meant.values["template"] == editions["new"]
    assert set(meant.values) == {"year", "template", "title", "subtitle"}


def test_the_year_that_is_asked_for_brings_the_guidance_of_its_time(officer, editions, late):
    assert begins_with(officer, f"{START}?year=2019%2F20") == ("2019-20", editions["old"].pk)


def test_a_year_that_cannot_be_started_is_not_offered(officer, darlington, late):
    with partnership_scope(darlington):
        ReportFactory(year="2018-19")

    for asked in ("x", "2019-21", "1999-00", "2150-51", "2018-19", "%00", "9" * 2000):
        assert begins_with(officer, f"{START}?year={asked}")[0] == "2020-21"


@pytest.mark.parametrize(("chosen", "day"), [("30 September", (2020, 9, 30)), ("31 Jan", (2021, 1, 31))])
def test_a_day_of_ones_own_follows_the_year(in_darlington, chosen, day):
    assert report_due_on(in_darlington, YEAR) is None

    set_to(in_darlington, "report_due", chosen)

    assert report_due_on(in_darlington, YEAR) == datetime.date(*day)


def test_a_day_of_ones_own_comes_before_that_of_the_guidance(in_darlington, report):
    guidance = deadline_of(report)
    set_to(in_darlington, "report_due", "15 July")

    found = deadline_of(report)

    assert (found.falls_on, found.is_own) == (datetime.date(2020, 7, 15), True)
    assert found.rule == (guidance.rule if guidance else None)
    assert next_deadline(in_darlington, YEAR).falls_on == datetime.date(2020, 7, 15)


def test_a_joint_body_has_no_outline_and_nothing_is_due(exploitation_group):
    with partnership_scope(exploitation_group):
        assert value_of(exploitation_group, "guidance") is None
        assert "none is shipped" in in_force(exploitation_group, "guidance").says
        assert next_deadline(exploitation_group, YEAR) is None


def test_the_cockpit_says_whose_day_it_is(darlington, member, client_for):
    with partnership_scope(darlington):
        ReportFactory(year="2019-20")
        set_to(darlington, "report_due", "15 July")

    html = client_for(member(darlington, Role.OFFICER)).get("/darlington/reports/2019-20/").content.decode()

    assert "Due by 15 July 2020 (set by the partnership)." in html
