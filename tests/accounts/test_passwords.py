"""The hash of a password: who reads it, who changes it, and that nobody else does."""

import pytest
from django.db import DatabaseError, connections, transaction

from accounts.models import Password, User
from core.db.account_scope import account_scope
from tests.database import run
from tests.factories import UserFactory
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "orange kettle mountain"


@pytest.fixture
def user(db):
    return UserFactory()


REFUSED = [
    "SELECT hash FROM accounts_password",
    "UPDATE accounts_password SET hash = 'x'",
    "INSERT INTO accounts_password (user_id, hash) VALUES ('{new}', 'x')",
    "INSERT INTO accounts_password (user_id, hash) VALUES ('{pk}', 'x') ON CONFLICT (user_id) DO UPDATE SET hash = 'x'",
    "UPDATE accounts_user SET password_set_at = now()",
    "UPDATE accounts_user SET email = 'mine@example.org' WHERE id = '{pk}'",
    "UPDATE accounts_user SET is_active = true",
]


@pytest.mark.parametrize("sql", REFUSED)
def test_without_an_account_no_statement_reads_or_changes_what_opens_it(user, sql):
    new = User.objects.create_user("new@example.org", "New")
    with pytest.raises(DatabaseError, match="no account scope"), transaction.atomic():
        run(sql.format(pk=user.pk, new=new.pk))


@pytest.mark.parametrize("sql", REFUSED[2:4])
def test_in_an_account_nobody_elses_is_replaced(user, sql):
    new = User.objects.create_user("new@example.org", "New")
    with account_scope(UserFactory()), pytest.raises(DatabaseError, match="row-level"), transaction.atomic():
        run(sql.format(pk=user.pk, new=new.pk))


@pytest.mark.parametrize("sql", REFUSED[4:])
def test_in_an_account_nobody_elses_address_changes(user, sql):
    with account_scope(UserFactory()), pytest.raises(DatabaseError, match="not the account"), transaction.atomic():
        run(sql.format(pk=user.pk))


def test_in_an_account_only_its_own_hash_is_there(user):
    with account_scope(UserFactory()):
        assert not Password.objects.filter(user=user).exists()
        assert Password.objects.filter(user=user).update(hash="x") == 0
    with account_scope(user):
        assert Password.objects.filter(user=user).exists()
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        run("DELETE FROM accounts_password")


def test_a_password_is_kept_at_once(user):
    user.set_password(NEW)

    found = User.objects.get(pk=user.pk)
    assert found.check_password(NEW)
    assert not found.check_password(PASSWORD)
    assert found.has_usable_password()
    assert found.get_session_auth_hash() == user.get_session_auth_hash()


def test_another_password_ends_what_was_signed_by_the_one_before(user):
    before = user.get_session_auth_hash()
    user.set_password(PASSWORD)

    assert user.get_session_auth_hash() != before


def test_an_account_without_one_opens_with_nothing():
    user = User.objects.create_user("new@example.org", "New")

    assert not user.has_usable_password()
    assert not any(user.check_password(said) for said in ("", "None", "!", None))


def test_a_password_that_is_taken_away_opens_nothing(user):
    user.set_unusable_password()

    found = User.objects.get(pk=user.pk)
    assert not found.has_usable_password()
    assert not found.check_password(PASSWORD)


def test_a_hash_of_older_settings_is_made_anew_and_ends_no_session(user, settings):
    before = user.get_session_auth_hash()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher", *settings.PASSWORD_HASHERS]

    assert User.objects.get(pk=user.pk).check_password(PASSWORD)

    with account_scope(user):
        assert Password.objects.get(user=user).hash.startswith("scrypt$")
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)
    assert User.objects.get(pk=user.pk).get_session_auth_hash() == before


@pytest.mark.django_db(transaction=True)
def test_the_owner_closes_an_account(user):
    """As `docs/operations.md` says; a migration may change addresses too."""
    run("UPDATE accounts_user SET is_active = false WHERE id = %s", user.pk, using=connections["owner"])

    assert not User.objects.get(pk=user.pk).is_active
