"""The wall, read back from the database's own catalogue for every model that there is, now or later."""

import re

import pytest
from django.apps import apps
from django.db.models import CASCADE

from core.db.tenancy import NoScope
from core.models import Organisation
from core.row_level_security import tenants, wall

READABLE = "(partnership_id = ANY (( SELECT app.readable() AS readable)::integer[]))"
WRITABLE = "(partnership_id = ANY (( SELECT app.writable() AS writable)::integer[]))"
APP, OWNER, RELAY, SEALER = "{portal_app}", "{portal_owner}", "{portal_relay}", "{portal_sealer}"

# Whoever widens the wall says so here too.
READABLE_BY_OTHERS = {
    "accounts.Membership": "(user_id = ( SELECT app.me() AS me))",
    "accounts.MembershipRole": (
        "(membership_id = ANY (ARRAY( SELECT accounts_membership.id\n   FROM accounts_membership\n"
        "  WHERE (accounts_membership.user_id = ( SELECT app.me() AS me)))))"
    ),
    "accounts.TaskLink": "(user_id = ( SELECT app.me() AS me))",
    "core.PublicValue": "true",
    "reporting.AccessibilityStatement": "true",
    "reporting.PublishedEdition": "true",
    "reporting.PublishedProfile": "true",
}
DELETABLE = {
    "accounts.Note",
    "core.Draft",
    "core.Receipt",
    "core.SavedView",
    "partnership.GroupAlias",
    "partnership.Succession",
    "reporting.Report",
    "reporting.Section",
    "reporting.SectionPermission",
}
APPEND_ONLY = {"accounts.HandOver", "core.AccessEntry", "core.Override", "core.PublicValue"} | {
    "reporting.AccessibilityStatement"
}
SEALER_MAY = {
    ("accounts_signin", "DELETE"),
    ("accounts_signin", "SELECT"),
    ("core_partnership.id", "SELECT"),
    ("core_partnership.slug", "SELECT"),
    ("core_seal", "INSERT"),
    ("core_seal", "SELECT"),
    ("core_seal.salts", "UPDATE"),
    ("core_unsealed", "DELETE"),
    ("core_unsealed", "SELECT"),
}
CASCADING = {"content_object", "permission", "user"}
RELAY_MAY = {("core_outbox", "SELECT"), ("core_outbox.sent_at", "UPDATE"), ("core_outbox.sends", "UPDATE")}
AUTOMATIC_TABLES = {"auth.Group_permissions"}  # Django's own; the application has no right on it
OTHER_TABLES = {"django_migrations"}

LISTED_OF_SESSIONS = "id, key_hash, user_id, ip, user_agent, began_at, last_seen_at, expires_at"
ANSWERS_TO_CHANGES = "old_said_yes_at, new_said_yes_at, done_at, stopped_at"
CHANGED_OF_USERS = "name, last_login, last_seen_at, last_partnership_id, email, is_active, password_set_at"

TENANTS = tenants.tenant_models()
RECORDS = [model for model in TENANTS if not tenants.is_event(model)]


def label(model):
    return model._meta.label


def test_the_walk_meets_the_models_that_it_should():
    labels = {label(model) for model in TENANTS}

    assert {"partnership.Agency", "partnership.AgencyEvent", "reporting.Section", "core.Outbox"} <= labels
    assert len(TENANTS) > 40


