"""An empty database gets its tables straight from the models, any other by migrations: both come to the same."""

import re

import psycopg2
import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connections
from psycopg2.extensions import parse_dsn

from tests import database

# A filled database of November 2026 and what it had been migrated to: every later state must take it further.
FILLED = settings.BASE_DIR / "tests" / "data" / "filled_2026_11.sql"
STATE = {"accounts": "0002", "core": "0001", "partnership": "0001", "indicators": "0002", "reporting": "0001"}
OURS = "IN ('public'::regnamespace, 'app'::regnamespace)"
TRIGGERS = """
DO $$ DECLARE found regclass; BEGIN
  FOR found IN SELECT DISTINCT tgrelid FROM pg_trigger WHERE NOT tgisinternal LOOP
    EXECUTE 'ALTER TABLE ' || found || ' {} TRIGGER USER';
  END LOOP;
END $$
"""
# Of packages that kept sessions until November 2026.
LEFT_BEHIND = """
CREATE TABLE django_session (session_key varchar(40) PRIMARY KEY);
CREATE TABLE usersessions_usersession (id bigint PRIMARY KEY);
INSERT INTO django_migrations (app, name, applied)
  VALUES ('sessions', '0001_initial', now()), ('usersessions', '0001_initial', now());
INSERT INTO django_content_type (app_label, model) VALUES ('sessions', 'session'), ('usersessions', 'usersession');
INSERT INTO auth_permission (name, content_type_id, codename)
  SELECT 'Can add it', id, 'add_it' FROM django_content_type WHERE app_label IN ('sessions', 'usersessions');
"""
# What makes a database what it is. A column's place in its table is left out: nothing asks for it.
ASKED = {
    "columns": f"""
        SELECT attrelid::regclass::text, attname, format_type(atttypid, atttypmod), attnotnull, attidentity::text,
               attacl::text, pg_get_expr(adbin, adrelid)
        FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE c.relnamespace {OURS} AND c.relkind IN ('r', 'S', 'v') AND attnum > 0 AND NOT attisdropped""",
    "tables": f"""
        SELECT oid::regclass::text, relkind::text, relowner::regrole::text, relrowsecurity, relforcerowsecurity,
               ARRAY(SELECT unnest(relacl)::text ORDER BY 1)
        FROM pg_class WHERE relnamespace {OURS} AND relkind IN ('r', 'S', 'v')""",
    "sequences": "SELECT seqrelid::regclass::text, seqtypid::regtype::text FROM pg_sequence",
    "constraints": f"""
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace {OURS}""",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname IN ('public', 'app')",
    "policies": "SELECT tablename, policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies",
    "triggers": f"""
        SELECT tgrelid::regclass::text, tgname, tgenabled::text, pg_get_triggerdef(t.oid)
        FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid WHERE NOT tgisinternal AND c.relnamespace {OURS}""",
    "functions": f"""
        SELECT oid::regprocedure::text, proowner::regrole::text, proacl::text, pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace {OURS} AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')""",
    "schemas": "SELECT nspname, nspowner::regrole::text, nspacl::text FROM pg_namespace WHERE nspname !~ '^pg_'",
    "extensions": "SELECT extname FROM pg_extension",
    "comments": "SELECT classoid::regclass::text, description FROM pg_description WHERE objoid >= 16384",
    "migrations": "SELECT app, name FROM django_migrations",
    "content types": "SELECT app_label, model FROM django_content_type",
    "permissions": "SELECT codename, name FROM auth_permission",
}


@pytest.fixture
def empty(db):
    """`empty(name)` makes a database without tables and gives its address, as its owner."""
    made = []

    def make(name):
        owner(f'CREATE DATABASE "{name}"')
        made.append(name)
        return database.address("owner", dbname=name)

    yield make
    for name in made:
        owner(f'DROP DATABASE "{name}" WITH (FORCE)')


def owner(statement):
    """Outside a transaction, as statements about whole databases must be."""
    connection = psycopg2.connect(database.address("owner"))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


