"""The access log is written after the request and outside its transaction, and without it nothing is handed out."""

import pytest
from django.db import DatabaseError, connections, transaction

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.files import spreadsheets
from core.models import AccessEntry
from partnership.models import Agency
from tests import factories
from tests.database import run

EXPORT = "/darlington/agencies/?export=csv"


@pytest.fixture
def manager(darlington, member, client_for):
    return client_for(member(darlington, Role.MANAGER))


def entries(partnership):
    with partnership_scope(partnership):
        return list(AccessEntry.objects.values_list("action", "what", "rows", "outcome"))


def test_an_export_says_who_what_and_how_many(darlington, member, client_for):
    user = member(darlington, Role.SCRUTINEER)
    with partnership_scope(darlington):
        factories.AgencyFactory(kind="statutory")
        factories.AgencyFactory(kind="relevant")

    client_for(user).get("/darlington/agencies/", {"export": "xlsx", "kind": "statutory"})

    with partnership_scope(darlington):
        entry = AccessEntry.objects.get()
    assert (entry.user, entry.action, entry.rows, entry.outcome) == (user, "export", 1, "done")
    assert entry.what == "Agencies as a list (xlsx): Kind: Statutory partner"


def test_a_page_that_hands_nothing_out_writes_nothing(manager, darlington):
    manager.get("/darlington/agencies/")

    assert entries(darlington) == []


def test_a_refused_export_is_in_the_log(darlington, member, client_for):
    client = client_for(member(darlington, Role.CONTRIBUTOR))

    assert client.get("/darlington/people/?export=csv").status_code == 403
    assert client.get("/darlington/records/posts/export.csv").status_code == 403

    assert [(what, outcome) for _, what, _, outcome in entries(darlington)] == [
        ("Posts (csv), all records", "refused"),
        ("The list at /darlington/people/", "refused"),
    ]


def test_outsiders_leave_no_line(darlington, durham, member, client_for):
    client = client_for(member(durham, Role.MANAGER))

    assert client.get(EXPORT).status_code == 404
    assert entries(darlington) == []


@pytest.mark.django_db(transaction=True)
def test_a_request_that_fails_and_is_rolled_back_is_in_the_log(manager, darlington, monkeypatch):
    def fail(*args):
        raise RuntimeError("The file could not be made.")

    monkeypatch.setattr(spreadsheets, "written", fail)
    manager.raise_request_exception = False

    assert manager.get(EXPORT).status_code == 500
    assert entries(darlington) == [("export", "Agencies as a list (csv)", 0, "failed")]


@pytest.mark.django_db(transaction=True)
def test_without_the_log_the_file_does_not_leave(manager, darlington):
    with partnership_scope(darlington):
        factories.AgencyFactory(name="Secret Trust")
    owner = connections["owner"]
    run("REVOKE INSERT ON core_accessentry FROM portal_app", using=owner)
    try:
        answers = [manager.get(EXPORT), manager.get("/darlington/records/agencies/export.csv")]
    finally:
        run("GRANT INSERT ON core_accessentry TO portal_app", using=owner)

    assert [answer.status_code for answer in answers] == [503, 503]
    assert not any("Secret Trust" in answer.content.decode() for answer in answers)
    assert "The file was not handed out" in answers[0].content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_page_that_refuses_says_so_without_the_log_too(darlington, member, client_for):
    client = client_for(member(darlington, Role.CONTRIBUTOR))
    owner = connections["owner"]
    run("REVOKE INSERT ON core_accessentry FROM portal_app", using=owner)
    try:
        assert client.get("/darlington/people/?export=csv").status_code == 403
    finally:
        run("GRANT INSERT ON core_accessentry TO portal_app", using=owner)


@pytest.mark.parametrize("sql", ["UPDATE core_accessentry SET what = 'x'", "DELETE FROM core_accessentry"])
def test_nobody_rewrites_the_log(manager, darlington, sql):
    manager.get(EXPORT)

    with partnership_scope(darlington):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            run(sql)
        assert AccessEntry.objects.count() == 1
        assert Agency.objects.count() == 0
