"""What must be true of the database role and its connections before the portal serves anybody."""

import logging

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

log = logging.getLogger(__name__)
HINT = "Each process connects as the role made for it and with time limits, see docs/operations.md."
ROLE = """
SELECT r.rolname, r.rolsuper, r.rolbypassrls,
       EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname IN ('public', 'app') AND c.relowner = r.oid),
       EXISTS (SELECT 1 FROM pg_auth_members m WHERE m.member = r.oid)
FROM pg_roles r WHERE r.rolname = current_user
"""

SHOWN = "The application's role can read the statements of other sessions, and with them what partnerships ask."
ENDS_OTHERS = "The application's role can end its other sessions, which are everybody's."
LOGS_VALUES = "The database's log shows failed statements of this role, and with them what partnerships write."
UNCHECKED = "No virus scanner is set (CLAMD): what people upload is handed out as not checked for viruses."
# Of what a role may set for itself; what only a superuser may, and what is logged, is of `config/roles.sql`.
OWN_SETTINGS = """
SELECT given FROM pg_db_role_setting CROSS JOIN unnest(setconfig) given
WHERE setrole = current_user::regrole AND given !~ '^log_' AND NOT EXISTS (
  SELECT FROM pg_settings WHERE name = split_part(given, '=', 1) AND context <> 'user'
) ORDER BY 1
"""
LIMITS = ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"]


def role_faults(alias: str) -> list[str]:
    """Why the role behind this connection may not serve the portal; empty if it may."""
    with connections[alias].cursor() as cursor:
        cursor.execute(ROLE)
        name, is_super, bypasses, owns, is_member = cursor.fetchone()
    faults = {
        "is a superuser": is_super,
        "bypasses row-level security": bypasses,
        "owns tables": owns,
        "is a member of another role": is_member,
    }
    return [f"The database role {name} {fault}." for fault, found in faults.items() if found]


def refuse_unsafe_connection(alias: str = "default") -> None:
    """Called where a process starts to serve: raises `ImproperlyConfigured` if the wall would not hold its role
    back, or if one statement could hold everybody for ever.

    The connection is closed again, so a process that forks afterwards hands none to its children.
    """
    try:
        faults = [*role_faults(alias), *limit_faults(alias)]
        for warning in warnings_of(alias).values():
            log.warning(warning)
        if lacks_scanner():
            log.warning(UNCHECKED)
    finally:
        connections[alias].close()
    if faults:
        raise ImproperlyConfigured(" ".join([*faults, HINT]))


def limit_faults(alias: str) -> list[str]:
    """What the connection lacks of `config.time_limits`, as behind a pooler that drops it."""
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT name FROM pg_settings WHERE name = ANY(%s) AND setting = '0' "
            "OR name = 'row_security' AND setting = 'off' ORDER BY name",
            [LIMITS],
        )
        return [f"Connections to the database have no {name}." for (name,) in cursor.fetchall()]


def lacks_scanner() -> bool:
    """Whether real people's files go unchecked."""
    return settings.PRODUCTION and not settings.CLAMD


def own_settings(alias: str) -> str:
    """A warning where somebody has given the role settings for new connections (it may do so itself), else nothing."""
    with connections[alias].cursor() as cursor:
        cursor.execute(OWN_SETTINGS)
        found = ", ".join(setting for (setting,) in cursor.fetchall())
    return found and (
        f"The database role has settings of its own: {found}. Connections say what matters for themselves again; "
        "find out who set them, then ALTER ROLE … RESET ALL."
    )


def shows_statements(alias: str) -> bool:
    """Whether the role can read what its other sessions ask, for all partnerships (see `config/roles.sql`)."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT has_function_privilege('pg_stat_get_activity(integer)', 'EXECUTE')")
        return cursor.fetchone()[0]


def ends_sessions(alias: str) -> bool:
    """Whether the role can end what its other sessions do (see `config/roles.sql`)."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT has_function_privilege('pg_terminate_backend(integer, bigint)', 'EXECUTE')")
        return cursor.fetchone()[0]


def logs_values(alias: str) -> bool:
    """Whether the database's own log may quote what the role asks (see `config/roles.sql`)."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT current_setting('log_min_messages') NOT IN ('fatal', 'panic')")
        return cursor.fetchone()[0]


def warnings_of(alias: str) -> dict[str, str]:
    """What an operator should mend, though the wall holds, by the number of the check."""
    found = {
        "portal.W001": SHOWN if shows_statements(alias) else "",
        "portal.W002": LOGS_VALUES if logs_values(alias) else "",
        "portal.W004": own_settings(alias),
        "portal.W005": ENDS_OTHERS if ends_sessions(alias) else "",
    }
    return {number: text for number, text in found.items() if text}


@register(Tags.files)
def virus_scanner(app_configs, **kwargs):
    """What people upload should be looked through before others get it."""
    hint = "Run ClamAV's daemon on this machine, see docs/operations.md."
    return [Warning(UNCHECKED, hint=hint, id="portal.W003")] if lacks_scanner() else []


@register(Tags.database)
def unprivileged_role(app_configs, databases, **kwargs):
    """The web process and the worker must connect as a role that the wall holds back."""
    if "default" not in (databases or []):
        return []
    faults = [*role_faults("default"), *limit_faults("default")]
    warnings = [Warning(text, hint=HINT, id=number) for number, text in warnings_of("default").items()]
    return [*(Error(fault, hint=HINT, id="portal.E001") for fault in faults), *warnings]
