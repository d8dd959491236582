"""What was counted from a partnership's records holds until one of them changes, whoever changes it and however."""

import threading

import pytest
from django.db import connection, connections, transaction

from core.db import change_detection
from core.db.tenancy import partnership_scope
from partnership.models import Agency, GroupAlias
from tests.factories import AgencyFactory, GroupAliasFactory, GroupFactory

pytestmark = pytest.mark.django_db(transaction=True)


def alias_of(group):
    return GroupAlias(partnership=group.partnership, group=group, name="Another")


def seen_in(partnership):
    with partnership_scope(partnership):
        return change_detection.seen()


def is_unchanged(partnership, seen):
    with partnership_scope(partnership):
        return change_detection.unchanged(partnership, [seen]) == [True]


def test_it_holds_while_only_others_change_theirs(darlington, durham):
    seen = seen_in(darlington)
    with partnership_scope(durham):
        AgencyFactory()

    assert is_unchanged(darlington, seen)
    assert is_unchanged(darlington, seen)


@pytest.mark.parametrize(
    "change",
    [
        lambda: AgencyFactory(),
        lambda: Agency.objects.update(name="Another name"),
        lambda: GroupAlias.objects.bulk_create([alias_of(GroupFactory())]),
        lambda: GroupAliasFactory(group=GroupFactory()).delete(),
    ],
)
def test_it_holds_no_longer_once_a_row_has_changed_however_that_was_done(darlington, change):
    with partnership_scope(darlington):
        AgencyFactory()
    seen = seen_in(darlington)

    with partnership_scope(darlington):
        change()

    assert not is_unchanged(darlington, seen)
    assert is_unchanged(darlington, seen_in(darlington))


def test_what_ran_at_the_same_time_and_ended_later_is_not_missed(darlington):
    """A number that only grows would miss it: the change began before, and is committed after somebody looked."""
    began, go_on = threading.Event(), threading.Event()

    def slowly():
        with partnership_scope(darlington):
            AgencyFactory()
            began.set()
            go_on.wait(20)
        connection.close()

    writer = threading.Thread(target=slowly)
    writer.start()
    began.wait(20)
    with partnership_scope(darlington):
        AgencyFactory()
    seen = seen_in(darlington)
    before = is_unchanged(darlington, seen)
    go_on.set()
    writer.join()

    assert before
    assert not is_unchanged(darlington, seen)


def add_and_fail():
    with transaction.atomic():
        AgencyFactory()
        raise ZeroDivisionError


def test_what_was_rolled_back_is_no_change(darlington):
    seen = seen_in(darlington)
    with partnership_scope(darlington), pytest.raises(ZeroDivisionError):
        add_and_fail()

    assert is_unchanged(darlington, seen)


def test_whoever_has_changed_something_keeps_nothing(darlington):
    """It may yet be rolled back."""
    with partnership_scope(darlington):
        AgencyFactory()

        assert change_detection.seen() == ""


def test_nobody_learns_whether_another_partnership_has_changed(darlington, durham):
    seen = seen_in(durham)
    with partnership_scope(durham):
        AgencyFactory()

    with partnership_scope(darlington):
        assert change_detection.unchanged(durham, [seen]) == [True]


def test_old_notes_go_and_young_ones_stay(darlington):
    with partnership_scope(darlington):
        AgencyFactory()
    seen = seen_in(darlington)
    with partnership_scope(darlington):
        AgencyFactory()
        change_detection.forget()
    assert not is_unchanged(darlington, seen)

    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE app.change SET noted_at = now() - interval '4 days'")
    with partnership_scope(darlington):
        change_detection.forget()
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM app.change")
        assert cursor.fetchone() == (0,)
