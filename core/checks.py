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
LOGS_VALUES = "The database's log shows failed statements of this role, and with them what partnerships write."
UNCHECKED = "No virus scanner is set (CLAMD): what people upload is handed out as not checked for viruses."
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
        if shows_statements(alias):
            log.warning(SHOWN)
        if logs_values(alias):
            log.warning(LOGS_VALUES)
        if lacks_scanner():
            log.warning(UNCHECKED)
    finally:
        connections[alias].close()
    if faults:
        raise ImproperlyConfigured(" ".join([*faults, HINT]))


def limit_faults(alias: str) -> list[str]:
    """The time limits of `config.time_limits` that the connection lacks, as behind a pooler that drops them."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT name FROM pg_settings WHERE name = ANY(%s) AND setting = '0' ORDER BY name", [LIMITS])
        return [f"Connections to the database have no {name}." for (name,) in cursor.fetchall()]


def lacks_scanner() -> bool:
    """Whether real people's files go unchecked."""
    return settings.PRODUCTION and not settings.CLAMD


def shows_statements(alias: str) -> bool:
    """Whether the role can read what its other sessions ask, for all partnerships (see `config/roles.sql`)."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT has_function_privilege('pg_stat_get_activity(integer)', 'EXECUTE')")
        return cursor.fetchone()[0]


def logs_values(alias: str) -> bool:
    """Whether the database's own log may quote what the role asks (see `config/roles.sql`)."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT current_setting('log_min_messages') NOT IN ('fatal', 'panic')")
        return cursor.fetchone()[0]


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
    warnings = [Warning(SHOWN, hint=HINT, id="portal.W001")] if shows_statements("default") else []
    if logs_values("default"):
        warnings.append(Warning(LOGS_VALUES, hint=HINT, id="portal.W002"))
    return [*(Error(fault, hint=HINT, id="portal.E001") for fault in faults), *warnings]
