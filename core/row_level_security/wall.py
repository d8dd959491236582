"""Builds the wall between partnerships in the database, after every migrate and for every table.

Nothing has to be remembered when a model is added: a tenant model (`core.db.tenancy.TenantModel`) gets its policies,
composite keys and grants here, and its history's triggers. A model that is neither tenant nor says its `shared_rights`
stops the migration. Until this has run, the application has no grant on a new table, so there is no moment without a
wall. What stands already is left as it is, so that a migrate locks no table of a portal that serves. See ADR 0002.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from django.db import connections, models, transaction

from core.db.tenancy import scope_key
from core.history import tracking
from core.models import Unsealed
from core.row_level_security import policies, triggers
from core.row_level_security.policies import APP, OWNER, RELAY, SEALER
from core.row_level_security.tenants import (
    EVERYTHING,
    account_column,
    is_event,
    is_sealed,
    keys_between_tenants,
    shared_models,
    shared_rights,
    tenant_models,
)

SQL = Path(__file__).parent / "sql"
PARTS = [SQL / f"{name}.sql" for name in ("scope", "accounts", "sign_ins", "operator")]


class MissingRole(Exception):
    """The server lacks a role of `config/roles.sql`."""


def build(using: str) -> None:
    """Put the whole wall in place; safe to run again, as the owner of the tables.

    All of it or none, so that the portal may go on serving. Tables that a partial migrate has not made are left out,
    and shared ones whose columns it has not.
    """
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        there = _columns(cursor)
        _refuse_missing_roles(cursor)
        tenants = [model for model in tenant_models() if model._meta.db_table in there]
        shared = [model for model in shared_models() if _columns_of(model) <= there.get(model._meta.db_table, set())]
        # Before `scope.sql`, which closes a function that each new trigger opens.
        tracking.install_triggers(using, there)
        for part in PARTS:
            cursor.execute(part.read_text())
        _store_key(cursor)
        _close_database(cursor)
        installed = _installed(cursor)
        for model in shared:
            _grant(cursor, model, shared_rights(model))
            if account_column(model):
                _hold_back_rows(cursor, model, policies.of_account(model), installed)
            if columns := getattr(model, "guarded_columns", ""):
                moment = f"BEFORE UPDATE OF {columns}"
                triggers.put(cursor, model._meta.db_table, "guards_account", moment, installed.triggers)
        for model in tenants:
            _wall_in(cursor, model, installed)
        if Unsealed._meta.db_table in there:
            for model in filter(is_sealed, [*shared, *tenants]):
                triggers.await_seal(cursor, model, installed.triggers)
        for model in tenants:
            for field in keys_between_tenants(model):
                if field.related_model in tenants:
                    _keep_together(cursor, model, field)
        _harden_history(cursor)


def _refuse_missing_roles(cursor) -> None:
    cursor.execute("SELECT unnest(%s) EXCEPT SELECT rolname::text FROM pg_roles", [[OWNER, APP, RELAY, SEALER]])
    if missing := cursor.fetchone():
        raise MissingRole(f"The server has no role {missing[0]}: run config/roles.sql again, then this.")


def _columns(cursor) -> defaultdict[str, set[str]]:
    """Those of each table that there is."""
    cursor.execute(
        "SELECT relname, attname FROM pg_attribute JOIN pg_class c ON c.oid = attrelid "
        "WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped"
    )
    found = defaultdict(set)
    for table, column in cursor.fetchall():
        found[table].add(column)
    return found


def _columns_of(model) -> set[str]:
    return {field.column for field in model._meta.concrete_fields}


def _store_key(cursor) -> None:
    key = scope_key().ljust(64, b"\0")
    pads = [bytes(byte ^ pad for byte in key) for pad in (0x36, 0x5C)]
    cursor.execute(
        "INSERT INTO app.scope_key (ipad, opad) VALUES (%s, %s) "
        "ON CONFLICT (only_row) DO UPDATE SET ipad = excluded.ipad, opad = excluded.opad",
        pads,
    )


def _close_database(cursor) -> None:
    """Nobody makes a table, not even a temporary one that could hide a real one, and sequences tell nobody a count:
    a key that the database numbers itself needs no right on its sequence."""
    cursor.execute(
        "DO $$ BEGIN EXECUTE format('REVOKE TEMP, CREATE ON DATABASE %I FROM PUBLIC', current_database()); END $$"
    )
    cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    cursor.execute(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {APP}, {RELAY}, {SEALER}")
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {APP}, {RELAY}, {SEALER}")
    cursor.execute(f"GRANT SELECT ON django_migrations TO {APP}")


def _grant(cursor, model, privileges: str) -> None:
    """The application's rights, and those of processes with a role of their own."""
    table = model._meta.db_table
    cursor.execute(f'REVOKE ALL ON "{table}" FROM PUBLIC, {APP}, {RELAY}, {SEALER}')
    if privileges:
        cursor.execute(f'GRANT {privileges} ON "{table}" TO {APP}')
    for role, rights in policies.service_roles(model).items():
        cursor.execute(f'GRANT {", ".join(rights)} ON "{table}" TO {role}')


# A policy's words come back from PostgreSQL otherwise than they were written. So its comment keeps a sum of both: what
# was written, and what stood there after it.
POLICIES_THERE = """
SELECT c.relname, polname, obj_description(p.oid, 'pg_policy'), md5(concat_ws('|', polcmd, polpermissive,
       ARRAY(SELECT rolname FROM pg_roles WHERE oid = ANY (polroles) ORDER BY 1), pg_get_expr(polqual, polrelid),
       pg_get_expr(polwithcheck, polrelid)))
FROM pg_policy p JOIN pg_class c ON c.oid = polrelid WHERE c.relnamespace = 'public'::regnamespace
"""


