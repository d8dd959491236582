"""The access log's page: what it tells, how it is filtered, and that taking it out is in it too."""

import csv
import io

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.models import AccessEntry
from tests import factories
from tests.database import run

PAGE = "/darlington/settings/access-log/"


@pytest.fixture
def manager(darlington, member, client_for):
    return client_for(member(darlington, Role.MANAGER))


def entry(**values):
    return factories.AccessEntryFactory(**values)


def set_back(what, at):
    """To a moment of the past, as only the owner of the tables can."""
    run("UPDATE core_accessentry SET at = %s WHERE what = %s", at, what, using=connections["owner"])


def text(response):
    return response.content.decode()


def shown(client, **query):
    """The records that the lines of the log name, as its file has them."""
    content = client.get(PAGE, query | {"export": "csv"}).content.decode("utf-8-sig")
    return {line["Records"] for line in csv.DictReader(io.StringIO(content))}


def test_the_latest_comes_first_with_who_what_and_outcome(manager, darlington):
    with partnership_scope(darlington):
        user = factories.UserFactory(name="Ada Analyst")
        entry(user=user, what="Posts (csv)", rows=1200, outcome="refused")
        entry(what="Agencies (xlsx)")

    page = text(manager.get(PAGE))

    assert page.index("Agencies (xlsx)") < page.index("Posts (csv)")
    assert "Ada Analyst" in page
    assert ">1,200<" in page
    assert "Refused" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"action": "download"}, {"The file a.csv"}),
        ({"outcome": "refused"}, {"Posts"}),
        ({"first_day": "2", "first_month": "3", "first_year": "2020"}, {"Posts"}),
        ({"last_day": "1", "last_month": "3", "last_year": "2020"}, {"The file a.csv", "Agencies"}),
        ({"action": "made-up", "first_day": "99"}, set()),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_it_is_filtered(manager, darlington, query, found):
    with partnership_scope(darlington):
        entry(what="Agencies")
        entry(what="Posts", outcome="refused")
        entry(what="The file a.csv", action="download")
    set_back("Agencies", "2020-03-01 23:30Z")
    set_back("Posts", "2020-03-02 00:30Z")
    set_back("The file a.csv", "2020-02-01 00:00Z")

    assert shown(manager, **query) == found


def test_it_is_filtered_by_the_people_who_are_in_it(manager, darlington):
    with partnership_scope(darlington):
        ada = factories.UserFactory(name="Ada")
        entry(user=ada, what="Hers")
        entry(what="Another's")
    factories.UserFactory(name="Not in the log")

    assert shown(manager, user=str(ada.pk)) == {"Hers"}
    assert "Not in the log" not in text(manager.get(PAGE))


def test_taking_the_log_out_is_in_the_log(manager, darlington):
    with partnership_scope(darlington):
        entry(what="Agencies")

    response = manager.get(PAGE, {"export": "csv"})

    assert "Agencies" in response.content.decode("utf-8-sig")
    assert "Access log as a list (csv)" in text(manager.get(PAGE))


def test_an_empty_log_says_what_comes_into_it(manager):
    assert "Nothing was taken out yet" in text(manager.get(PAGE))


@pytest.mark.parametrize("role", [role for role in Role if role != Role.MANAGER])
def test_only_the_manager_reads_it(darlington, member, client_for, role):
    response = client_for(member(darlington, role)).get(PAGE)

    assert response.status_code == 403
    assert "Only the business manager can read the access log." in text(response)


def test_another_partnerships_lines_are_not_in_it(manager, darlington, durham):
    with partnership_scope(durham):
        entry(what="Quillfeather")

    assert "Quillfeather" not in text(manager.get(PAGE, {"export": "csv"}))
    assert "Quillfeather" not in text(manager.get(PAGE))


def test_a_full_export_and_a_large_one_and_its_file_are_in_it(manager, darlington):
    manager.get("/darlington/records/agencies/export.csv")
    asked = manager.post("/darlington/records/agencies/export.xlsx")
    with partnership_scope(darlington):
        document = factories.DocumentFactory(name="all-agencies.xlsx")
    manager.get(f"/darlington/documents/{document.pk}/")

    assert asked.status_code == 302
    with partnership_scope(darlington):
        found = list(AccessEntry.objects.order_by("at").values_list("action", "what", "outcome"))
    assert found == [
        ("export", "Agencies (csv), all records", "done"),
        ("export", "Agencies (xlsx), asked for as a large file", "done"),
        ("download", "The file all-agencies.xlsx", "not_found"),
    ]


@pytest.mark.django_db(transaction=True)
def test_it_takes_the_same_few_queries(darlington, member, client_for):
    client = client_for(member(darlington, Role.MANAGER))
    counts = []
    for more in (3, 57):
        with partnership_scope(darlington):
            for _ in range(more):
                entry()
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        counts.append(len(queries))

    assert counts == [17, 17]
