"""The access log is written after the request and outside its transaction, and without it nothing is handed out."""

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connections, transaction
from django.utils import timezone

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.files import spreadsheets
from core.models import AccessEntry
from partnership.models import Agency
from tests import factories
from tests.database import run
from tests.matrix import PAGES

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


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_refusal_of_every_page_is_in_the_log(places, method):
    """And so of every page that is added."""
    refused, noted = [], []
    for name in PAGES:
        with transaction.atomic():
            answer = getattr(places.browsers[Role.LEARNER], method)(places.address(name))
            if answer.status_code == 403:
                refused.append(name)
                noted += [name for outcome in outcomes(places.partnership) if outcome == "refused"]
            transaction.set_rollback(True)

    assert len(refused) > 50
    assert noted == refused


def outcomes(partnership):
    with partnership_scope(partnership):
        return list(AccessEntry.objects.values_list("outcome", flat=True))


def test_a_record_that_is_not_there_or_is_anothers_is_in_the_log(manager, darlington, durham):
    with partnership_scope(durham):
        theirs = factories.AgencyFactory()

    manager.get(f"/darlington/agencies/{theirs.pk}/")
    manager.post(f"/darlington/agencies/{theirs.pk}/end/")
    manager.get("/darlington/no-such-page/")

    assert [(action, outcome) for action, _, _, outcome in entries(darlington)] == [
        ("change", "not_found"),
        ("read", "not_found"),
    ]


def test_any_file_that_leaves_is_in_the_log(darlington, manager):
    """Also one whose view says nothing about it."""
    manager.get("/darlington/records/agencies/template.csv")

    assert entries(darlington) == [("download", "The file at /darlington/records/agencies/template.csv", None, "done")]


def test_what_only_few_may_read_is_in_the_log_when_it_is_read(darlington, member, client_for, manager):
    person = member(darlington, Role.OFFICER)
    with partnership_scope(darlington):
        page = person.memberships.get().get_absolute_url()

    manager.get(page)
    manager.get("/darlington/settings/access-log/")
    client_for(person).get("/darlington/agencies/")

    assert entries(darlington) == [
        ("read", "Access log", None, "done"),
        ("read", person.name, None, "done"),
    ]


def test_nobody_writes_in_anothers_name_or_at_another_time(darlington, member):
    ada, ben = member(darlington, Role.OFFICER), member(darlington, Role.OFFICER)
    long_ago = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)

    with partnership_scope(darlington, by=ada):
        insert(darlington, user=ben.pk, at=long_ago)
        entry = AccessEntry.objects.get()

    assert entry.user == ada
    assert abs(entry.at - timezone.now()) < datetime.timedelta(minutes=1)


@pytest.mark.parametrize(("action", "outcome"), [("nonsense", "done"), ("export", "nonsense")])
def test_it_says_only_what_can_be_done_and_become_of_it(darlington, member, action, outcome):
    with pytest.raises(IntegrityError, match="core_accessentry_"):
        with partnership_scope(darlington, by=member(darlington, Role.OFFICER)):
            AccessEntry.objects.create(partnership=darlington, action=action, outcome=outcome, what="A")


def test_nobody_writes_as_nobody(darlington, member):
    with partnership_scope(darlington), pytest.raises(DatabaseError, match="user_id"), transaction.atomic():
        insert(darlington, user=member(darlington, Role.OFFICER).pk, at=timezone.now())


def insert(partnership, *, user, at):
    run(
        "INSERT INTO core_accessentry (id, partnership_id, user_id, at, action, what, outcome) "
        "VALUES (gen_random_uuid(), %s, %s, %s, 'read', 'x', 'done')",
        *(partnership.pk, user, at),
    )


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
    assert "This was not handed out" in answers[0].content.decode()


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
