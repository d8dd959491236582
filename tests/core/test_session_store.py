"""Sessions in the database: each opens by its key alone, and whoever has only the application's role opens none."""

import datetime

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from accounts.models.sessions import fingerprint
from accounts.services import sessions
from core.db.account_scope import account_scope
from core.db.session_store import SessionStore
from core.row_level_security import tenants
from tests import second_factors as factor
from tests.database import run
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def kept(**what):
    store = SessionStore()
    store.update(what)
    store.save()
    return store


def test_a_session_says_again_what_was_kept():
    store = kept(step=1)

    assert SessionStore(store.session_key)["step"] == 1
    assert SessionStore.clear_expired() is None
    assert store.exists(store.session_key)


def test_a_key_that_opens_nothing_is_given_to_nobody():
    """Or somebody could choose the key of the session in which another one signs in."""
    store = SessionStore("chosen-by-somebody-else-chosen-by")
    assert store.get("step") is None
    store["step"] = 1
    store.save()

    assert store.session_key != "chosen-by-somebody-else-chosen-by"


def test_a_session_that_has_ended_meanwhile_is_not_kept_again():
    store = kept(step=1)
    SessionStore(store.session_key).delete()
    store["step"] = 2

    with pytest.raises(UpdateError):
        store.save()


def test_of_two_with_one_key_the_second_gets_another(monkeypatch):
    first = kept()
    keys = iter([first.session_key, "z" * 32])
    monkeypatch.setattr(SessionStore, "_get_new_session_key", lambda self: next(keys))

    assert kept().session_key == "z" * 32


def test_a_new_key_keeps_what_was_said_and_the_old_one_opens_nothing():
    store = kept(step=1)
    before = store.session_key
    store.cycle_key()
    store.save()

    assert SessionStore(store.session_key)["step"] == 1
    assert not store.exists(before)


def test_a_session_whose_time_is_over_opens_nothing_and_goes():
    store = SessionStore()
    store.set_expiry(timezone.now() - datetime.timedelta(minutes=1))
    store.save()

    assert not store.exists(store.session_key)
    SessionStore.clear_expired()
    store.set_expiry(3600)
    with pytest.raises(UpdateError):
        store.save()


LOOKS = [
    "SELECT * FROM accounts_session",
    "SELECT data FROM accounts_session",
    "UPDATE accounts_session SET user_id = NULL",
    "UPDATE accounts_session SET key_hash = '\\x00'",
    "INSERT INTO accounts_session (id) VALUES (gen_random_uuid())",
]


@pytest.mark.parametrize("look", LOOKS)
def test_no_statement_reads_changes_or_adds_one(look):
    user = UserFactory()
    factor.sign_in(user)

    with account_scope(user), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        run(look)


@pytest.mark.parametrize("look", ["SELECT id FROM accounts_session", "DELETE FROM accounts_session"])
def test_without_an_account_none_is_listed_or_ended(look):
    factor.sign_in(UserFactory())

    with pytest.raises(DatabaseError, match="no account scope"), transaction.atomic():
        run(look)


def test_nobody_lists_or_ends_anothers(client):
    mine, theirs = UserFactory(), UserFactory()
    browser = factor.sign_in(theirs)
    with account_scope(mine):
        assert run("SELECT count(*) FROM accounts_session") == [(0,)]
        run("DELETE FROM accounts_session")

    assert len(sessions.of(theirs)) == 1
    assert SESSION_KEY in browser.session


@pytest.mark.django_db(transaction=True)
def test_a_row_copied_under_another_key_says_nothing():
    """By somebody who can write the table: the owner, or whoever found another way."""
    victim, own = kept(name="theirs"), kept(name="mine")
    theirs, mine = (fingerprint(store.session_key) for store in (victim, own))
    copied = "UPDATE accounts_session SET data = (SELECT data FROM accounts_session WHERE key_hash = %s)"
    run(f"{copied} WHERE key_hash = %s", theirs, mine, using=connections["owner"])

    assert dict(SessionStore(own.session_key).items()) == {}
    assert SessionStore(victim.session_key)["name"] == "theirs"


@pytest.mark.django_db(transaction=True)
def test_a_key_is_kept_nowhere():
    browser = factor.sign_in(UserFactory())
    key = browser.session.session_key

    assert SESSION_KEY in browser.session
    for model in tenants.shared_models():
        rows = str(run(f'SELECT t::text FROM "{model._meta.db_table}" t', using=connections["owner"]))
        assert key not in rows
        assert key.encode().hex() not in rows
