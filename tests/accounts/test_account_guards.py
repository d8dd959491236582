"""Second factors, addresses and their changes: changed in their account's scope alone, by statement or by Django."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import DatabaseError, transaction

from accounts.models import EmailChange
from accounts.services import email_changes
from core.db.account_scope import account_scope
from tests import second_factors as factor
from tests.database import run
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
ADDED = {
    "mfa_authenticator": "(user_id, type, data, created_at) VALUES ('{new}', 'totp', '{{}}', now())",
    "account_emailaddress": "(user_id, email, verified, \"primary\") VALUES ('{new}', 'mine@example.org', true, true)",
    "accounts_emailchange": "(id, user_id, old, new, asked_at, expires_at) VALUES "
    "(gen_random_uuid(), '{new}', 'old@example.org', 'mine@example.org', now(), now())",
}
CHANGED = {"mfa_authenticator": "data = '{{}}'", "account_emailaddress": "verified = true"}
CHANGED["accounts_emailchange"] = "old_said_yes_at = now(), new_said_yes_at = now()"
REFUSED = [
    *(f"INSERT INTO {table} {what}" for table, what in ADDED.items()),
    *(f"UPDATE {table} SET {what}" for table, what in CHANGED.items()),
    "DELETE FROM mfa_authenticator",
    "DELETE FROM account_emailaddress",
]
NEVER = [
    "UPDATE mfa_authenticator SET user_id = '{new}'",
    "UPDATE account_emailaddress SET user_id = '{new}'",
    "UPDATE account_emailaddress SET email = 'mine@example.org'",
    "UPDATE accounts_emailchange SET user_id = '{new}'",
    "UPDATE accounts_emailchange SET new = 'mine@example.org'",
    "DELETE FROM accounts_emailchange",
    "SELECT * FROM account_emailconfirmation",
]


@pytest.fixture
def user(db):
    """With one row in each table."""
    user = UserFactory()
    factor.give(user)
    with account_scope(user):
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    email_changes.ask(user=user, new="new@example.org")
    return user


@pytest.mark.parametrize("sql", REFUSED)
def test_without_an_account_nothing_changes(user, sql):
    with pytest.raises(DatabaseError, match="no account scope"), transaction.atomic():
        run(sql.format(new=UserFactory().pk))


@pytest.mark.parametrize("sql", REFUSED[:3])
def test_in_an_account_nothing_is_added_to_anothers(user, sql):
    with account_scope(user), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        run(sql.format(new=UserFactory().pk))


@pytest.mark.parametrize("sql", REFUSED[3:])
def test_in_an_account_nothing_of_anothers_changes(user, sql):
    def told():
        rows = (model.objects.order_by("pk").values() for model in (Authenticator, EmailAddress, EmailChange))
        return [list(found) for found in rows]

    before = told()
    with account_scope(UserFactory()):
        run(sql.format())

    assert told() == before


@pytest.mark.parametrize("sql", NEVER)
def test_in_its_account_too_a_row_stays_whose_it_is(user, sql):
    with account_scope(user), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        run(sql.format(new=UserFactory().pk))