def migrate(address, *target) -> None:
    """As the owner. In this process, which knows all models: one of its own would read them for seconds each time."""
    owner = connections["owner"]
    before = owner.settings_dict["NAME"]
    _turn(owner, parse_dsn(address)["dbname"])
    try:
        call_command("migrate", *target, database="owner", interactive=False, verbosity=0)
    finally:
        _turn(owner, before)
        ContentType.objects.clear_cache()


def _turn(connection, name):
    connection.close()
    connection.settings_dict["NAME"] = name


def told(address) -> dict[str, set]:
    with psycopg2.connect(address) as connection, connection.cursor() as cursor:
        found = {}
        for name, question in ASKED.items():
            cursor.execute(question)
            found[name] = {repr(row) for row in cursor.fetchall()}
    connection.close()
    return found


def fill(address) -> dict[str, int]:
    """Load the filled database; returns how many rows each of its tables has.

    Without the triggers: those that stand there are of today's models, and may name columns of tomorrow's migrations.
    """
    told_by_owner(address, TRIGGERS.format("DISABLE"))
    told_by_owner(address, FILLED.read_text())
    told_by_owner(address, TRIGGERS.format("ENABLE"))
    return rows_of(address, re.findall(r'^INSERT INTO "(\w+)"', FILLED.read_text(), re.MULTILINE))


def told_by_owner(address, statements) -> None:
    with psycopg2.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute(statements)
    connection.close()


def rows_of(address, tables) -> dict[str, int]:
    with psycopg2.connect(address) as connection, connection.cursor() as cursor:
        found = {}
        for table in dict.fromkeys(tables):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    connection.close()
    return found


def passwords_of(address) -> set[str]:
    """Of accounts that know when theirs was set."""
    with psycopg2.connect(address) as connection, connection.cursor() as cursor:
        whose = "SELECT id FROM accounts_user WHERE password_set_at IS NOT NULL"
        cursor.execute(f"SELECT hash FROM accounts_password WHERE user_id IN ({whose})")
        found = {kept for (kept,) in cursor.fetchall()}
    connection.close()
    return found


def test_models_and_migrations_make_one_database(empty):
    straight, migrated = empty("test_straight"), empty("test_migrated")
    migrate(straight)
    # With a target, Django goes the way of the migrations; then the database is no longer empty.
    for app, name in STATE.items():
        migrate(migrated, app, name)
    filled = fill(migrated)
    told_by_owner(migrated, LEFT_BEHIND)
    migrate(migrated)
    assert rows_of(migrated, filled) == filled
    assert passwords_of(migrated) == set(re.findall(r"'(md5\$[^']+)'", FILLED.read_text()))

    by_models, by_migrations = told(straight), told(migrated)
    assert all(by_models.values())
    for name in ASKED:
        assert by_models[name] ^ by_migrations[name] == set(), name


ALIKE = """
INSERT INTO partnership_agency
  SELECT (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'name', upper(name)))).*
  FROM partnership_agency a ORDER BY name LIMIT 2;
"""


def test_names_that_were_two_until_now_are_told_apart(empty):
    """As the migration meets them in a database that kept what people see as one name."""
    address = empty("test_alike")
    for app, name in STATE.items():
        migrate(address, app, name)
    fill(address)
    for statements in (TRIGGERS.format("DISABLE"), ALIKE, TRIGGERS.format("ENABLE")):
        told_by_owner(address, statements)
    before = rows_of(address, ["partnership_agency"])

    migrate(address)

    assert rows_of(address, ["partnership_agency"]) == before
    with psycopg2.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM partnership_agency WHERE name ~ ' \\(2\\)$'")
        assert cursor.fetchone() == (2,)
    connection.close()


def test_a_database_of_migrations_that_are_gone_is_left_as_it_is(empty):
    address = empty("test_older")
    migrate(address, "contenttypes", "0001")
    told_by_owner(address, "INSERT INTO django_migrations (app, name, applied) VALUES ('core', '0099_gone', now())")

    with pytest.raises(CommandError, match="core 0099_gone"):
        migrate(address)
