"""A list as a file: the rows, the order and the cells of its page, for those who see the page."""

import csv
import datetime
import io

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.lists import files, pages, tools
from tests import factories
from tests.core.workbooks import cells_of

AGENCIES = "/darlington/agencies/"


@pytest.fixture
def three_agencies(darlington):
    with partnership_scope(darlington):
        factories.AgencyFactory(name="=Trust & Co", kind="relevant", starts_on=datetime.date(2019, 7, 1))
        factories.AgencyFactory(name="Council", kind="statutory", sector="Local authority")
        factories.AgencyFactory(name="Old Board", kind="statutory", ends_on=datetime.date(2018, 3, 31))


def rows(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_a_file_has_the_rows_that_the_filters_leave_as_sorted(officer, three_agencies):
    found = rows(officer.get(AGENCIES, {"show": "all", "kind": "statutory", "sort": "-name", "export": "csv"}))

    assert found == [
        ["Agency", "Kind", "Sector group", "Attendance", "From", "Until"],
        ["Old Board", "Statutory partner", "", "", "", "2018-03-31"],
        ["Council", "Statutory partner", "Local authority", "", "", ""],
    ]


def test_a_workbook_has_days_that_are_days_and_runs_nothing(officer, three_agencies):
    response = officer.get(AGENCIES, {"kind": "relevant", "export": "xlsx"})

    _, (name, _, _, _, since, _) = cells_of(response.content)
    assert (name.value, name.data_type) == ("'=Trust & Co", "s")
    assert since.value == datetime.datetime(2019, 7, 1)
    assert response["Content-Disposition"].startswith('attachment; filename="darlington-agencies-20')
    assert response["Cache-Control"] == "no-store"


def test_a_file_has_the_rows_of_every_page(officer, darlington, monkeypatch):
    monkeypatch.setattr(pages, "PER_PAGE", 2)
    with partnership_scope(darlington):
        for _ in range(5):
            factories.AgencyFactory()

    assert len(rows(officer.get(AGENCIES, {"page": "2", "export": "csv"}))) == 6


def test_the_page_links_to_the_files_of_what_it_shows(officer, three_agencies):
    page = officer.get(AGENCIES, {"kind": "statutory", "sort": "name", "page": "1"}).content.decode()

    assert 'href="/darlington/agencies/?kind=statutory&amp;sort=name&amp;export=csv"' in page
    assert 'href="/darlington/agencies/?kind=statutory&amp;sort=name&amp;export=xlsx"' in page


def test_a_list_of_thousands_is_left_to_the_full_export(officer, three_agencies, monkeypatch):
    for module in (files, tools, pages):
        monkeypatch.setattr(module, "LARGE", 1)

    response = officer.get(AGENCIES, {"export": "csv", "show": "all"})

    assert (response.status_code, response.url) == (302, "/darlington/agencies/?show=all")
    page = officer.get(response.url).content.decode()
    assert "too many for one file" in page
    assert 'href="/darlington/records/agencies/"' in page
    assert "export=csv" not in page


def test_numbers_are_numbers(officer, darlington):
    with partnership_scope(darlington):
        factories.PostFactory(title="Analyst", fte="0.60", state="vacant", is_recommended=True)

    (heading, row) = cells_of(officer.get("/darlington/people/", {"export": "xlsx"}).content)

    values = dict(zip([cell.value for cell in heading], row, strict=True))
    assert (values["FTE"].value, values["FTE"].data_type) == (0.6, "n")
    assert values["State"].value == "Vacant, recommended"


@pytest.mark.parametrize(("role", "shown"), [(Role.OFFICER, "3"), (Role.SCRUTINEER, "c")])
def test_a_small_number_is_in_the_file_as_on_the_page(darlington, member, client_for, role, shown):
    with partnership_scope(darlington):
        value = factories.IndicatorValueFactory(value=3, unit="n", period="2019-20")
    client = client_for(member(darlington, role))

    (_, row) = rows(client.get("/darlington/indicators/", {"export": "csv"}))

    assert row[:3] == [value.indicator.name, str(value.indicator.number), shown]
    page = client.get("/darlington/indicators/").content.decode()
    assert f">{shown}<" in page.replace("\n", "")


LISTS = ["posts", "role_holders", "groups", "agencies"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_list_can_be_taken_out_also_when_empty(officer, name, form):
    response = officer.get(reverse(f"partnership:{name}", args=["darlington"]), {"export": form})

    assert response.status_code == 200
    assert response["Content-Type"].startswith(("text/csv", "application/vnd"))


def test_a_made_up_form_is_the_page(officer):
    assert b"<h1" in officer.get(AGENCIES, {"export": "pdf"}).content


def test_a_list_looks_back_to_a_day(officer, three_agencies):
    on = {"on_day": "31", "on_month": "3", "on_year": "2018"}

    then = officer.get(AGENCIES, on).content.decode()

    assert "Old Board" in then
    assert "Trust" not in then
    assert "Old Board" not in officer.get(AGENCIES).content.decode()
    assert [row[0] for row in rows(officer.get(AGENCIES, on | {"export": "csv"}))] == ["Agency", "Council", "Old Board"]


def test_a_day_that_is_none_says_so_and_shows_nothing(officer, three_agencies):
    page = officer.get(AGENCIES, {"on_day": "31", "on_month": "2", "on_year": "2018"}).content.decode()

    assert "must be a real date" in page
    assert "Council" not in page
    assert "Old Board" not in page
