"""PostgreSQL and Valkey for a machine that has neither: for the demo and the tests, never for production.

Both come as programs inside Python wheels and listen on Unix sockets only, in folders closed to other users.
A server whose address the environment names is left to whoever runs it.

    python -m tools.embedded start|stop|status
"""

import os
from pathlib import Path

from tools.embedded import postgres, valkey
from tools.embedded.folder import Folder, ServerProblem

__all__ = ["SECOND_TEST_FOLDER", "FOLDER", "TEST_FOLDER", "Folder", "ServerProblem", "ensure", "status", "stop"]

FOLDER = Folder(Path(os.environ.get("VAR_FOLDER") or Path(__file__).resolve().parents[2] / "var").absolute())
TEST_FOLDER = Folder(FOLDER.path / "test", durable=False)
SECOND_TEST_FOLDER = Folder(FOLDER.path / "test-second", durable=False)
DATABASE_ROLES = {
    "DATABASE_URL": "portal_app",
    "DATABASE_OWNER_URL": "portal_owner",
    "DATABASE_RELAY_URL": "portal_relay",
    "DATABASE_SEALER_URL": "portal_sealer",
}


def ensure(folder: Folder = FOLDER) -> dict[str, str]:
    """The addresses that the environment does not name, with the servers behind them running.

    Any number of processes may call it at once. Where DATABASE_URL is set, no database address is made up.
    Raises ServerProblem.
    """
    wanted = {}
    if not os.environ.get("DATABASE_URL"):
        wanted |= {name: postgres.url(folder, role) for name, role in DATABASE_ROLES.items()}
    if not os.environ.get("BROKER_URL"):
        wanted["BROKER_URL"] = valkey.url(folder)
    if not _is_ready(folder, wanted):
        with folder.locked():
            folder.prepare()
            if "DATABASE_URL" in wanted:
                postgres.start(folder)
            if "BROKER_URL" in wanted:
                valkey.start(folder)
    return wanted


def stop(folder: Folder = FOLDER) -> None:
    """Stop both servers and wait for their end. Their data stays."""
    if folder.path.exists():
        with folder.locked():
            postgres.stop(folder)
            valkey.stop(folder)


def status(folder: Folder = FOLDER) -> dict[str, bool]:
    return {"PostgreSQL": postgres.is_running(folder), "Valkey": valkey.is_running(folder)}


def _is_ready(folder: Folder, wanted: dict[str, str]) -> bool:
    if "DATABASE_URL" in wanted and not (postgres.is_running(folder) and postgres.roles_are_current(folder)):
        return False
    return "BROKER_URL" not in wanted or valkey.is_running(folder)
