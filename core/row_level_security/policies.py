"""Who the database's roles are, and the policies that hold back their rows."""

from core.row_level_security.tenants import account_column, is_event, is_sealed

OWNER, APP, RELAY, SEALER = "portal_owner", "portal_app", "portal_relay", "portal_sealer"


def service_roles(model) -> dict[str, tuple[str, ...]]:
    """What each of those processes may do with a table. The sealer reads whatever is sealed."""
    rights = getattr(model, "service_roles", {})
    return {SEALER: ("SELECT",)} | rights if is_sealed(model) else rights


def of_tenant(model) -> dict[str, str]:
    """The policies of a tenant table: name → the rest of its CREATE POLICY statement.

    The `(SELECT …)` makes PostgreSQL ask once a statement, not once a row.
    """
    readable = "partnership_id = ANY ((SELECT app.readable())::int[])"
    writable = "partnership_id = ANY ((SELECT app.writable())::int[])"
    source = model.pgh_tracked_model if is_event(model) else model
    seen = f"({readable}) OR ({source.readable_also})" if source.readable_also and not is_event(model) else readable
    found = {
        "owner": f"TO {OWNER} USING (true) WITH CHECK (true)",
        "app_reads": f"FOR SELECT TO {APP} USING ({seen})",
    }
    if not is_event(model):
        found |= {
            "app_adds": f"FOR INSERT TO {APP} WITH CHECK ({writable})",
            "app_changes": f"FOR UPDATE TO {APP} USING ({writable}) WITH CHECK ({writable})",
            "app_removes": f"FOR DELETE TO {APP} USING ({writable})",
        }
    return found | _of_services(model)


def _of_services(model) -> dict[str, str]:
    """What processes with a role of their own may see of a walled table: all of it, for what they have a right to."""
    # A right may name its columns: UPDATE (sent_at).
    commands = [(role, right.split()[0]) for role, rights in service_roles(model).items() for right in rights]
    return {f"{role}_{command.lower()}": f"FOR {command} TO {role} USING (true)" for role, command in commands}


def of_account(model) -> dict[str, str]:
    """Those of a shared table whose rows guard an account: changed in that account's scope alone."""
    own = f"{account_column(model)} = (SELECT app.account())"
    return {
        "owner": f"TO {OWNER} USING (true) WITH CHECK (true)",
        "app_reads": f"FOR SELECT TO {APP} USING ({own if getattr(model, 'is_hidden', False) else 'true'})",
        "app_adds": f"FOR INSERT TO {APP} WITH CHECK ({own})",
        "app_changes": f"FOR UPDATE TO {APP} USING ({own}) WITH CHECK ({own})",
        "app_removes": f"FOR DELETE TO {APP} USING ({own})",
    } | _of_services(model)