def test_every_table_belongs_to_a_partnership_or_is_listed_as_shared(catalogue):
    known = {model._meta.db_table for model in [*TENANTS, *tenants.shared_models()]} | OTHER_TABLES
    found = {name for (name,) in catalogue("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}

    assert found == known


def test_no_table_is_made_by_a_many_to_many_field():
    made = {label(model) for model in apps.get_models(include_auto_created=True) if model._meta.auto_created}

    assert made <= AUTOMATIC_TABLES, "An automatic table has no partnership: write a `through` model."


def test_our_shared_tables_are_few_and_what_the_application_may_do_with_them_is_thought_about():
    ours = {model for model in tenants.shared_models() if hasattr(model, "shared_rights")}

    assert {label(model): model.shared_rights for model in ours} == {
        "accounts.EmailChange": f"SELECT, INSERT, UPDATE ({ANSWERS_TO_CHANGES})",
        "accounts.Operator": "SELECT",
        "accounts.Password": "SELECT, INSERT, UPDATE (hash)",
        "accounts.Session": f"SELECT ({LISTED_OF_SESSIONS}), DELETE",
        "accounts.SignIn": "SELECT",
        "accounts.User": f"SELECT, INSERT, UPDATE ({CHANGED_OF_USERS})",
        "core.CacheEntry": "SELECT, INSERT, UPDATE, DELETE",
        "core.JointMember": "SELECT",
        "core.Organisation": "SELECT, INSERT",
        "core.Partnership": "SELECT",
        "core.Seal": "",
        "core.Unsealed": "",
        "indicators.Indicator": "SELECT",
        "reporting.ChecklistItem": "SELECT",
        "reporting.ReportDate": "SELECT",
        "reporting.ReportTemplate": "SELECT",
    }


def test_a_model_that_nobody_thought_of_stops_the_migration(monkeypatch):
    monkeypatch.delattr(Organisation, "shared_rights")

    with pytest.raises(tenants.UnwalledTable, match=r"core\.Organisation has no partnership"):
        tenants.shared_models()


@pytest.mark.parametrize("model", TENANTS, ids=label)
def test_row_level_security_is_on_and_forced(catalogue, model):
    found = catalogue(
        "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", model._meta.db_table
    )

    assert found == [(True, True)]


@pytest.mark.parametrize("model", TENANTS, ids=label)
def test_policies_are_exactly_these(catalogue, model):
    found = catalogue(
        "SELECT cmd, roles::text, qual, with_check FROM pg_policies "
        "WHERE schemaname = 'public' AND tablename = %s AND permissive = 'PERMISSIVE'",
        model._meta.db_table,
    )

    assert set(found) == expected_policies(model)
    assert len(found) == len(set(found))


def expected_policies(model):
    also = READABLE_BY_OTHERS.get(label(model))
    expected = {
        ("ALL", OWNER, "true", "true"),
        ("SELECT", APP, f"({READABLE} OR {also})" if also else READABLE, None),
    }
    if not tenants.is_event(model):
        expected |= {
            ("INSERT", APP, None, WRITABLE),
            ("UPDATE", APP, WRITABLE, WRITABLE),
            ("DELETE", APP, WRITABLE, None),
        }
    if label(model) == "core.Outbox":
        expected |= {("SELECT", RELAY, "true", None), ("UPDATE", RELAY, "true", None)}
    if tenants.is_event(model) or label(model) in APPEND_ONLY:
        expected |= {("SELECT", SEALER, "true", None)}
    return expected


@pytest.mark.parametrize("model", RECORDS, ids=label)
def test_keys_between_tenants_stay_in_the_partnership(catalogue, model):
    """Beside Django's own key stands a composite one, or a row could point at another partnership's row."""
    found = catalogue(
        """
        SELECT ARRAY(SELECT attname::text FROM unnest(conkey) WITH ORDINALITY AS k (n, i)
                     JOIN pg_attribute ON attrelid = conrelid AND attnum = n ORDER BY i),
               ARRAY(SELECT attname::text FROM unnest(confkey) WITH ORDINALITY AS k (n, i)
                     JOIN pg_attribute ON attrelid = confrelid AND attnum = n ORDER BY i),
               confrelid::regclass::text
        FROM pg_constraint WHERE contype = 'f' AND convalidated AND conrelid = %s::regclass
        """,
        model._meta.db_table,
    )
    for field in model._meta.concrete_fields:
        if field.is_relation and tenants.is_tenant(field.related_model):
            target = field.related_model._meta.db_table
            assert (["partnership_id", field.column], ["partnership_id", "id"], target) in found, field.name


@pytest.mark.parametrize("model", RECORDS, ids=label)
def test_uniqueness_is_per_partnership(catalogue, model):
    """A unique index without the partnership tells by its error that another one has the value.

    The primary key is a random UUID. A key to a tenant's row, one to one, is per partnership by its composite key.
    """
    found = catalogue(
        """
        SELECT ARRAY(SELECT coalesce(attname::text, 'an expression') FROM unnest(indkey::int[]) AS n
                     LEFT JOIN pg_attribute ON attrelid = indrelid AND attnum = n)
        FROM pg_index WHERE indisunique AND NOT indisprimary AND indrelid = %s::regclass
        """,
        model._meta.db_table,
    )
    kept_together = [[field.column] for field in tenants.keys_between_tenants(model) if field.one_to_one]

    assert sorted(["partnership_id", "id"]) in [sorted(columns) for (columns,) in found]
    assert [columns for (columns,) in found if "partnership_id" not in columns and columns not in kept_together] == []


@pytest.mark.parametrize("model", TENANTS, ids=label)
def test_an_index_leads_with_the_partnership(catalogue, model):
    found = catalogue(
        "SELECT 1 FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0] "
        "WHERE attname = 'partnership_id' AND indrelid = %s::regclass",
        model._meta.db_table,
    )

    assert found


def test_no_shared_row_points_at_a_partnerships_row():
    keys = [(model, field) for model in tenants.shared_models() for field in model._meta.concrete_fields]

    assert [str(field) for _, field in keys if field.is_relation and tenants.is_tenant(field.related_model)] == []


@pytest.mark.parametrize("model", RECORDS, ids=label)
def test_every_default_manager_asks_for_a_scope(model):
    with pytest.raises(NoScope):
        list(model._default_manager.all())


def test_nothing_takes_another_partnerships_records_with_it():
    """Keys PROTECT. A permission goes with the draft that it is for; guardian's own keys point at what never goes."""
    cascades = {
        str(field)
        for model in RECORDS
        for field in model._meta.concrete_fields
        if field.is_relation and field.remote_field.on_delete is CASCADE
    }

    assert {name.removeprefix("reporting.SectionPermission.") for name in cascades} <= CASCADING


def test_rights_are_exactly_those_declared(catalogue):
    """Of every grant on every table, column and sequence; nobody may truncate, refer or put a trigger."""
    found = catalogue(
        """
        SELECT c.relname::text, grantee::regrole::text, privilege_type FROM pg_class c
        JOIN pg_namespace n ON n.oid = relnamespace, aclexplode(relacl)
        WHERE nspname IN ('public', 'app') AND grantee <> relowner
        UNION ALL
        SELECT c.relname || '.' || attname, grantee::regrole::text, privilege_type FROM pg_attribute
        JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace, aclexplode(attacl)
        WHERE nspname IN ('public', 'app') AND grantee <> relowner
        """
    )

    assert set(found) == expected_rights()


def expected_rights():
    found = {("django_migrations", "portal_app", "SELECT")}
    for model in TENANTS:
        may = ["SELECT"] if tenants.is_event(model) else ["SELECT", "INSERT", "UPDATE"]
        may = ["SELECT", "INSERT"] if label(model) in APPEND_ONLY else may
        may += ["DELETE"] if label(model) in DELETABLE else []
        found |= {(model._meta.db_table, "portal_app", right) for right in may}
        if tenants.is_event(model) or label(model) in APPEND_ONLY:
            found.add((model._meta.db_table, "portal_sealer", "SELECT"))
    for model in tenants.shared_models():
        found |= {(what, "portal_app", right) for what, right in rights_on(model)}
    found |= {(what, "portal_sealer", right) for what, right in SEALER_MAY}
    return found | {(what, "portal_relay", right) for what, right in RELAY_MAY}


def rights_on(model):
    """What the application may do with a shared table, and with which of its columns where they are named."""
    table = model._meta.db_table
    for right, named in re.findall(r"(\w+)(?: \(([^)]*)\))?", tenants.shared_rights(model)):
        columns = re.findall(r"\w+", named)
        yield from ((f"{table}.{column}", right) for column in columns) if columns else [(table, right)]


def test_building_the_wall_again_changes_nothing(catalogue):
    look = "SELECT tablename, policyname, cmd, roles::text, qual, with_check FROM pg_policies ORDER BY 1, 2"
    before = catalogue(look), catalogue("SELECT conname, conrelid FROM pg_constraint ORDER BY 1, 2")

    wall.build("owner")

    assert (catalogue(look), catalogue("SELECT conname, conrelid FROM pg_constraint ORDER BY 1, 2")) == before
