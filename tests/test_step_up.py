"""What is done in somebody's name asks again who is there: each page of a kind in `tests/matrix.py`, later ones too."""

import pytest
from django.conf import settings
from django.db import transaction
from django_tables2 import Table as AnyTable

from core.lists.tables import Table
from tests.matrix import PAGES, SIGNED_IN
from tests.places import confirm
from tests.test_matrix import ADDRESSES, METHODS, SERVED, TRIED, is_open_to, rows

ASKING = [name for name in PAGES if PAGES[name].asks_again]
LISTS = ["people:users", "people:own_agency", "access_log"]
# A person's own way of signing in; of these the page of the codes asks where it makes new ones.
OWN = {"account_email_change", "replace_second_factor", "second_factor_picture", "remove_second_factor"}


def asks(name):
    return getattr(ADDRESSES[name][0], "asks_again", False)


def test_the_pages_that_ask_again_are_those_that_are_declared():
    assert {name for name in PAGES if asks(name)} == set(ASKING)
    assert {name for name in SIGNED_IN if asks(name)} == OWN
    assert {"reporting:sign", "reporting:publish", "reporting:take_down", "people:role_add"} <= set(ASKING)


@pytest.fixture
def stale(places):
    """Gives who may use a page, in a browser that said its password too long ago."""
    changed = []

    def somebody(ways):
        who = next(role for role in TRIED if is_open_to(role, ways))
        changed.append(places.browsers[who])
        confirm(places.browsers[who], seconds=-settings.CONFIRMED_FOR - 1)
        return who

    yield somebody
    for browser in changed:
        confirm(browser, seconds=60 * 60)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "method"), [(n, m) for n in ASKING for m in METHODS if PAGES[n].ways(m)])
def test_it_is_asked_before_the_form_and_nothing_is_done_without(places, stale, name, method):
    address, who = places.address(name), stale(PAGES[name].ways(method))

    with transaction.atomic():
        before = rows()
        answer = getattr(places.browsers[who], method)(address)
        after = rows()
        transaction.set_rollback(True)

    assert answer.status_code == 302
    assert answer.url == f"/account/confirm/?next={address}"
    assert after == before


@pytest.mark.django_db
@pytest.mark.parametrize("name", ASKING)
def test_it_is_not_asked_twice_within_minutes(places, name):
    method = "get" if PAGES[name].ways("get") else "post"
    who = next(role for role in TRIED if is_open_to(role, PAGES[name].ways(method)))

    answer = places.ask(who, method, places.address(name))

    assert answer.status_code in SERVED
    assert "/account/confirm/" not in answer.get("Location", "")


@pytest.mark.django_db
def test_a_session_that_does_not_say_when_was_never_confirmed(places, stale):
    who = stale(PAGES["people:invite"].ways("get"))
    session = places.browsers[who].session
    del session["confirmed_at"]
    session.save()

    assert "/account/confirm/" in places.ask(who, "get", places.address("people:invite")).url


@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_people_is_taken_out_after_the_question(places, stale, name):
    page = places.address(name)
    who = stale(PAGES[name].ways("get"))

    asked = places.ask(who, "get", page, {"export": "csv", "name": "a"})
    assert places.ask(who, "get", page).status_code == 200
    confirm(places.browsers[who], seconds=0)
    file = places.ask(who, "get", page, {"export": "csv", "name": "a"})

    assert asked.url == f"/account/confirm/?next={page}%3Fname%3Da"
    assert file["Content-Disposition"].startswith("attachment")


def test_every_list_of_accounts_is_one_of_people():
    """Its rows say whose they are: somebody's place here, or what they did."""
    of_accounts = {table for table in _tables(AnyTable) if "user" in _fields(table._meta.model)}

    assert of_accounts == {table for table in _tables(AnyTable) if table.tells_of_people}
    assert len(of_accounts) == 2


def _fields(model):
    return {field.name for field in model._meta.get_fields()} if model else set()


def _tables(kind):
    for table in kind.__subclasses__():
        if issubclass(table, Table) and table.__module__.split(".")[0] != "tests":
            yield table
        yield from _tables(table)
