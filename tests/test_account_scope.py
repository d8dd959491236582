"""The door to what guards an account: what `account_scope` opens, what it closes, and what nobody forges."""

import contextlib

import pytest
from django.db import DatabaseError, transaction

from core.db.account_scope import account_scope
from tests.database import run
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
FORGED = ["", "|", "{pk}", "{pk}|", "{pk}|null", "x|y"]


def account():
    return run("SELECT app.account()")[0][0]


def account_by(value):
    """The account that is open once this value stands in the session's setting."""
    run("SELECT set_config('app.account', %s, true)", value)
    return account()


def value_of(user):
    with account_scope(user):
        return run("SELECT current_setting('app.account')")[0][0]


@pytest.mark.parametrize("value", FORGED)
def test_an_account_is_not_opened_by_a_setting(value):
    value = value.format(pk=UserFactory().pk)
    with pytest.raises(DatabaseError, match=r"no account scope|bad account scope"), transaction.atomic():
        account_by(value)


@pytest.mark.parametrize("guess", ["00" * 32, "", None])
def test_an_account_is_not_opened_by_a_guess(guess):
    with pytest.raises(DatabaseError, match="bad account signature"), transaction.atomic():
        run("SELECT app.open_account(%s, %s)", UserFactory().pk, guess)


def test_one_account_does_not_open_another():
    _, mark = value_of(UserFactory()).split("|")

    with pytest.raises(DatabaseError, match="bad account scope"), transaction.atomic():
        account_by(f"{UserFactory().pk}|{mark}")


def test_an_account_is_closed_with_its_block():
    outer, inner = UserFactory(), UserFactory()
    with account_scope(outer):
        with account_scope(inner):
            assert account() == inner.pk
        assert account() == outer.pk
    with pytest.raises(DatabaseError, match="no account scope"), transaction.atomic():
        account()


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_closes_it_too(error):
    outer = UserFactory()
    with account_scope(outer):
        with contextlib.suppress(error), account_scope(UserFactory()):
            raise error
        assert account() == outer.pk


@pytest.mark.django_db(transaction=True)
def test_an_account_cannot_be_opened_again_in_a_later_transaction():
    user = UserFactory()
    value = value_of(user)

    with pytest.raises(DatabaseError, match="bad account scope"), transaction.atomic():
        account_by(value)
    with pytest.raises(DatabaseError, match="bad account signature"):
        run("SELECT app.open_account(%s, %s)", user.pk, value.split("|")[1])


def test_an_account_is_no_partnership():
    """What was signed for one is not taken for the other, in the same transaction."""
    user = UserFactory()
    _, mark = value_of(user).split("|")
    run("SELECT app.open_scope(%s, %s)", f"account {user.pk}", mark)

    for what in ("readable", "writable"):
        with pytest.raises(DatabaseError, match=r"invalid input syntax|read-only"), transaction.atomic():
            run(f"SELECT app.{what}()")
    assert run("SELECT app.me()") == [(None,)]
