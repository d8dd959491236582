"""The one door to what guards an account: its password, second factor, addresses and the list of its sessions.

`account_scope` tells the database which account the block is about, signed for its transaction as a partnership's
scope is. Outside it the database refuses to change those rows, whoever asks as the application's role. See ADR 39.
"""

from contextlib import contextmanager

from django.db import connection, transaction

from core.db.tenancy import signature

PUT = "SELECT set_config('app.account', %s, true)"


@contextmanager
def account_scope(user):
    """Run a block, in one transaction, that reads and changes what guards this account.

    Keep it short: what it opens is open to every statement in it. Blocks nest; leaving an inner one restores the outer.
    """
    ends_with_commit = not connection.in_atomic_block
    with transaction.atomic():
        formerly = _open(user)
        yield
        # A rollback restores the outer account by itself, and a commit forgets this one.
        if not ends_with_commit and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(PUT, [formerly])


def _open(user) -> str:
    """What stood there before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.here(), coalesce(current_setting('app.account', true), '')")
        here, formerly = cursor.fetchone()
        cursor.execute("SELECT app.open_account(%s, %s)", [user.pk, signature(f"account {user.pk}", here)])
    return formerly