@dataclass(frozen=True)
class Installed:
    """What of the wall is in the database: by table, the policies with their comment and sum, and our own triggers with
    their definition; and the tables whose rows are held back from their owner too."""

    policies: dict[str, dict[str, tuple[str | None, str]]]
    triggers: dict[tuple[str, str], str]
    forced: set[str]


def _installed(cursor) -> Installed:
    cursor.execute(POLICIES_THERE)
    found = defaultdict(dict)
    for table, name, comment, stands in cursor.fetchall():
        found[table][name] = (comment, stands)
    cursor.execute(
        "SELECT c.relname, tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid "
        "WHERE NOT tgisinternal AND tgenabled = 'O'"
    )
    triggers = {(table, name): definition for table, name, definition in cursor.fetchall()}
    cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
    return Installed(found, triggers, {table for (table,) in cursor.fetchall()})


def _wall_in(cursor, model, there: Installed) -> None:
    table = model._meta.db_table
    _hold_back_rows(cursor, model, policies.of_tenant(model), there)
    _grant(cursor, model, _privileges(model))
    if is_event(model):
        triggers.put(cursor, table, "name_author", "BEFORE INSERT", there.triggers)
        return
    if model.written:
        told = ", ".join(f"'{column}'" for column in model.written)
        triggers.put(cursor, table, "name_writer", "BEFORE INSERT", there.triggers, told)
    _unique_in_partnership(cursor, table)
    triggers.put(cursor, table, "stays_home", "BEFORE UPDATE OF partnership_id", there.triggers)


def _hold_back_rows(cursor, model, wanted: dict[str, str], there: Installed) -> None:
    table = model._meta.db_table
    if table not in there.forced:
        cursor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY')
    _put_policies(cursor, table, wanted, there.policies.get(table, {}))


def _put_policies(cursor, table, wanted: dict[str, str], there: dict[str, tuple[str | None, str]]) -> None:
    new = {name for name, rest in wanted.items() if name not in there or there[name][0] != _sum(rest, there[name][1])}
    for name in there.keys() & new | there.keys() - wanted.keys():
        cursor.execute(f'DROP POLICY "{name}" ON "{table}"')
    for name in sorted(new):
        cursor.execute(f'CREATE POLICY "{name}" ON "{table}" {wanted[name]}')
    if new:
        cursor.execute(f"{POLICIES_THERE} AND c.relname = %s AND polname = ANY (%s)", [table, list(new)])
        for _, name, _, stands in cursor.fetchall():
            cursor.execute(f'COMMENT ON POLICY "{name}" ON "{table}" IS %s', [_sum(wanted[name], stands)])


def _sum(written: str, stands: str) -> str:
    return hashlib.sha256(f"{written}|{stands}".encode()).hexdigest()


def _privileges(model) -> str:
    if is_event(model):
        return "SELECT"
    if model.append_only:
        return "SELECT, INSERT"
    return EVERYTHING if model.deletable else "SELECT, INSERT, UPDATE"


def _unique_in_partnership(cursor, table: str) -> None:
    _add_constraint(cursor, table, _name(table, "in_partnership"), 'UNIQUE (partnership_id, "id")')


def _keep_together(cursor, model, field: models.ForeignKey) -> None:
    target = field.related_model._meta.db_table
    _add_constraint(
        cursor,
        model._meta.db_table,
        _name(model._meta.db_table, field.column, "same_partnership"),
        f'FOREIGN KEY (partnership_id, "{field.column}") REFERENCES "{target}" (partnership_id, id) '
        "DEFERRABLE INITIALLY DEFERRED",
    )


def _add_constraint(cursor, table: str, name: str, definition: str) -> None:
    cursor.execute("SELECT 1 FROM pg_constraint WHERE conname = %s AND conrelid = %s::regclass", [name, table])
    if not cursor.fetchone():
        cursor.execute(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {definition}')


def _name(*parts: str) -> str:
    """A constraint's name within PostgreSQL's 63 bytes."""
    whole = "_".join(parts)
    return whole if len(whole) <= 63 else whole[:54] + "_" + hashlib.sha256(whole.encode()).hexdigest()[:8]


def _harden_history(cursor) -> None:
    """Let the history triggers write as the owner: the application itself cannot add, change or mute an event."""
    cursor.execute(
        "SELECT DISTINCT p.oid::regprocedure::text FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE p.proname LIKE 'pgtrigger\\_%%' AND NOT p.prosecdef"
    )
    for (function,) in cursor.fetchall():
        cursor.execute(f"ALTER FUNCTION {function} SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp")
    _drop_orphans(cursor)


def _drop_orphans(cursor) -> None:
    """A table that goes takes its triggers with it and leaves their functions behind."""
    cursor.execute(
        "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.proname LIKE 'pgtrigger\\_%%' "
        "AND p.pronamespace = 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgfoid = p.oid)"
    )
    for (function,) in cursor.fetchall():
        cursor.execute(f"DROP FUNCTION {function}")


def renew_triggers(apps, schema_editor) -> None:
    """For a migration that changes rows of a table after one of its columns got another name:
    `migrations.RunPython(renew_triggers)` between the two. Until then the table's triggers write the old name."""
    build(schema_editor.connection.alias)
