"""How long the database may take, by kind of work: one held lock or slow statement must not hold everybody.

They go with each connection, so they hold also where the role has been given others (`ALTER ROLE … SET`).
"""

CONNECT_SECONDS = 5
# In seconds; 0 is without limit.
LIMITS = {
    "pages": {"statement_timeout": 20, "lock_timeout": 3, "idle_in_transaction_session_timeout": 120},
    # Imports, compiling and commands: long statements are their work.
    "jobs": {"statement_timeout": 900, "lock_timeout": 60, "idle_in_transaction_session_timeout": 1800},
    # Migrations: everybody waits behind one that waits for a lock, so it gives up soon and is run again.
    "owner": {"statement_timeout": 0, "lock_timeout": 10, "idle_in_transaction_session_timeout": 1800},
}
# What else would lead a connection astray, whatever its role was given.
FIXED = {"search_path": "public", "row_security": "on", "default_transaction_read_only": "off"}


def options(work: str) -> dict:
    """What libpq is told when it connects for that kind of work."""
    told = {name: f"{seconds}s" for name, seconds in LIMITS[work].items()} | FIXED
    return {
        "connect_timeout": CONNECT_SECONDS,
        "options": " ".join(f"-c {name}={value}" for name, value in told.items()),
    }
