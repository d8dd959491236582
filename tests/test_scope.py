"""The door: what `partnership_scope` opens, what it closes, and how scopes nest."""

import contextlib
import threading

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import Membership
from core.db.tenancy import NoScope, current_scope, partnership_scope, reopen
from partnership.models import Agency, GroupAlias
from tests.database import names, run
from tests.factories import AgencyFactory, GroupAliasFactory, UserFactory


def test_a_scope_shows_its_own_rows_to_the_manager_and_to_raw_sql(agencies, darlington):
    with partnership_scope(darlington):
        assert list(Agency.objects.values_list("name", flat=True)) == ["darlington"]
        assert names() == ["darlington"]


def test_a_scope_of_several_shows_all_of_theirs(agencies, darlington, exploitation_group):
    with partnership_scope(darlington, exploitation_group):
        assert names() == ["darlington", "durham-darlington-ceg"]


def test_a_joint_body_is_not_seen_by_being_its_member(agencies, durham):
    with partnership_scope(durham):
        assert names() == ["durham"]


def test_without_a_scope_a_query_says_so_before_it_reaches_the_database(db):
    with pytest.raises(NoScope, match="partnership_scope"):
        Agency.objects.count()
    with pytest.raises(NoScope):
        current_scope()


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT name FROM partnership_agency",
        "UPDATE partnership_agency SET name = 'x'",
        "DELETE FROM partnership_groupalias",
        "SELECT 1 FROM partnership_agencyevent",
    ],
)
def test_without_a_scope_the_database_refuses(darlington, sql):
    with partnership_scope(darlington):
        GroupAliasFactory()
        AgencyFactory()

    with pytest.raises(DatabaseError, match="no partnership scope"), transaction.atomic():
        run(sql)


def test_another_thread_has_no_scope_of_ours(in_darlington):
    found = []

    def look():
        with contextlib.suppress(NoScope):
            found.append(current_scope())

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == []


def test_a_queryset_asks_for_the_scope_when_it_runs_not_when_it_is_built(agencies, darlington, durham):
    every = Agency.objects.order_by("name")

    for partnership in (darlington, durham):
        with partnership_scope(partnership):
            assert [agency.name for agency in every.all()] == [partnership.slug]


@pytest.mark.django_db(transaction=True)
def test_what_runs_after_the_commit_has_no_scope(darlington):
    after = []

    def look():
        with pytest.raises(NoScope):
            Agency.objects.count()
        after.append(True)

    with partnership_scope(darlington):
        transaction.on_commit(look)

    assert after == [True]


def test_scopes_nest_and_the_outer_one_comes_back(agencies, darlington, durham):
    with partnership_scope(darlington):
        with partnership_scope(durham):
            assert names() == ["durham"]
            with partnership_scope(darlington, durham):
                assert names() == ["darlington", "durham"]
            assert names() == ["durham"]
        assert names() == ["darlington"]


@pytest.mark.parametrize("error", [ValueError, IntegrityError, KeyboardInterrupt])
def test_the_outer_scope_comes_back_after_an_error(agencies, darlington, durham, error):
    with partnership_scope(darlington):
        with contextlib.suppress(error), partnership_scope(durham):
            AgencyFactory(name="lost")
            raise error
        assert names() == ["darlington"]
        assert current_scope().readable == (darlington.pk,)


def test_the_outer_scope_comes_back_after_an_error_of_the_database(agencies, darlington, durham):
    with partnership_scope(darlington):
        with pytest.raises(DatabaseError), partnership_scope(durham):
            run("SELECT 1 / 0")
        assert names() == ["darlington"]


def test_a_savepoint_rolled_back_leaves_the_scope(agencies, darlington):
    with partnership_scope(darlington):
        with contextlib.suppress(ValueError), transaction.atomic():
            AgencyFactory(name="lost")
            raise ValueError
        assert names() == ["darlington"]


def test_a_scope_may_be_marked_for_rollback(agencies, darlington):
    with partnership_scope(darlington):
        AgencyFactory(name="lost")
        transaction.set_rollback(True)
    with partnership_scope(darlington):
        assert names() == ["darlington"]


@pytest.mark.django_db(transaction=True)
def test_an_error_takes_everything_back(agencies, darlington):
    with contextlib.suppress(ValueError), partnership_scope(darlington):
        AgencyFactory(name="lost")
        raise ValueError
    with partnership_scope(darlington):
        assert names() == ["darlington"]


@pytest.mark.parametrize(
    "write",
    [
        lambda: AgencyFactory(partnership_id=current_scope().readable[0]),
        lambda: Agency.objects.update(name="changed"),
        lambda: GroupAlias.objects.all().delete(),
        lambda: run("DELETE FROM partnership_groupalias"),
        lambda: list(Agency.objects.select_for_update()),
    ],
)
def test_a_read_only_scope_says_that_it_is(darlington, write):
    with partnership_scope(darlington):
        AgencyFactory()
        GroupAliasFactory()

    with pytest.raises(DatabaseError, match="read-only"), partnership_scope(darlington, write=[]):
        write()


def test_only_the_writable_partnership_changes(agencies, darlington, durham):
    with partnership_scope(darlington, durham, write=[darlington]):
        assert names() == ["darlington", "durham"]
        assert Agency.objects.update(note="changed") == 1
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            AgencyFactory(partnership=durham)
    with partnership_scope(durham):
        assert Agency.objects.get().note == ""


def test_nothing_is_writable_that_is_not_readable(darlington, durham):
    with pytest.raises(ValueError, match="only where it can read"), partnership_scope(darlington, write=[durham]):
        pass


def test_a_person_sees_their_own_memberships_everywhere_and_no_others(darlington, durham, member):
    person = UserFactory()
    for partnership in (darlington, durham):
        member(partnership, user=person)
        member(partnership)

    with partnership_scope(by=person):
        assert Membership.own.count() == 2
        assert {found.user_id for found in Membership.own.all()} == {person.pk}
        with pytest.raises(DatabaseError, match="read-only"), transaction.atomic():
            Membership.own.update(ends_on="2020-01-01")


def test_a_scope_may_be_reopened_for_others(agencies, darlington, durham):
    person = UserFactory()
    with partnership_scope(darlington):
        with partnership_scope(by=person):
            assert names() == []
            reopen(durham, write=[])
            assert names() == ["durham"]
            assert list(Agency.objects.values_list("name", flat=True)) == ["durham"]
            assert current_scope().user_id == person.pk
            with pytest.raises(DatabaseError, match="read-only"), transaction.atomic():
                Agency.objects.update(name="changed")
        assert names() == ["darlington"]
        assert current_scope().user_id is None


def test_reopening_takes_an_open_scope(darlington):
    with pytest.raises(NoScope):
        reopen(darlington)


@pytest.mark.django_db(transaction=True)
def test_a_signature_is_made_for_the_transaction_that_runs(agencies, darlington, durham):
    """What the outermost scope learned of its transaction is not kept for the next."""
    for partnership in (darlington, durham, darlington):
        with partnership_scope(partnership):
            assert names() == [partnership.slug]
    with transaction.atomic():
        with partnership_scope(durham):
            assert names() == ["durham"]
        with pytest.raises(DatabaseError, match="no partnership scope"):
            names()
