"""The database's roles and functions: who owns, who may call, and what nobody was given."""

import pytest


def test_nothing_later_is_granted_by_default(catalogue):
    assert catalogue("SELECT 1 FROM pg_default_acl") == []


def test_no_view_looks_past_the_wall(catalogue):
    assert catalogue("SELECT matviewname FROM pg_matviews") == []
    found = catalogue(
        "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname IN ('public', 'app') "
        "AND relkind IN ('v', 'f') AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)"
    )
    assert found == []


@pytest.mark.parametrize("role", ["portal_app", "portal_relay", "portal_sealer"])
def test_the_roles_that_serve_are_nobody(catalogue, role):
    flags = catalogue(
        "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication FROM pg_roles WHERE rolname = %s",
        role,
    )

    assert flags == [(False,) * 5]
    assert (
        catalogue("SELECT 1 FROM pg_auth_members WHERE member = %s::regrole OR roleid = %s::regrole", role, role) == []
    )
    assert catalogue("SELECT 1 FROM pg_shdepend WHERE refobjid = %s::regrole AND deptype = 'o'", role) == []


@pytest.mark.parametrize("role", ["portal_app", "portal_relay", "portal_sealer"])
def test_the_roles_that_serve_make_nothing(catalogue, role):
    """A temporary table could stand in front of a real one."""
    may = catalogue(
        "SELECT has_database_privilege(r, current_database(), 'TEMP'), "
        "has_database_privilege(r, current_database(), 'CREATE'), "
        "has_schema_privilege(r, 'public', 'CREATE'), has_schema_privilege(r, 'app', 'CREATE') FROM (VALUES (%s)) v(r)",
        role,
    )

    assert may == [(False,) * 4]


def test_the_owner_is_no_superuser_either(catalogue):
    assert catalogue("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'portal_owner'") == [(False, False)]


OF_ACCOUNTS = ["open_account", "account", *(f"{what}_session" for what in ("save", "note", "delete"))]
OF_ACCOUNTS += ["session_data", "forget_sessions", "note_sign_in"]
FUNCTIONS = """
SELECT n.nspname || '.' || proname, prosecdef, proowner::regrole::text, coalesce(proconfig::text, ''),
       has_function_privilege('portal_app', p.oid, 'EXECUTE'), has_function_privilege('portal_relay', p.oid, 'EXECUTE')
FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
WHERE n.nspname IN ('public', 'app') AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
"""


def test_functions_belong_to_the_owner_and_cannot_be_led_astray(catalogue):
    """A function with its owner's rights looks for names only where its owner says, temporary tables last."""
    for name, is_definer, owner, settings, _, _ in catalogue(FUNCTIONS):
        assert owner == "portal_owner", name
        if is_definer:
            assert "search_path=pg_catalog" in settings, name
            assert "pg_temp" in settings, name


def test_only_these_functions_have_their_owners_rights(catalogue):
    definers = {name for name, is_definer, *_ in catalogue(FUNCTIONS) if is_definer}
    history = {name for name in definers if name.startswith("public.pgtrigger_")}

    names = "is_signed open_scope scope_part name_author name_writer await_seal partnership_counts"
    names += " changed_since forget_changes"
    assert definers - history == {f"app.{name}" for name in [*names.split(), *OF_ACCOUNTS]}
    assert history == {name for name, *_ in catalogue(FUNCTIONS) if name.startswith("public.pgtrigger_")}


def test_the_application_calls_only_these_functions(catalogue):
    may = {name for name, *_, app, _ in catalogue(FUNCTIONS) if app and name.startswith("app.")}

    named = ("here", "open_scope", "scope_part", "readable", "writable", "me", "partnership_counts")
    named += ("changed_since", "forget_changes", "fold", "bare", "sort_key")
    assert may == {f"app.{name}" for name in [*named, *OF_ACCOUNTS]}
    assert not any(relay for name, *_, relay in catalogue(FUNCTIONS) if name.startswith("app."))
