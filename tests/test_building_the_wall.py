"""What a migrate does to the wall of a database that serves: nothing where it stands, all of it where it does not."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connections, transaction

from core.db.tenancy import partnership_scope
from core.row_level_security import wall
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db(transaction=True)
LOCKS = """
SELECT DISTINCT relation::regclass::text, mode FROM pg_locks JOIN pg_class c ON c.oid = relation
WHERE pid = pg_backend_pid() AND relnamespace = 'public'::regnamespace AND relkind = 'r'
  AND mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
"""


@pytest.fixture
def owner():
    """`owner(sql)` runs a statement as the owner of the tables; all of it is taken back afterwards."""

    def ask(sql):
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else None

    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        yield ask
        transaction.set_rollback(True, using="owner")


def test_a_wall_that_stands_locks_no_table(owner):
    wall.build("owner")

    assert owner(LOCKS) == []


@pytest.mark.parametrize(
    "fault",
    [
        "ALTER POLICY app_reads ON partnership_agency USING (true)",
        "DROP POLICY app_reads ON partnership_agency",
        "ALTER POLICY app_reads ON partnership_agency TO PUBLIC",
        "DROP POLICY app_reads ON partnership_agency; CREATE POLICY app_reads ON partnership_agency USING (true)",
    ],
)
def test_a_policy_that_somebody_changed_is_as_it_should_be_again(owner, fault):
    asked = "SELECT tablename, policyname, cmd, roles::text, qual, with_check FROM pg_policies ORDER BY 1, 2"
    before = owner(asked)
    owner(fault)
    assert owner(asked) != before

    wall.build("owner")

    assert owner(asked) == before


def test_a_policy_of_nobody_goes(owner):
    owner("CREATE POLICY another ON partnership_agency TO portal_app USING (true)")

    wall.build("owner")

    assert owner("SELECT 1 FROM pg_policies WHERE policyname = 'another'") == []


def test_rows_are_held_back_again_where_somebody_opened_the_table(owner):
    owner("ALTER TABLE partnership_agency NO FORCE ROW LEVEL SECURITY")

    wall.build("owner")

    assert owner("SELECT relforcerowsecurity FROM pg_class WHERE relname = 'partnership_agency'") == [(True,)]


@pytest.mark.parametrize("name", ["stays_home", "pgtrigger_insert_insert_%"])
def test_a_trigger_that_somebody_took_is_there_again(owner, name):
    asked = f"SELECT tgname FROM pg_trigger WHERE tgrelid = 'partnership_agency'::regclass AND tgname LIKE '{name}'"
    ((found,),) = owner(asked)
    owner(f"DROP TRIGGER {found} ON partnership_agency")

    wall.build("owner")

    assert owner(asked) == [(found,)]
    assert owner("SELECT proname FROM pg_proc WHERE proname LIKE 'pgtrigger%' AND NOT prosecdef") == []
    assert owner("SELECT public._pgtrigger_should_ignore('any')") == [(False,)]


@pytest.fixture
def renamed(owner):
    """A column of agencies as right after a migration that renamed it: the triggers of before write the old name."""
    ((trigger, function),) = owner(
        "SELECT tgname, pg_get_functiondef(tgfoid) FROM pg_trigger "
        "WHERE tgrelid = 'partnership_agency'::regclass AND tgname LIKE 'pgtrigger_update_%'"
    )
    assert '"sector"' in function
    owner(function.replace('"sector"', '"field"'))
    owner(f"COMMENT ON TRIGGER {trigger} ON partnership_agency IS 'as the models were'")


def test_rows_can_be_changed_after_a_column_got_another_name(owner, renamed, darlington):
    with partnership_scope(darlington):
        agency = AgencyFactory()
    change = f"UPDATE partnership_agency SET sector = 'Crime' WHERE id = '{agency.pk}'"
    with pytest.raises(DatabaseError, match="field"), transaction.atomic(using="owner"):
        owner(change)

    wall.renew_triggers(apps, connections["owner"].schema_editor())
    owner(change)

    assert owner("SELECT sector FROM partnership_agencyevent WHERE pgh_label = 'update'") == [("Crime",)]
